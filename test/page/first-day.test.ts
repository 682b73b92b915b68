// The first day of an office, through the page alone, against the real server: three administrators, a person with a post, and an incident up to its initial report.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { buildPages } from '#scripts/build/pages.ts'
import { toField } from '#server/console/page/forms/shanghai-input.ts'
import { formOf } from '#server/workflow/forms/index.ts'
import type { FormFields, FormId } from '#server/workflow/forms/form.ts'
import { TypingPerson } from '../fakes/a-setup.ts'
import { presentForm } from '../fixtures/plan-journey.ts'
import { ServerProcess } from '../fixtures/server-process.ts'
import { barriers, browser, shoot } from './browser.ts'
import type { Browser } from './browser.ts'
import { fillForm } from './fill-form.ts'

const now = () => Date.now()
const person = (name: string, login: string) => new TypingPerson({ name, login, now })
const [system, security, audit] = [person('孙管', 'sun'), person('安全', 'anquan'), person('沈计', 'shenji')]
const wang = person('王建国', 'wang')
const home = mkdtempSync(join(tmpdir(), 'sentinel-first-day-'))
let server: ServerProcess
let open: Browser
let page: Page

beforeAll(async () => {
  await buildPages(['console'])
  server = await ServerProcess.start(home)
  open = await browser()
  page = await open.open(server.consoleUrl, { width: 1366, height: 768 })
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await open[Symbol.asyncDispose]()
  await server.stop('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

const press = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click()

/** Password, repeated, and the secret off the screen into the phone. */
async function setCredentials(who: TypingPerson): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(who.password)
  await page.getByLabel('再输一次口令').fill(who.password)
  await press('显示二维码')
  who.secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')
}

async function signIn(who: TypingPerson): Promise<void> {
  const { login, password, totp } = who.next()
  await page.getByLabel('登录名', { exact: true }).fill(login)
  await page.getByLabel('口令', { exact: true }).fill(password)
  await page.getByLabel('动态码', { exact: true }).fill(totp)
  await press('登录')
  await page.getByText(who.name).first().waitFor()
}

const signOut = async () => {
  await press('退出')
  await page.getByRole('button', { name: '登录', exact: true }).waitFor()
}

async function go(fragment: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), fragment)
}

const filled = (form: FormId, over: FormFields = {}): FormFields => ({ ...presentForm(form, new Map()), ...over })

test('the ceremony: three people with a password and an authenticator each', async () => {
  const { code } = (await server.command('setup-code')) as { code: string }
  await page.getByLabel('启动码').fill(code)
  await press('下一步')
  for (const who of [system, security, audit]) {
    await page.getByLabel('姓名').fill(who.name)
    await page.getByLabel('登录名').fill(who.login)
    await page.getByLabel('电话').fill('023-4142 0000')
    await setCredentials(who)
    await press('下一步')
  }
  for (const who of [system, security, audit]) await page.getByLabel(new RegExp(who.name)).fill(who.freshCode())
  await press('完成首次启动')
  await page.getByText('首次启动已完成').waitFor()
})

test('the system administrator adds a pharmacy by file and a person, who gets a code', async () => {
  await signIn(system)
  await go('#/registry')
  const csv = '\uFEFF机构编号,机构名称,类别,联系电话\n,璧山区百草堂大药房,药店,023-4143 0412\n'
  await page
    .getByLabel('选择 CSV 文件')
    .first()
    .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await press('确认导入')
  await page.getByText('已写入').waitFor()

  await go('#/people')
  await press('新增人员')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/姓名/).fill(wang.name)
  await dialog.getByLabel(/登录名/).fill(wang.login)
  await dialog.getByLabel(/电话/).fill('138-0000-0004')
  await dialog.getByRole('button', { name: '新增人员' }).click()
  const code = (await page.locator('.shown-once .code').textContent()) ?? ''
  await shoot(page, 'console', 'first-day-people')
  await signOut()

  await press(/第一次登录/)
  // Both screens ask for a login: the one of the activation is there when its code is asked for.
  await page.getByLabel('激活码').waitFor()
  await page.getByLabel('登录名').fill(wang.login)
  await page.getByLabel('激活码').fill(code)
  await setCredentials(wang)
  await page.getByLabel(/6 位数字/).fill(wang.freshCode())
  await press('激活')
  await page.getByText('账户已激活').waitFor()
})

test('the security administrator gives the post', async () => {
  await signIn(security)
  await press('登记任职')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/人员/).selectOption({ label: wang.name })
  await dialog.getByLabel(/岗位/).selectOption({ label: '办公室' })
  await dialog.locator('[data-field=from] input').fill(toField(now() - 3_600_000))
  await dialog.getByLabel(/文号/).fill('璧医保发〔2026〕1号')
  await dialog.getByRole('button', { name: '登记任职' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('璧医保发〔2026〕1号').waitFor()
  await signOut()
})

test('a report by telephone is registered, verified and reported to the leading group', async () => {
  await signIn(wang)
  await go('#/register')
  await page.locator('.sheet').waitFor()
  const { endpoint: _, ...report } = filled('D01')
  const institution = page.locator('[data-field=institution] select')
  const pharmacy = (await institution.locator('option', { hasText: '百草堂' }).getAttribute('value')) ?? ''
  await fillForm(page, formOf('D01'), {
    ...report,
    source: 'telephone',
    institution: pharmacy,
    foundAt: now() - 600_000,
    calledAt: now() - 300_000,
  })
  await shoot(page, 'console', 'first-day-register')
  await press('登记接报')
  await page.locator('.plan-rail [aria-current=step]', { hasText: '已接报' }).waitFor()

  await press('开始初步核实')
  await press('确认：开始初步核实')
  await page.locator('.plan-rail [aria-current=step]', { hasText: '初步核实中' }).waitFor()

  await page.getByRole('link', { name: /^D02/ }).first().click()
  await page.locator('.sheet').waitFor()
  const { reviewer: __, ...verification } = filled('D02', { verifiedAt: now() - 60_000 })
  await fillForm(page, formOf('D02'), verification)
  await press(/^提交《/)
  await page.locator('.plan-rail').waitFor()

  await press('上报领导小组（初报）')
  await page.locator('.sheet').waitFor()
  await fillForm(page, formOf('D03'), {
    ...filled('D03', {
      unit: '待核实',
      occurredAt: '待核实',
      foundAt: now() - 600_000,
      noEvidenceReason: '电话报告，尚未到场',
    }),
    evidence: [],
  })
  await press('上报领导小组（初报）')
  await page.locator('.plan-rail [aria-current=step]', { hasText: '已上报' }).waitFor()
  await shoot(page, 'console', 'first-day-reported')
  expect(await barriers(page)).toEqual([])
})

test('the Word document is made once and can be fetched', async () => {
  await page.getByRole('link', { name: '表单与文书' }).click()
  await page.getByRole('link', { name: /^D03/ }).click()
  await press('出具文书（Word）')
  const link = page.getByRole('link', { name: '下载 Word 文书' })
  await link.waitFor()
  const fetched = await page.evaluate(
    async (place) => {
      const response = await fetch(place)
      return { status: response.status, bytes: (await response.arrayBuffer()).byteLength }
    },
    (await link.getAttribute('href')) ?? '',
  )
  expect(fetched.status).toBe(200)
  expect(fetched.bytes).toBeGreaterThan(2_000)
  await shoot(page, 'console', 'first-day-document')
  await signOut()
})

test('the audit administrator sees all of it, and it verifies', async () => {
  await signIn(audit)
  await page.getByRole('link', { name: '审计' }).click()
  await page.getByText('任职：办公室').waitFor()
  await press('现在核验')
  await page.getByText('全部记录连续、未被改动').waitFor()
  await shoot(page, 'console', 'first-day-audit')
})
