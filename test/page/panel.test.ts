// The counter's page in a real browser: every state fits 1024×600 and is without barriers; the keyboard alone is enough.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { buildPages } from '#scripts/build/pages.ts'
import { panelAgent } from '../fakes/panel-agent.ts'
import type { PanelAgent } from '../fakes/panel-agent.ts'
import { barriers, browser, layoutOf, shoot } from './browser.ts'
import type { Browser } from './browser.ts'
import { panelStates, quiet, withRecords } from './panel-states.ts'

const counterScreen = { width: 1024, height: 600 }
let open: Browser

beforeAll(async () => {
  await buildPages(['panel'])
  open = await browser()
})
afterAll(async () => {
  await open[Symbol.asyncDispose]()
})

async function visit(agent: PanelAgent, viewport = counterScreen): Promise<Page> {
  const page = await open.open(agent.url, viewport)
  await page.locator('.frame').waitFor()
  return page
}

/** Text without the signs that keep a phone number on one line. */
const spoken = async (page: Page, where: string): Promise<string> =>
  ((await page.locator(where).first().textContent()) ?? '').replaceAll('\u00A0', ' ').replaceAll('\u2060', '')

async function inspect(page: Page, name: string): Promise<void> {
  await shoot(page, 'panel', name)
  expect(await barriers(page)).toEqual([])
  expect(await layoutOf(page)).toEqual({ scrollsDown: false, scrollsAside: false, cutOff: [] })
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== ''),
      )
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 20)
      .map((element) => element.textContent),
  )
  expect(small, 'text below 20 px').toEqual([])
  const targets = await page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .map((button) => ({ words: button.textContent, box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 64 || box.height < 64)
      .map(({ words }) => words),
  )
  expect(targets, 'targets below 64 px').toEqual([])
}

describe.each(Object.entries(panelStates))('%s', (name, state) => {
  test('fits the counter’s screen, without barriers', async () => {
    const agent = await panelAgent(state)
    const page = await visit(agent)
    const screen = name.startsWith('s1') ? '.ready' : name.startsWith('s2') ? '.reported' : '.isolated'
    await page.locator(screen).waitFor()
    await page.locator('.where, .standing .off, .waiting').first().waitFor()
    await inspect(page, name)
    if (state.office) expect(await spoken(page, '.phone')).toContain(state.office.phone)
    await page.setViewportSize({ width: 512, height: 300 })
    expect((await layoutOf(page)).scrollsAside, 'scrolls aside at 200 %').toBe(false)
    await page.close()
    await agent.die()
  })
})

test('loading: the button is there before the state is', async () => {
  const agent = await panelAgent()
  const page = await visit(agent)
  await inspect(page, 's1-loading')
  await page.getByRole('button', { name: /一键上报/ }).click()
  await expect.poll(() => agent.calls.map(({ path }) => path)).toContain('/api/report')
  await page.close()
  await agent.die()
})

test.each([
  ['recent-empty', quiet],
  ['recent', withRecords],
])('%s', async (name, state) => {
  const agent = await panelAgent(state)
  const page = await visit(agent)
  await page.getByRole('button', { name: '最近记录' }).click()
  await page.locator('.recent').waitFor()
  await inspect(page, name)
  await page.close()
  await agent.die()
})

test('a drill is asked for twice and said to be one', async () => {
  const agent = await panelAgent(quiet)
  const page = await visit(agent)
  await page.getByRole('button', { name: '演练一次' }).click()
  await inspect(page, 's1-drill-asked')
  await page.getByRole('button', { name: '开始演练' }).click()
  await expect.poll(() => agent.calls.at(-1)).toEqual({ path: '/api/report', body: { drill: true } })
  await page.close()
  await agent.die()
})

test.each(['s2-drill', 's2-withdrawn'])('%s: the way back to the button', async (name) => {
  const agent = await panelAgent(panelStates[name])
  const page = await visit(agent)
  await page.getByRole('button', { name: '返回' }).click()
  await page.getByRole('button', { name: /一键上报/ }).click()
  await expect.poll(() => agent.calls.at(-1)).toEqual({ path: '/api/report', body: {} })
  await page.close()
  await agent.die()
})

test('nothing could be saved: the sentence is shown and no tick', async () => {
  const agent = await panelAgent(quiet)
  agent.refuse({ refusal: 'not-saved', message: '本机无法保存上报（磁盘已满）。请立即拨打 023-4142 1234' })
  const page = await visit(agent)
  await page.getByRole('button', { name: /一键上报/ }).click()
  await page.getByRole('alert').waitFor()
  await inspect(page, 's1-not-saved')
  expect(await page.getByRole('alert').textContent()).toContain('磁盘已满')
  expect(await page.locator('.steps').count()).toBe(0)
  await page.close()
  await agent.die()
})

test('the agent dies under the page: what is safe and whom to call', async () => {
  const agent = await panelAgent(panelStates['s2-countdown'])
  const page = await visit(agent)
  await page.locator('.reported').waitFor()
  await agent.die()
  await page.locator('.lost').waitFor()
  await inspect(page, 'agent-silent')
  expect(await page.locator('.lost').textContent()).toContain('BS-1122-7F3K-2')
  expect(await spoken(page, '.lost')).toContain('023-4142 1234')
  await page.close()
})

test('opened without a ticket: it says how to open it', async () => {
  const agent = await panelAgent(quiet)
  const page = await visit({ ...agent, url: agent.url.replace(/#.*/, '') })
  await page.locator('.lost').waitFor()
  await inspect(page, 'closed')
  await page.close()
  await agent.die()
})

test('the ticket leaves the address, and a reload keeps the session', async () => {
  const agent = await panelAgent(quiet)
  const page = await visit(agent)
  await page.locator('.where').waitFor()
  expect(page.url()).not.toContain('ticket')
  await page.reload()
  await page.locator('.where').waitFor()
  expect(agent.calls.filter(({ path }) => path === '/api/session')).toHaveLength(1)
  await page.close()
  await agent.die()
})

describe('by keyboard alone', () => {
  test('report', async () => {
    const agent = await panelAgent(quiet)
    const page = await visit(agent)
    await page.locator('.where').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(() => agent.calls.at(-1)).toEqual({ path: '/api/report', body: {} })
    agent.tell(panelStates['s2-countdown']!)
    await page.locator('.reported').waitFor()
    await page.close()
    await agent.die()
  })

  test('cut, by holding the key for 1.5 s', async () => {
    const { agent, page } = await atTheCut()
    await page.keyboard.down('Enter')
    await page.waitForTimeout(700)
    expect(cuts(agent)).toBe(0)
    await shoot(page, 'panel', 's2-holding')
    await page.waitForTimeout(1_000)
    await page.keyboard.up('Enter')
    await expect.poll(() => cuts(agent)).toBe(1)
    await page.close()
    await agent.die()
  })

  test('cut, by pressing twice', async () => {
    const { agent, page } = await atTheCut()
    await page.keyboard.press('Space')
    await page.getByText('再按一次').waitFor()
    await inspect(page, 's2-armed')
    expect(cuts(agent)).toBe(0)
    await page.keyboard.press('Space')
    await expect.poll(() => cuts(agent)).toBe(1)
    await page.close()
    await agent.die()
  })

  test('annotate, postpone, withdraw', async () => {
    const agent = await panelAgent(panelStates['s2-countdown'])
    const page = await visit(agent)
    const alert = panelStates['s2-countdown']!.current!.alert
    for (const [name, path, body] of [
      [/文件打不开/, '/api/annotate', { alert, annotation: 'files-locked' }],
      [/正在结算/, '/api/postpone', { alert, postponement: 'settling' }],
      [/误按了/, '/api/withdraw', { alert }],
    ] as const) {
      await page.getByRole('button', { name }).focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => agent.calls.at(-1)).toEqual({ path, body })
    }
    await page.close()
    await agent.die()
  })

  test('the release code, in groups, with what is wrong said where it is typed', async () => {
    const agent = await panelAgent(panelStates['s3-by-officer'])
    const page = await visit(agent)
    const field = page.getByLabel('输入值班员告知的恢复码')
    await field.waitFor()
    for (let tabs = 0; tabs < 6 && !(await field.evaluate((input) => input === document.activeElement)); tabs++)
      await page.keyboard.press('Tab')
    await page.keyboard.type('90712345')
    expect(await field.inputValue()).toBe('907 123 45')
    agent.refuse({ refusal: 'not-possible', message: '第 3 组的数字不全：恢复码是三组、每组三位' })
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await inspect(page, 's3-wrong-code')
    expect(agent.calls.at(-1)).toEqual({ path: '/api/release-code', body: { code: '907 123 45' } })
    agent.refuse(undefined)
    await page.keyboard.type('6')
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.keyboard.press('Enter')
    await expect.poll(() => agent.calls.at(-1)).toEqual({ path: '/api/release-code', body: { code: '907 123 456' } })
    await page.close()
    await agent.die()
  })

  async function atTheCut(): Promise<{ agent: PanelAgent; page: Page }> {
    const agent = await panelAgent(panelStates['s2-countdown'])
    const page = await visit(agent)
    await page.getByRole('button', { name: /立即断开/ }).focus()
    return { agent, page }
  }
  const cuts = (agent: PanelAgent) => agent.calls.filter(({ path }) => path === '/api/cut').length
})

test('by mouse: a short press does not cut, holding does', async () => {
  const agent = await panelAgent(panelStates['s2-countdown'])
  const page = await visit(agent)
  const button = page.getByRole('button', { name: /立即断开/ })
  await button.click()
  await page.waitForTimeout(300)
  expect(agent.calls.map(({ path }) => path)).not.toContain('/api/cut')
  await page.waitForTimeout(5_200)
  await button.hover()
  await page.mouse.down()
  await expect.poll(() => agent.calls.at(-1), { timeout: 3_000 }).toMatchObject({ path: '/api/cut' })
  await page.mouse.up()
  await page.close()
  await agent.die()
})

test('the countdown runs by the page’s own clock', async () => {
  const agent = await panelAgent(panelStates['s2-countdown'])
  const page = await visit(agent)
  await page.getByText('将在 25 秒后断开医保专网').waitFor()
  await page.getByText('将在 23 秒后断开医保专网').waitFor({ timeout: 4_000 })
  await page.close()
  await agent.die()
})
