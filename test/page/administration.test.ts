// The screens of the three administrators and of the office in a real browser: pictured, without barriers, and sending what was typed.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { buildPages } from '#scripts/build/pages.ts'
import type { Role } from '#shared/domain/role.ts'
import { formOf, forms } from '#server/workflow/forms/index.ts'
import { consoleOffice } from '../fakes/console-office.ts'
import type { ConsoleOffice, OfficeScript } from '../fakes/console-office.ts'
import { answers } from './administration-states.ts'
import { barriers, browser, layoutOf, shoot } from './browser.ts'
import type { Browser } from './browser.ts'
import { attack, now } from './console-states.ts'

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
  roles: readonly Role[],
  fragment: string,
  script: Partial<OfficeScript> = {},
): Promise<{ office: ConsoleOffice; page: Page }> {
  const office = await consoleOffice({ now, signedIn: true, rows: attack, roles, answers, ...script })
  ends.push(office.close)
  const page = await open.open(`${office.url}${fragment}`, { width: 1366, height: 768 })
  ends.push(() => page.close())
  return { office, page }
}

async function inspect(page: Page, name: string): Promise<void> {
  await shoot(page, 'console', name)
  expect(await barriers(page)).toEqual([])
  const { scrollsAside, cutOff } = await layoutOf(page)
  expect({ scrollsAside, cutOff }).toEqual({ scrollsAside: false, cutOff: [] })
}

test.each<[string, Role, string]>([
  ['people', 'system-administrator', '.board tbody tr'],
  ['tokens', 'system-administrator', '.board tbody tr'],
  ['registry', 'system-administrator', 'input[type=file]'],
  ['posts', 'security-administrator', '.board tbody tr'],
  ['settings', 'security-administrator', '.board tbody tr'],
  ['calendar', 'security-administrator', '.board tbody tr'],
  ['audit', 'audit-administrator', '.timeline li'],
  ['account', 'office', '.board tbody tr'],
  ['roster', 'office', '.board tbody tr'],
  ['office-forms', 'office', 'details'],
  ['incidents', 'office', 'table'],
])('%s', async (place, role, there) => {
  const { page } = await visit([role], `#/${place}`)
  await page.locator(there).first().waitFor()
  await inspect(page, `office-${place}`)
})

test('a new person comes with a code that is shown once', async () => {
  const { office, page } = await visit(['system-administrator'], '#/people', {
    answers: { ...answers, 'POST /api/people': { id: 'p9', code: '7F3K-MMMM-2QX9', notAfter: now + 86_400_000 } },
  })
  await page.getByRole('button', { name: '新增人员' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/姓名/).fill('周敏')
  await dialog.getByLabel(/登录名/).fill('zhou')
  await dialog.getByLabel(/电话/).fill('023-4142 0009')
  await inspect(page, 'office-people-add')
  await dialog.getByRole('button', { name: '新增人员' }).click()
  await page.getByText('7F3K-MMMM-2QX9').waitFor()
  expect(office.calls.at(-1)).toEqual({
    path: '/api/people',
    body: { name: '周敏', login: 'zhou', phone: '023-4142 0009' },
  })
})

test('a setting is changed with its reason, and says who fixed the number', async () => {
  const { office, page } = await visit(['security-administrator'], '#/settings')
  await page.getByRole('button', { name: '修改：机构报告时限' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/机构报告时限/).fill('10')
  await dialog.getByLabel(/理由/).fill('试运行')
  await dialog.getByRole('button', { name: '修改' }).click()
  await expect
    .poll(() => office.calls.at(-1)?.body)
    .toEqual({ key: 'institutionReportMinutes', value: '10', reason: '试运行' })
})

test('a notice is looked at before it can be handed in', async () => {
  const preview = {
    refusals: [],
    doubts: ['2027-10-01 是法定节假日，通知中却没有放假，请核对'],
    months: [{ month: '2027-02', before: 20, after: 17 }],
    changes: [
      { day: '2027-02-08', working: false },
      { day: '2027-02-14', working: true },
    ],
  }
  const { office, page } = await visit(['security-administrator'], '#/calendar', {
    answers: { ...answers, 'POST /api/calendar/preview': preview },
  })
  await page.getByLabel('年份').fill('2027')
  await page.getByLabel('文号').fill('国办发明电〔2026〕7号')
  await page.getByLabel('通知内容').fill('放假 2027-02-06/2027-02-12\n上班 2027-02-14')
  const propose = page.getByRole('button', { name: '提交，待第二人确认' })
  expect(await propose.isDisabled()).toBe(true)
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByText('02-14 上班').waitFor()
  await inspect(page, 'office-calendar-preview')
  await propose.click()
  await page.getByText('已提交，待第二人确认').waitFor()
  expect(office.calls.at(-1)?.path).toBe('/api/calendar')
})

test('a file is imported only after what it would do was seen, line by line', async () => {
  const refusals = [{ line: 3, column: '类别', why: '只能填药店、诊所或科室' }]
  const { office, page } = await visit(['system-administrator'], '#/registry', {
    answers: {
      ...answers,
      'POST /api/institutions.csv': { applied: false, added: [{}, {}], changed: [], unchanged: 4, refusals },
    },
  })
  await page
    .getByLabel('选择 CSV 文件')
    .first()
    .setInputFiles({
      name: 'a.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('名称,类别,电话\n'),
    })
  await page.getByText('只能填药店、诊所或科室').waitFor()
  await inspect(page, 'office-registry-preview')
  expect(office.calls.map(({ body }) => (body as { apply: boolean }).apply)).toEqual([false])
  await page.getByRole('button', { name: '只导入没有错的各行' }).click()
  await expect
    .poll(() => office.calls.at(-1)?.body)
    .toMatchObject({ apply: true, partial: true, content: Buffer.from('名称,类别,电话\n').toString('base64') })
})

test('the audit is verified on demand, and what was changed is said in full', async () => {
  const { page } = await visit(['audit-administrator'], '#/audit', {
    answers: {
      ...answers,
      '/api/histories/verification': { total: 1, findings: ['事件 BS-2026-0137 第 911 条被改动'] },
    },
  })
  await page.getByRole('button', { name: '现在核验' }).click()
  await page.getByText('第 911 条被改动').waitFor()
  await inspect(page, 'office-audit-tampered')
})

test('a form of the office is pre-filled and filed', async () => {
  const { office, page } = await visit(['office'], '#/office-forms/D20', {
    answers: {
      ...answers,
      '/api/forms': { forms },
      '/api/office-forms/D20': { form: formOf('D20'), prefilled: {}, filed: [] },
    },
  })
  await page.getByRole('form').waitFor()
  await inspect(page, 'office-form-D20')
  await page.getByRole('button', { name: /^提交《/ }).click()
  await expect.poll(() => office.calls.at(-1)?.path).toBe('/api/office-forms/D20')
})

test('a report by telephone becomes an incident', async () => {
  const { office, page } = await visit(['office'], '#/register', {
    answers: { ...answers, '/api/forms': { forms } },
  })
  await page.getByRole('form').waitFor()
  await inspect(page, 'register')
  await page.locator('[data-field=phenomenon] textarea').fill('收银机处方台账打不开')
  await page.getByRole('button', { name: '登记接报' }).click()
  await expect.poll(() => office.calls.at(-1)?.path).toBe('/api/incidents')
  expect(office.calls.at(-1)?.body).toMatchObject({ drill: false, fields: { phenomenon: '收银机处方台账打不开' } })
})

const institutions = [
  { id: 'i1', kind: 'pharmacy', name: '璧山区康民大药房', phone: '023-4143 0001' },
  { id: 'd1', kind: 'department', name: '医药服务管理科', phone: '023-4142 2000' },
]

test('one institution is corrected', async () => {
  const { office, page } = await visit(['system-administrator'], '#/registry')
  await page.getByRole('button', { name: '更正：璧山区康民大药房' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel(/名称/).inputValue()).toBe('璧山区康民大药房')
  await dialog.getByLabel(/值班电话/).fill('023-4143 9999')
  await inspect(page, 'office-institution')
  await dialog.getByRole('button', { name: '更正' }).click()
  await expect
    .poll(() => office.calls.at(-1))
    .toEqual({
      path: '/api/institutions/i1',
      body: { kind: 'pharmacy', name: '璧山区康民大药房', phone: '023-4143 9999' },
    })
})

test('the department that answers for an institution is set, with a reason', async () => {
  const { office, page } = await visit(['security-administrator'], '#/settings', {
    answers: { ...answers, '/api/institutions': { institutions } },
  })
  await page.getByRole('button', { name: '指定归口科室：璧山区康民大药房' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: '医药服务管理科' }).check()
  await dialog.getByLabel(/理由/).fill('三定方案')
  await inspect(page, 'office-answering')
  await dialog.getByRole('button', { name: '指定归口科室' }).click()
  await expect
    .poll(() => office.calls.at(-1))
    .toEqual({ path: '/api/institutions/i1/answering-department', body: { department: 'd1', reason: '三定方案' } })
})

test('the leader approves the next version of the plan; one that is not the next has no button', async () => {
  const row = (serial: number, version: number) => ({
    form: 'D22',
    serial,
    by: '王建国',
    at: now,
    fields: { version, changes: '按演练结果修订' },
  })
  const { office, page } = await visit(['leader'], '#/office-forms', {
    answers: {
      ...answers,
      '/api/forms': { forms },
      '/api/office-forms': { forms: [row(3, 4), row(2, 2)], planVersion: 1 },
    },
  })
  await page.locator('details summary').first().waitFor()
  for (const one of await page.locator('details summary').all()) await one.click()
  await inspect(page, 'office-plan-version')
  expect(await page.getByRole('button', { name: '批准本版预案' }).count()).toBe(1)
  await page.getByRole('button', { name: '批准本版预案' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '批准本版预案' }).click()
  await expect.poll(() => office.calls.at(-1)).toEqual({ path: '/api/plan-versions', body: { serial: 2 } })
})

test('statistics: the period first, then what the system has counted for it', async () => {
  const asked: Record<string, unknown> = {
    ...answers,
    '/api/forms': { forms },
    '/api/office-forms/D14b': { form: formOf('D14b'), prefilled: { incidents: 17 }, filed: [] },
  }
  const { office, page } = await visit(['office'], '#/office-forms/D14b', { answers: asked })
  await page.getByRole('radio', { name: '月度' }).check()
  expect(await page.locator('[data-field=year] input').inputValue()).toBe('2026')
  await page.locator('[data-field=ordinal] input').fill('10')
  await inspect(page, 'office-period')
  await page.getByRole('button', { name: '统计', exact: true }).click()
  await page.getByText('17').first().waitFor()
  expect(await page.locator('[data-field=ordinal] input').inputValue()).toBe('10')
  await page.getByRole('button', { name: '换一个周期' }).waitFor()
  expect(office.calls).toEqual([])
})

test('retention is asked for, and said against what is demanded', async () => {
  const { page } = await visit(['audit-administrator'], '#/audit', {
    answers: {
      ...answers,
      '/api/audit/retention': {
        retentionDays: 200,
        records: [
          { kind: 'histories', oldestAt: now - 300 * 86_400_000, days: 300, keptForEver: true },
          { kind: 'operating-log', keptForEver: false },
        ],
      },
    },
  })
  await page.getByRole('button', { name: '查询' }).click()
  await page.getByText('要求至少保存 200 天').waitFor()
  expect(await page.getByRole('row', { name: /事件与终端历史.*300.*程序从不删除/ }).count()).toBe(1)
  await inspect(page, 'office-retention')
})

test('another authenticator: the new secret, the password and the code made from it', async () => {
  const { office, page } = await visit(['office'], '#/account')
  await page.getByLabel('登录名').fill('wang')
  await page.getByRole('button', { name: '显示二维码' }).click()
  await page.getByText('JBSW Y3DP').waitFor()
  await page.getByLabel('现在的口令').last().fill('Qi-shan#2026x')
  await page.getByLabel('新验证器显示的动态码').fill('654321')
  await inspect(page, 'office-authenticator')
  await page.getByRole('button', { name: '更换动态码验证器' }).click()
  await expect
    .poll(() => office.calls.at(-1))
    .toEqual({
      path: '/api/me/authenticator',
      body: { password: 'Qi-shan#2026x', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', totp: '654321' },
    })
})
