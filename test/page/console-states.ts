// The situations that the console's page is shown in: quiet, an attack in progress, a storm, a fleet.
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import type { AlertRow, EndpointRow, IncidentRow, RowClock, Rows } from '#server/console/feed-frame.ts'
import type { Entry, Happening } from '#server/workflow/history.ts'

/** 2026-11-22 14:03:22 in Shanghai. */
export const now = Date.UTC(2026, 10, 22, 6, 3, 22)
const second = 1_000
const minute = 60 * second
const id = (kind: number, place: number) =>
  `01990000-0000-7000-8000-${String(kind).padStart(4, '0')}${String(place).padStart(8, '0')}`
const moment = { at: now, clockId: 'boot', monotonicMs: 0 }

const isolation = (over: Partial<Isolation> = {}): Isolation => ({
  state: 'connected',
  scope: 'full',
  adapter: 'eth1',
  layers: [],
  by: { kind: 'agent' },
  because: '',
  since: moment,
  rehearsal: false,
  ...over,
})

const names = ['康民大药房', '福济诊所', '惠仁大药房', '和平社区卫生服务站', '仁爱大药房（璧城店）', '永康诊所']

export const endpoint = (place: number, over: Partial<EndpointRow> = {}): EndpointRow => ({
  id: id(1, place),
  number: `BS-0${400 + Math.floor(place / 3)}-0${(place % 3) + 1}`,
  name: place % 3 === 2 ? '挂号' : `收银${(place % 3) + 1}号`,
  institution: `i${place % names.length}`,
  institutionName: `璧山区${names[place % names.length]}`,
  phone: '023-4143 0001',
  online: true,
  lastHeardAt: now - 3 * second,
  agent: '0.1.0',
  isolation: isolation(),
  pending: 0,
  coverage: [
    { source: 'adapters', state: 'full', because: '' },
    { source: 'files', state: 'full', because: '正在监视 4 个文件夹，诱饵文件 12 个' },
    { source: 'processes', state: 'full', because: '' },
  ],
  clockOffsetMs: 300,
  orders: [],
  ...over,
})

export const alert = (place: number, over: Partial<AlertRow> = {}): AlertRow => ({
  id: id(2, place),
  code: `BS-1122-7F3${place % 10}-2`,
  origin: 'detector',
  rule: 'mass-rewrite',
  severity: 'critical',
  because: '10 秒内 312 个文件被改写，扩展名变成 .locked，其中有诱饵文件；位置：D:\\医保\\处方',
  count: 1,
  drill: false,
  endpoint: id(1, 0),
  incident: id(3, 0),
  incidentNumber: 'BS-2026-0137',
  detectedAt: now - 72 * second,
  raisedAt: now - 72 * second,
  receivedAt: now - 71 * second,
  repeats: 0,
  ...over,
})

export const incident = (place: number, over: Partial<IncidentRow> = {}): IncidentRow => ({
  id: id(3, place),
  number: `BS-2026-0${137 - place}`,
  title: '大量文件被加密改写 · 璧山区康民大药房',
  phase: 'received',
  drill: false,
  endpoint: id(1, place),
  institution: 'i0',
  receivedAt: now - 71 * second,
  found: { at: now - 72 * second, basis: 'should-have-been-found', offsetMs: -42_000, uncertaintyMs: 0 },
  initialReportDueAt: now - 72 * second + 120 * minute,
  alerts: [id(2, place)],
  clocks: [
    {
      name: 'brief',
      basis: 'office',
      clause: '四(一)2',
      startedAt: now - 71 * second,
      dueAt: now + 29 * minute,
      soonAt: now + 20 * minute,
    },
    reportDue(over.initialReportDueAt ?? now - 72 * second + 120 * minute),
  ],
  ...over,
})

const reportDue = (dueAt: number): RowClock => ({
  name: 'initial-report',
  basis: 'plan',
  clause: '三(一)2',
  startedAt: dueAt - 120 * minute,
  dueAt,
  soonAt: dueAt - 30 * minute,
})

const fleet = (count: number) => Array.from({ length: count }, (_, place) => endpoint(place))
const cutByAgent = isolation({
  state: 'isolated',
  because: '疑似勒索软件',
  layers: [
    { layer: 'linux-nftables', stands: true, detail: '' },
    { layer: 'linux-link', stands: true, detail: '' },
  ],
})
const orders: EndpointRow['orders'] = [
  {
    id: 'o1',
    action: { kind: 'isolate', scope: 'selective' },
    reason: '疑似勒索，先断开再核实',
    by: '王建国',
    issuedAt: now - 40 * second,
    deliveredAt: now - 39 * second,
    receipt: { order: 'o1', outcome: 'carried-out', because: '', moment },
  },
  {
    id: 'o2',
    action: { kind: 'release' },
    reason: '核查完毕',
    by: '李雪梅',
    issuedAt: now - 20 * second,
    deliveredAt: now - 19 * second,
    receipt: { order: 'o2', outcome: 'failed', because: 'isolation/not-verified', moment },
  },
  { id: 'o3', action: { kind: 'release' }, reason: '再次恢复', by: '王建国', issuedAt: now - 5 * second },
]

/** One terminal under attack, a press that arrived late, a hurrying clock and one that is over. */
export const attack: Rows = {
  endpoints: [
    endpoint(0, { isolation: cutByAgent, orders, clockOffsetMs: 42_000, pending: 3 }),
    endpoint(1, {
      coverage: [{ source: 'processes', state: 'degraded', because: '轮询方式，覆盖约 12%：运行时间很短的程序看不到' }],
    }),
    endpoint(2, { online: false, lastHeardAt: now - 13 * minute }),
    endpoint(3, { online: false, lastHeardAt: undefined, isolation: undefined, coverage: [], agent: undefined }),
    ...fleet(20).slice(4),
  ],
  alerts: [
    alert(0),
    alert(1, {
      origin: 'operator',
      rule: 'operator-report',
      severity: 'high',
      because: '操作员按下一键上报（账户 cashier）',
      endpoint: id(1, 1),
      incident: id(3, 1),
      incidentNumber: 'BS-2026-0136',
      raisedAt: now - 49 * minute,
      detectedAt: now - 49 * minute,
      receivedAt: now - 2 * minute,
      annotation: 'remote-control',
      postponed: 'settling',
      repeats: 1,
    }),
    alert(2, {
      rule: 'dual-homing',
      severity: 'medium',
      because: '本机正通过手机共享网络 rndis0（网关 192.168.42.129）上网',
      endpoint: id(1, 4),
      incident: undefined,
      incidentNumber: undefined,
      raisedAt: now - 400 * second,
      receivedAt: now - 399 * second,
      count: 3,
    }),
    alert(3, {
      severity: 'high',
      rule: 'operator-report',
      origin: 'operator',
      because: '操作员按下一键上报',
      endpoint: id(1, 5),
      drill: true,
      incident: id(3, 3),
      incidentNumber: 'YL-2026-0004',
      raisedAt: now - 30 * second,
      receivedAt: now - 30 * second,
    }),
    alert(4, { taken: { by: '王建国', at: now - minute }, incident: id(3, 2) }),
    alert(5, {
      rule: 'operator-report',
      origin: 'operator',
      severity: 'high',
      because: '操作员按下一键上报',
      endpoint: id(1, 6),
      incident: undefined,
      incidentNumber: undefined,
      withdrawnAt: now - 20 * second,
      raisedAt: now - 50 * second,
      receivedAt: now - 50 * second,
    }),
  ],
  incidents: [
    incident(0),
    incident(1, {
      title: '一键上报 · 璧山区福济诊所',
      found: { at: now - 49 * minute, basis: 'found', offsetMs: 0, uncertaintyMs: 0 },
      receivedAt: now - 2 * minute,
      initialReportDueAt: now + 21 * minute + 40 * second,
    }),
    incident(2, {
      title: '违规外联 · 璧山区惠仁大药房',
      receivedAt: now - 123 * minute,
      found: { at: now - 123 * minute, basis: 'found', offsetMs: 0, uncertaintyMs: 0 },
      initialReportDueAt: now - 190 * second,
    }),
    incident(3, {
      number: 'YL-2026-0004',
      title: '一键上报 · 璧山区永康诊所',
      drill: true,
      endpoint: id(1, 5),
      alerts: [id(2, 3)],
    }),
  ],
}

/** Taken over and not settled, one of them waiting for a second person; and incidents further on, each with other clocks. */
export const undecided: Rows = {
  endpoints: fleet(18),
  alerts: [
    alert(6, {
      severity: 'medium',
      rule: 'dual-homing',
      because: '本机正通过手机共享网络 rndis0（网关 192.168.42.129）上网',
      endpoint: id(1, 4),
      incident: undefined,
      incidentNumber: undefined,
      taken: { by: '王建国', at: now - minute },
    }),
    alert(7, {
      endpoint: id(1, 5),
      incident: undefined,
      incidentNumber: undefined,
      taken: { by: '李雪梅', at: now - 5 * minute },
      closing: { as: 'false-positive', reason: '厂商正在批量升级，已电话核实', by: '李雪梅', proposer: 'o2' },
    }),
    alert(8, {
      rule: 'operator-report',
      origin: 'operator',
      severity: 'high',
      taken: { by: '李雪梅', at: now - 5 * minute },
      closed: { as: 'duplicate', by: '王建国', at: now - 2 * minute },
    }),
  ],
  incidents: [
    incident(0, {
      phase: 'responding',
      clocks: [
        {
          name: 'directive',
          basis: 'plan',
          clause: '五(二)2',
          startedAt: now - 90 * minute,
          dueAt: now - 20 * minute,
          about: '令-2026-0137-01',
        },
        {
          name: 'national-report',
          basis: 'state',
          clause: '报告管理办法 第四条',
          startedAt: now - 200 * minute,
          dueAt: now + 40 * minute,
          soonAt: now - minute,
        },
      ],
    }),
    incident(1, {
      phase: 'handled',
      title: '一键上报 · 璧山区福济诊所',
      clocks: [
        {
          name: 'result-report',
          basis: 'plan',
          clause: '四(三)',
          startedAt: now - 3_000 * minute,
          dueAt: now + 5_000 * minute,
          provisional: true,
        },
      ],
    }),
    incident(2, { title: '违规外联 · 璧山区惠仁大药房', endpoint: id(1, 4) }),
  ],
}

/** Everything has been handled. */
export const quiet: Rows = {
  endpoints: fleet(18),
  alerts: [alert(0, { taken: { by: '王建国', at: now - 80_000 * second }, receivedAt: now - 76_000 * second })],
  incidents: [],
}

export const firstUse: Rows = { endpoints: [], alerts: [], incidents: [] }

/** Forty alerts in three minutes from two rules at three institutions. */
export const storm: Rows = {
  endpoints: fleet(18),
  alerts: Array.from({ length: 40 }, (_, place) =>
    alert(place, {
      endpoint: id(1, place % 3),
      rule: place % 4 === 0 ? 'dual-homing' : 'mass-rewrite',
      severity: place % 4 === 0 ? 'medium' : 'critical',
      incident: undefined,
      raisedAt: now - place * 4 * second,
      receivedAt: now - place * 4 * second,
    }),
  ),
  incidents: [],
}

/** 486 terminals, some lost, some cut, some never seen. */
export const manyEndpoints: Rows = {
  endpoints: Array.from({ length: 486 }, (_, place) =>
    endpoint(place, {
      ...(place % 54 === 0 ? { online: false, lastHeardAt: now - place * minute - minute } : {}),
      ...(place % 243 === 7 ? { isolation: cutByAgent } : {}),
      ...(place % 121 === 9
        ? { online: false, lastHeardAt: undefined, isolation: undefined, coverage: [], agent: undefined }
        : {}),
    }),
  ),
  alerts: [],
  incidents: [],
}

const corrected = (at: number, offsetMs = -42_000): Corrected => ({ at, offsetMs, uncertaintyMs: 0 })
const agent = { kind: 'agent' } as const
const officer = { kind: 'officer', id: 'o', name: '王建国' } as const
const order = {
  id: 'o1',
  endpoint: id(1, 0),
  action: { kind: 'isolate', scope: 'selective' },
  notAfter: now,
  counter: 4,
  reason: '疑似勒索，先断开再核实',
  approver: { id: 'o', name: '王建国' },
} as const
const whole = {
  id: id(2, 0),
  code: 'BS-1122-7F3K-2',
  origin: 'detector',
  rule: 'mass-rewrite',
  severity: 'critical',
  raised: moment,
  detected: moment,
  because: '10 秒内 312 个文件被改写，扩展名变成 .locked，其中有诱饵文件；位置：D:\\医保\\处方',
  detections: [],
  count: 2,
  drill: false,
} as const

/** One of every kind of happening, as they follow each other in a real attack. */
const happenings: readonly [number, Entry['actor'], Happening][] = [
  [
    -71,
    { kind: 'server' },
    {
      kind: 'incident-received',
      number: 'BS-2026-0137',
      title: '大量文件被加密改写 · 璧山区康民大药房',
      endpoint: id(1, 0),
      institution: 'i0',
      found: { at: now - 72 * second, basis: 'should-have-been-found', offsetMs: 0, uncertaintyMs: 0 },
      drill: false,
      planVersion: 1,
    },
  ],
  [
    -71,
    agent,
    {
      kind: 'alert-received',
      alert: whole,
      endpoint: id(1, 0),
      raised: corrected(now - 72 * second),
      detected: corrected(now - 74 * second),
      receivedAt: now - 71 * second,
    },
  ],
  [
    -70,
    agent,
    {
      kind: 'evidence-listed',
      endpoint: id(1, 0),
      evidence: {
        id: 'x',
        file: '20261122-140212-ab12.json',
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        bytes: 90_000,
        moment,
        parts: ['sockets', 'neighbours', 'routes', 'missing:socket-owners'],
        tookMs: 180,
      },
    },
  ],
  [
    -69,
    agent,
    { kind: 'isolation-changed', endpoint: id(1, 0), isolation: cutByAgent, since: corrected(now - 69 * second) },
  ],
  [-60, { kind: 'operator', account: 'cashier' }, { kind: 'report-repeated', alert: id(2, 0), times: 2 }],
  [
    -58,
    { kind: 'operator', account: 'cashier' },
    { kind: 'report-annotated', alert: id(2, 0), annotation: 'files-locked' },
  ],
  [-55, { kind: 'operator', account: 'cashier' }, { kind: 'cut-postponed', alert: id(2, 0), postponement: 'settling' }],
  [-50, officer, { kind: 'alert-taken-over', alert: id(2, 0), officer }],
  [
    -49,
    { kind: 'server' },
    { kind: 'found-moved', found: { at: now - 49 * minute, basis: 'found', offsetMs: 0, uncertaintyMs: 0 } },
  ],
  [
    -48,
    { kind: 'operator', account: 'cashier' },
    {
      kind: 'alert-received',
      alert: { ...whole, origin: 'operator', rule: 'operator-report', severity: 'high', count: 1 },
      endpoint: id(1, 0),
      raised: corrected(now - 49 * minute, 0),
      detected: corrected(now - 49 * minute, 0),
      receivedAt: now - 48 * second,
    },
  ],
  [-40, officer, { kind: 'order-issued', signed: { order, keyId: 'K3', signature: '' } }],
  [-39, { kind: 'server' }, { kind: 'order-delivered', order: 'o1', endpoint: id(1, 0) }],
  [
    -38,
    agent,
    {
      kind: 'receipt-received',
      endpoint: id(1, 0),
      receipt: { order: 'o1', outcome: 'carried-out', because: '', moment },
      carriedOut: corrected(now - 38 * second),
    },
  ],
  [
    -19,
    agent,
    {
      kind: 'receipt-received',
      endpoint: id(1, 0),
      receipt: { order: 'o2', outcome: 'refused', because: 'replayed', moment },
      carriedOut: corrected(now - 19 * second),
    },
  ],
  [
    -15,
    agent,
    {
      kind: 'records-dropped',
      endpoint: id(1, 0),
      lane: 'telemetry',
      dropped: 812,
      from: now - 40 * minute,
      to: now - 10 * minute,
    },
  ],
  [-12, { kind: 'operator', account: 'cashier' }, { kind: 'report-withdrawn', alert: id(2, 0) }],
  [-10, officer, { kind: 'note-added', text: '已电话核实：收银机上的处方台账打不开，现场已停止使用，等待工作组。' }],
]

export const attackTimeline: readonly Entry[] = happenings.map(([seconds, actor, happening], place) => ({
  position: place + 1,
  subject: { kind: 'incident', id: id(3, 0) },
  link: { index: place + 1, previousHash: '', hash: '' },
  at: now + seconds * second,
  actor,
  happening,
}))

export const theIncident = id(3, 0)
export const theEndpoint = id(1, 0)
