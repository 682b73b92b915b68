// An incident under the plan, the first run and signing in, in a real browser: pictured, without barriers, and asking the server for everything that is decided.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { buildPages } from '#scripts/build/pages.ts'
import { consoleOffice } from '../fakes/console-office.ts'
import type { ConsoleOffice, OfficeScript } from '../fakes/console-office.ts'
import { barriers, browser, layoutOf, shoot } from './browser.ts'
import type { Browser } from './browser.ts'
import { attackTimeline, now, quiet, theEndpoint, theIncident } from './console-states.ts'
import { formAnswer, responding, respondingRows, verifying, verifyingRows } from './plan-states.ts'

const desks = { 1366: { width: 1366, height: 768 }, 1920: { width: 1920, height: 1080 } } as const
let open: Browser
const ends: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  await buildPages(['console'])
  open = await browser()
})
afterAll(async () => {
  await open[Symbol.asyncDispose]()
})
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function visit(
  script: Partial<OfficeScript>,
  fragment = '',
  viewport: (typeof desks)[keyof typeof desks] = desks[1366],
): Promise<{ office: ConsoleOffice; page: Page }> {
  const office = await consoleOffice({ now, signedIn: true, ...script })
  ends.push(office.close)
  const page = await open.open(`${office.url}${fragment}`, viewport)
  ends.push(() => page.close())
  return { office, page }
}

async function inspect(page: Page, name: string): Promise<void> {
  await shoot(page, 'console', name)
  expect(await barriers(page)).toEqual([])
  const { scrollsAside, cutOff } = await layoutOf(page)
  expect({ scrollsAside, cutOff }).toEqual({ scrollsAside: false, cutOff: [] })
}

const place = `#/incidents/${theIncident}`
const incidentOf = (form: string) => `/api/incidents/${theIncident}/forms/${form}`
const atWork = { rows: respondingRows, plan: responding, timeline: attackTimeline }
const atFirst = { rows: verifyingRows, plan: verifying, timeline: attackTimeline }

describe.each([
  ['plan-verifying', atFirst, place, '.next-events li'],
  ['plan-responding', atWork, place, '.next-shut li'],
] as const)('%s', (name, script, fragment, there) => {
  test.each(Object.keys(desks).map(Number) as (keyof typeof desks)[])('at %d', async (width) => {
    const { page } = await visit(script, fragment, desks[width])
    await page.locator(there).first().waitFor()
    await inspect(page, `${name}-${width}`)
  })
})

test.each([
  ['forms', '.forms-list li'],
  ['directives', '.board tbody tr'],
  ['reconnections', '.board tbody tr'],
  ['accountability', '.facts-list li'],
  ['evidence', '.board tbody tr'],
] as const)('the part %s', async (part, there) => {
  const { page } = await visit({ ...atWork, roles: ['leader', 'office'] }, `${place}/${part}`)
  await page.locator(there).first().waitFor()
  await inspect(page, `plan-${part}`)
})

test('where it is, what may follow, and why something cannot be done now', async () => {
  const { page } = await visit(atFirst, place)
  await page.locator('.next-events li').first().waitFor()
  expect(await page.locator('.plan-rail [aria-current=step]').textContent()).toContain('初步核实中')
  expect(await page.locator('.plan-rail li.may-follow').count()).toBeGreaterThan(0)
  // The refusal is the server's sentence, word for word.
  expect(await page.locator('.next-shut').textContent()).toContain('您的岗位不能做这件事')
  expect(await page.locator('.clock-group h2').allTextContents()).toEqual(['国家规定', '本局内部要求'])
})

test('an event without a form is confirmed, and with its reason where one is asked for', async () => {
  const events = verifying.next.events.map((event) => ({ ...event, permitted: true, refusal: undefined }))
  const { office, page } = await visit(
    { ...atFirst, plan: { ...verifying, next: { ...verifying.next, events } } },
    place,
  )
  await page.getByRole('button', { name: '并入另一事件' }).click()
  await page.getByLabel('并入哪个事件').selectOption({ index: 1 })
  await inspect(page, 'plan-merge')
  await page.getByRole('button', { name: '确认：并入另一事件' }).click()
  await page.getByText('并入另一事件 → 已并案').waitFor()
  expect(office.calls).toEqual([
    { path: `/api/incidents/${theIncident}/merge`, body: { into: verifyingRows.incidents[1]!.id } },
  ])
})

describe('a form', () => {
  const prefilled = { name: '康民大药房收银1号疑似勒索软件', foundAt: now - 3_600_000, systemKnew: 2 }
  const reporting: Partial<OfficeScript> = {
    ...atFirst,
    plan: {
      ...verifying,
      next: {
        ...verifying.next,
        events: verifying.next.events.map((event) => ({ ...event, permitted: true, refusal: undefined })),
      },
    },
    answers: { [incidentOf('D03')]: formAnswer('D03', prefilled, verifying) },
  }

  test('is pre-filled, keeps its draft over a reload, shows what the server refuses, and is sent whole', async () => {
    const { office, page } = await visit(reporting, place)
    await page.getByRole('button', { name: '上报领导小组（初报）' }).click()
    const sheet = page.getByRole('form', { name: /初报/ })
    await sheet.waitFor()
    expect(await sheet.getByLabel(/事件名称/).inputValue()).toBe(prefilled.name)
    // Shanghai's wall clock, though the browser stands in New York.
    expect(await sheet.locator('[data-field=foundAt] input').first().inputValue()).toMatch(/^2026-11-22T13:03:22/)
    await inspect(page, 'form-D03')

    await sheet.getByLabel(/简要经过/).fill('检测到批量改写')
    await page.reload()
    await sheet.waitFor()
    expect(await sheet.getByLabel(/简要经过/).inputValue()).toBe('检测到批量改写')
    await page.getByText('已恢复上次没有提交的草稿').waitFor()

    await sheet.locator('[data-field=occurredAt]').getByRole('checkbox').check()
    office.refuse(`/api/incidents/${theIncident}/report`, 422, '表单没有填好', {
      fields: [{ key: 'major', why: '“是否重大”没有填' }],
    })
    await page.getByRole('button', { name: '上报领导小组（初报）' }).click()
    await page.locator('[data-field=major] .field-refusal').waitFor()
    await inspect(page, 'form-D03-refused')
    const { body } = office.calls.at(-1)! as { body: { fields: Record<string, unknown> } }
    expect(body.fields).toMatchObject({ course: '检测到批量改写', occurredAt: '待核实' })
    // What only the server fills is never sent.
    expect(body.fields).not.toHaveProperty('systemKnew')
  })

  test('a person who is chosen brings name and telephone; what is refused of a cell is said at the cell', async () => {
    const people = [{ id: 'p1', name: '赵工', phone: '138 0000 1234' }]
    const { office, page } = await visit(
      { ...atWork, answers: { [incidentOf('D09')]: { ...formAnswer('D09'), filed: [] }, '/api/people': { people } } },
      `${place}/forms/D09`,
    )
    await page.getByRole('button', { name: /添加一行/ }).click()
    await page.getByLabel('人员，第 1 行').selectOption('p1')
    expect(await page.getByLabel('姓名，第 1 行').inputValue()).toBe('赵工')
    expect(await page.getByLabel('电话，第 1 行').inputValue()).toBe('138 0000 1234')
    office.refuse(incidentOf('D09'), 422, '表单没有填好', {
      fields: [{ key: 'members.0.arriveBy', why: '“成员”第 1 行“到场时间”没有填' }],
    })
    await page.getByRole('button', { name: /提交/ }).click()
    await page.locator('[data-cell="members.0.arriveBy"] .field-refusal').waitFor()
    expect(await page.getByLabel('到场时间，第 1 行', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('到场时间，第 1 行')
    await inspect(page, 'form-D09-refused')
  })

  test('shows 反击 greyed with its reason, in a table whose rows come and go', async () => {
    const { page } = await visit(
      { ...atWork, answers: { [incidentOf('D11')]: formAnswer('D11') } },
      `${place}/forms/D11`,
    )
    await page.getByRole('button', { name: /添加一行/ }).click()
    await page.getByRole('button', { name: /添加一行/ }).click()
    await page.getByRole('button', { name: '删除第 2 行' }).click()
    expect(await page.locator('.row-card').count()).toBe(1)
    expect(await page.locator('option', { hasText: '反击' }).isDisabled()).toBe(true)
    await page.getByText('须由公安机关依法实施，本系统不提供').first().waitFor()
    await inspect(page, 'form-D11')
  })

  test('that was filed is read, with its document and its hash', async () => {
    const { page } = await visit(
      { ...atWork, answers: { [incidentOf('D03')]: formAnswer('D03') } },
      `${place}/forms/D03`,
    )
    await page.getByRole('link', { name: '下载 Word 文书' }).waitFor()
    expect(await page.locator('.filed').textContent()).toContain('9f86d081884c7d65')
    expect(await page.locator('.sheet').count()).toBe(0)
    await inspect(page, 'form-D03-filed')
  })
})

test('a brief to the leading group goes out before the report', async () => {
  const { office, page } = await visit(atFirst, place)
  await page.getByRole('button', { name: '发快报' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/快报内容/)
    .fill('康民大药房一台收银机疑似勒索，已断网。')
  await inspect(page, 'plan-brief')
  await page.getByRole('dialog').getByRole('button', { name: '发快报' }).click()
  await expect
    .poll(() => office.calls.at(-1))
    .toEqual({
      path: `/api/incidents/${theIncident}/send-brief`,
      body: { text: '康民大药房一台收银机疑似勒索，已断网。' },
    })
})

test('what may be done here is what the server says of this incident, not what the posts let do elsewhere', async () => {
  const { page } = await visit({ ...atWork, mayHere: ['incident.read', 'directive.sign-for'] }, `${place}/directives`)
  await page.getByRole('button', { name: '签收：令-2026-0137-02' }).waitFor()
  expect(await page.getByRole('button', { name: '拟写指令' }).count()).toBe(0)
  await page.goto(`${page.url().split('#')[0]}${place}`)
  await page.locator('.timeline li').first().waitFor()
  expect(await page.getByRole('button', { name: '发快报' }).count()).toBe(0)
})

test('evidence is handed over: which pieces, to whom and for what', async () => {
  const { office, page } = await visit({ ...atWork, roles: ['leader', 'office', 'deputy'] }, `${place}/evidence`)
  await page.getByRole('button', { name: '移交' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByLabel(/接收单位/).fill('区公安局网安支队 张警官')
  await dialog.getByLabel(/用途/).fill('立案侦查')
  await inspect(page, 'plan-transfer')
  await dialog.getByRole('button', { name: '移交' }).click()
  await expect
    .poll(() => office.calls.at(-1))
    .toEqual({
      path: `/api/incidents/${theIncident}/transfer-evidence`,
      body: { items: ['x'], receiver: '区公安局网安支队 张警官', purpose: '立案侦查' },
    })
  expect(await page.getByRole('button', { name: '处置', exact: true }).count()).toBe(1)
})

test('a directive is signed for; what is overdue stands first', async () => {
  const { office, page } = await visit({ ...atWork, roles: ['office'] }, `${place}/directives`)
  const first = page.locator('.board tbody tr').first()
  await first.waitFor()
  expect(await first.textContent()).toContain('超期')
  await page.getByRole('button', { name: '签收：令-2026-0137-02' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '签收' }).click()
  await expect.poll(() => office.calls.at(-1)?.path).toBe(`/api/incidents/${theIncident}/sign-for-directive`)
})

test('a delivery to the outside is recorded, never sent', async () => {
  const { office, page } = await visit({ ...atWork, roles: ['office'] }, `${place}/accountability`)
  await page.getByRole('button', { name: '登记送达' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/接收单位/).fill('市网信办')
  await dialog.getByLabel(/渠道/).fill('专人')
  await dialog.locator('[data-field=deliveredAt] input').fill('2026-11-22T13:30:00')
  await dialog.getByLabel(/回执/).fill('渝网信收 12 号')
  await dialog.getByRole('button', { name: '登记送达' }).click()
  await expect
    .poll(() => office.calls.at(-1)?.body)
    .toMatchObject({ form: 'D19a', serial: 1, receiver: '市网信办', deliveredAt: Date.UTC(2026, 10, 22, 5, 30) })
})

test('a member of the field team gives the opinion that the end waits for', async () => {
  // No post gives it: the server says so of this incident.
  const { office, page } = await visit({ ...atWork, mayHere: ['ending.opinion'] }, `${place}/accountability`)
  await page.getByRole('button', { name: '提出意见' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: '应急行动结束建议' }).check()
  await dialog.locator('textarea').fill('现场已恢复，同意结束。')
  await dialog.getByRole('button', { name: '提出意见' }).click()
  await expect
    .poll(() => office.calls.at(-1))
    .toEqual({
      path: `/api/incidents/${theIncident}/comment`,
      body: { form: 'D16a', text: '现场已恢复，同意结束。' },
    })
})

test('a reconnection is approved with its reason', async () => {
  const { office, page } = await visit({ ...atWork, roles: ['office'] }, `${place}/reconnections`)
  await page.getByRole('button', { name: '批准并恢复联网' }).click()
  await page
    .getByRole('dialog')
    .getByLabel(/理由/)
    .fill('查杀干净')
  await inspect(page, 'plan-approve')
  await page.getByRole('dialog').getByRole('button', { name: '批准并恢复联网' }).click()
  await expect.poll(() => office.calls.at(-1)?.body).toMatchObject({ approved: true, reason: '查杀干净' })
  expect(theEndpoint).not.toBe('')
})

describe('people', () => {
  test('signing in with login, password and code', async () => {
    const { office, page } = await visit({ rows: quiet, signedIn: false })
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
    await inspect(page, 'sign-in')
    await page.keyboard.press('Enter')
    await page.getByText('请填写登录名、口令和动态码').waitFor()
    await inspect(page, 'sign-in-refused')
    await page.keyboard.type('wang')
    await page.getByLabel('口令', { exact: true }).fill('Qi-shan#2026x')
    await page.getByLabel('动态码', { exact: true }).fill('123 456')
    await page.keyboard.press('Enter')
    await page.locator('.link.live').waitFor()
    expect(office.calls).toEqual([
      { path: '/api/sign-in', body: { login: 'wang', password: 'Qi-shan#2026x', totp: '123456' } },
    ])
  })

  test('the first run: three people, one after the other, and their codes together', async () => {
    const { office, page } = await visit({ signedIn: false, setupDue: true })
    await page.getByLabel('启动码').fill('7f3k-mmmm-2qx9')
    await inspect(page, 'setup-code')
    await page.getByRole('button', { name: '下一步' }).click()
    for (const [place, login] of ['sun', 'anquan', 'shen'].entries()) {
      await page.getByLabel('姓名').fill(`管理员${place + 1}`)
      await page.getByLabel('登录名').fill(login)
      await page.getByLabel('电话').fill('023-4142 0000')
      await page.getByLabel('口令', { exact: true }).fill(`Bi-shan#2026${place}`)
      await page.getByLabel('再输一次口令').fill(`Bi-shan#2026${place}`)
      await page.getByRole('button', { name: '显示二维码' }).click()
      await page.getByText('JBSW Y3DP').waitFor()
      if (place === 0) await inspect(page, 'setup-person')
      await page.getByRole('button', { name: '下一步' }).click()
    }
    for (const name of ['管理员1', '管理员2', '管理员3']) await page.getByLabel(new RegExp(name)).fill('654321')
    await inspect(page, 'setup-codes')
    await page.getByRole('button', { name: '完成首次启动' }).click()
    await page.getByText('首次启动已完成').waitFor()
    expect(office.calls.at(-1)).toMatchObject({
      path: '/api/setup',
      body: { code: '7F3K-MMMM-2QX9', system: { login: 'sun', totp: '654321' }, audit: { login: 'shen' } },
    })
  })

  test('a new account is activated', async () => {
    const { office, page } = await visit({ signedIn: false })
    await page.getByRole('button', { name: /第一次登录/ }).click()
    await page.getByLabel('登录名').fill('li')
    await page.getByLabel('激活码').fill('abcd-efgh')
    await page.getByLabel('口令', { exact: true }).fill('Li-xue#mei2026')
    await page.getByLabel('再输一次口令').fill('Li-xue#mei2026')
    // The rule that is not met is seen before anything is sent.
    expect(await page.locator('.password-rules').textContent()).toContain('不含登录名和姓名（未满足）')
    await inspect(page, 'activation')
    expect(office.calls).toEqual([])
  })

  test('locked after idling: the password again, and the alerts behind it go on', async () => {
    const { office, page } = await visit({ rows: quiet, locked: true })
    await page.getByRole('dialog').waitFor()
    await page.locator('.link.live').waitFor()
    await inspect(page, 'locked')
    await page.getByRole('dialog').getByLabel('口令').fill('x')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(office.calls).toEqual([{ path: '/api/me/unlock', body: { password: 'x' } }])
  })

  test.each([
    ['system-administrator', ['人员', '设置', '机构', '接口', '我']],
    ['security-administrator', ['任职', '设置', '放假', '我']],
    ['audit-administrator', ['设置', '审计', '我']],
    ['office', ['值班', '事件', '终端', '值班表', '表单', '设置', '审计', '我']],
  ] as const)('%s sees only what the posts let do', async (role, places) => {
    const { page } = await visit({ rows: quiet, roles: [role] })
    await page.locator('.rail a').first().waitFor()
    expect(await page.locator('.rail a').allTextContents()).toEqual(places)
  })
})
