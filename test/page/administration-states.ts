// What the console answers to the screens of the office and of the administrators.
import { attackTimeline, incident, now } from './console-states.ts'

const day = 24 * 3_600_000
const wang = '01990000-0000-7000-8000-0000000000aa'
const li = '01990000-0000-7000-8000-0000000000bb'

const setting = (key: string, label: string, more: object) => ({
  key,
  label,
  kind: 'whole',
  unit: '分钟',
  value: 15,
  default: 15,
  min: 5,
  max: 15,
  direction: 'lower',
  basis: 'office',
  basisLabel: '本局内部要求',
  clause: '三(一)3',
  hint: '预案写“第一时间”，没有写明分钟数',
  ...more,
})

export const answers: Readonly<Record<string, unknown>> = {
  '/api/people': {
    people: [
      {
        id: wang,
        name: '王建国',
        phone: '023-4142 0001',
        login: 'wang',
        credentialsSetAt: now - 40 * day,
        lastSignedInAt: now,
      },
      {
        id: li,
        name: '李雪梅',
        phone: '023-4142 0002',
        login: 'li',
        credentialsSetAt: now - day,
        lockedUntil: now + 1_800_000,
      },
      { id: 'p3', name: '陈亮', phone: '023-4142 0003', login: 'chen' },
      { id: 'p4', name: '赵四', phone: '', login: 'zhao', disabled: { at: now - day, reason: '调离' } },
    ],
  },
  '/api/posts': {
    posts: [
      { id: 'q1', person: wang, role: 'office', from: now - 300 * day, document: '璧医保发〔2026〕3号' },
      { id: 'q2', person: li, role: 'deputy', from: now - 300 * day, document: '璧医保发〔2026〕3号' },
      {
        id: 'q3',
        person: 'p3',
        role: 'department',
        unit: 'i0',
        from: now - 200 * day,
        to: now - day,
        document: '璧医保发〔2026〕9号',
      },
    ],
    vacancies: ['leader'],
  },
  '/api/delegations': {
    delegations: [{ id: 'e1', to: li, scope: '外出期间启动预案和批准结束', from: now - day, until: now + day }],
  },
  '/api/settings': {
    settings: [
      setting('institutionReportMinutes', '机构报告时限', {
        explanation: { id: 'x1', text: '“第一时间”按 15 分钟掌握。', signedAt: now },
      }),
      setting('logRetentionDays', '日志保存天数', {
        unit: '天',
        value: 200,
        min: 180,
        max: 3_650,
        direction: 'higher',
        basis: 'state',
        basisLabel: '国家规定',
      }),
      setting('initialReportMinutes', '初报时限', {
        value: 120,
        min: 120,
        max: 120,
        direction: 'fixed',
        basis: 'plan',
        basisLabel: '预案规定',
        clause: '三(一)2',
      }),
      setting('isCritical', '是否关键信息基础设施', {
        kind: 'yes-no',
        value: false,
        unit: undefined,
        direction: 'either',
        changed: { by: '李雪梅', at: now - day },
      }),
    ],
  },
  '/api/explanations': {
    explanations: [
      {
        id: 'x1',
        question: '“第一时间”是多久？',
        text: '按 15 分钟掌握。',
        settings: ['institutionReportMinutes'],
        drafted: { by: '王建国', at: now - day },
        signed: { by: '李雪梅', at: now },
      },
      {
        id: 'x2',
        question: '“立即”是多久？',
        text: '按 30 分钟掌握。',
        settings: [],
        drafted: { by: '王建国', at: now },
      },
    ],
  },
  '/api/calendar': {
    missing: 2027,
    years: [
      { year: 2026, basis: 'official', document: '国办发明电〔2025〕7号', daysOff: [], makeUpDays: [] },
      { year: 2027, basis: 'provisional', document: '', daysOff: [], makeUpDays: [] },
    ],
    proposals: [
      { id: 'c1', year: 2027, document: '国办发明电〔2026〕7号', text: '', proposed: { by: '孙管', at: now - day } },
    ],
  },
  '/api/duty-roster': {
    shifts: [{ id: 's1', person: wang, name: '王建国', from: now, to: now + day / 2 }],
    gaps: [{ from: now + day / 2, to: now + day }],
  },
  '/api/machine-tokens': {
    tokens: [
      { id: 't1', name: '市局态势平台', scopes: ['read'], notAfter: now + 90 * day },
      { id: 't2', name: '旧平台', scopes: ['intake'], notAfter: now, revokedAt: now - day },
    ],
  },
  '/api/audit/entries': { entries: attackTimeline.slice(0, 8).toReversed(), before: 12 },
  '/api/sessions': {
    sessions: [
      {
        session: 'a',
        person: wang,
        name: '王建国',
        address: '10.20.30.41',
        startedAt: now - 3_600_000,
        usedAt: now,
        own: true,
      },
      {
        session: 'b',
        person: wang,
        name: '王建国',
        address: '10.20.30.99',
        startedAt: now - day,
        usedAt: now - day,
        own: false,
      },
    ],
  },
  '/api/office-forms': {
    forms: [
      {
        form: 'D21',
        serial: 1,
        by: '王建国',
        at: now - day,
        fields: {},
        document: { sha256: '9f86d081884c7d659a2feaa0c55ad015', bytes: 30_000 },
      },
      { form: 'D20', serial: 1, by: '王建国', at: now - 2 * day, fields: {} },
    ],
    planVersion: 1,
  },
  '/api/forms': { forms: [] },
  '/api/incidents': { incidents: [incident(0, { phase: 'responding' }), incident(1, { phase: 'archived' })], total: 2 },
}
