// Every state that the counter's page can be in, by the name of its picture.
import type { Isolation } from '#shared/domain/isolation.ts'
import type { PanelIsolation, PanelState, Report } from '#agent/panel/panel-state.ts'

export type TellState = Omit<PanelState, 'version'>

/** 2026-11-22 14:03:30 in Shanghai; the terminal's own clock is 42 s behind the office's. */
const officeNow = Date.UTC(2026, 10, 22, 6, 3, 30)
const officeOffsetMs = 42_000
const now = officeNow - officeOffsetMs
const at = (secondsAgo: number) => now - secondsAgo * 1000

const quiet: TellState = {
  now,
  officeOffsetMs,
  stage: 'running',
  protection: { state: 'protected', because: [], sources: { seeing: 9, of: 9 } },
  link: { kind: 'connected', lastHeardAt: at(8) },
  office: { name: '璧山区医保局', phone: '023-4142 1234' },
  endpoint: { number: 'BS-0412-01', name: '收银1号', institution: '璧山区康民大药房' },
  afterPress: 'countdown',
  countdownSeconds: 30,
  rehearsal: false,
  current: undefined,
  isolation: undefined,
  lease: undefined,
  recent: [],
  lastDrillAt: undefined,
}

const pressed: Report = {
  alert: '01990000-0000-7000-8000-000000000001',
  code: 'BS-1122-7F3K-2',
  origin: 'operator',
  rule: 'operator-report',
  severity: 'high',
  because: '操作员按下一键上报',
  drill: false,
  pressedAt: at(5),
  savedAt: at(5),
  delivery: { kind: 'delivered', at: at(4) },
  taken: undefined,
  unattended: false,
  incident: undefined,
  annotation: undefined,
  withdrawnAt: undefined,
  repeats: 0,
  countdown: { state: 'running', remainingMs: 24_900 },
  evidence: undefined,
}

const detectedHigh: Partial<Report> = {
  origin: 'detector',
  rule: 'dual-homing',
  because: '电脑同时连接了互联网（网卡 WLAN，网络“Guest-5G”）',
}

const reported = (over: Partial<Report> = {}): TellState => {
  const current = { ...pressed, ...over }
  return { ...quiet, current, recent: [current] }
}

const offline = {
  kind: 'offline',
  attempt: 3,
  retryInMs: 11_900,
  because: 'ENETUNREACH',
  lastHeardAt: at(372),
} as const

const isolation: Isolation = {
  state: 'isolated',
  scope: 'full',
  adapter: '以太网2',
  layers: [
    { layer: 'linux-nftables', stands: true, detail: '' },
    { layer: 'linux-link', stands: true, detail: '' },
  ],
  by: { kind: 'officer', id: 'o1', name: '王建国' },
  because: '疑似勒索软件，先断开再核实',
  since: { at: at(753), clockId: 'boot', monotonicMs: 1 },
  rehearsal: false,
}

const isolated = (
  over: Partial<Isolation> = {},
  shown: Partial<PanelIsolation> = {},
  state: Partial<TellState> = {},
) => ({
  ...quiet,
  ...state,
  isolation: {
    isolation: { ...isolation, ...over },
    forMs: 753_000,
    releaseFailed: false,
    incident: 'BS-2026-0137',
    release: { sequence: 12, challenge: '582133469', triesLeft: 5, nextTryInMs: 0 },
    releasing: undefined,
    ...shown,
  },
})

const taken = { by: '王建国', at: at(1) }
const over = { state: 'over' } as const

export const panelStates: Readonly<Record<string, TellState>> = {
  's1-ready': quiet,
  's1-starting': { ...quiet, stage: 'starting', link: { kind: 'connecting', attempt: 1, lastHeardAt: undefined } },
  's1-not-enrolled': {
    ...quiet,
    stage: 'not-enrolled',
    office: undefined,
    endpoint: undefined,
    link: { kind: 'connecting', attempt: 1, lastHeardAt: undefined },
  },
  's1-connecting': { ...quiet, link: { kind: 'connecting', attempt: 1, lastHeardAt: at(60) } },
  's1-offline': { ...quiet, link: offline },
  's1-degraded': {
    ...quiet,
    protection: { state: 'degraded', because: ['磁盘已满', '监控项 2/9 停止'], sources: { seeing: 7, of: 9 } },
  },
  's1-degraded-offline': {
    ...quiet,
    link: offline,
    protection: {
      state: 'degraded',
      because: ['磁盘已满', '监控项 2/9 停止', '断网功能不可用，需要断网时请拔掉网线'],
      sources: { seeing: 7, of: 9 },
    },
  },
  's1-rehearsal': { ...quiet, rehearsal: true },
  's1-ask': { ...quiet, afterPress: 'ask' },
  's2-countdown': reported(),
  's2-taken': reported({ taken, incident: 'BS-2026-0137', annotation: 'files-locked' }),
  's2-sending': reported({ delivery: { kind: 'sending', attempt: 2, retryInMs: 11_900 } }),
  's2-offline': { ...reported({ delivery: { kind: 'offline', attempt: 3, retryInMs: 20_000 } }), link: offline },
  's2-unattended': reported({ unattended: true, countdown: { state: 'postponed', postponement: 'settling' } }),
  's2-postponed': reported({ taken, countdown: { state: 'postponed', postponement: 'patient-waiting' } }),
  's2-asking': reported({ countdown: { state: 'asking' } }),
  's2-evidence': reported({ evidence: { state: 'taking', done: 3, of: 5, remainingMs: 3_900 } }),
  's2-evidence-kept': reported({ evidence: { state: 'kept', done: 5, of: 5, remainingMs: 0 } }),
  's2-withdrawn': reported({ withdrawnAt: at(1), countdown: over }),
  's2-repeated': reported({ repeats: 1, taken }),
  's2-drill': reported({ drill: true, countdown: over }),
  's2-rehearsal': {
    ...reported({ evidence: { state: 'kept', done: 5, of: 5, remainingMs: 0 }, incident: 'BS-2026-0137', taken }),
    rehearsal: true,
  },
  's2-detector': reported({
    origin: 'detector',
    rule: 'mass-file-rename',
    severity: 'critical',
    because: '10 秒内有 312 个文件被改名，例如“处方台账.xlsx.locked”',
    countdown: undefined,
  }),
  's2-high': reported({
    ...detectedHigh,
    countdown: { state: 'running', remainingMs: 54_900, detected: { pauses: 2, mayCallOff: true } },
  }),
  's2-high-no-more-pauses': reported({
    ...detectedHigh,
    countdown: { state: 'running', remainingMs: 54_900, detected: { pauses: 0, mayCallOff: false } },
  }),
  's1-restored-for-4h': { ...quiet, lease: { of: 'release', remainingMs: 3 * 3_600_000 + 59 * 60_000 } },
  's3-by-officer': isolated(),
  's3-not-enrolled': isolated({ by: { kind: 'operator', account: 'cashier' } }, { release: undefined }),
  's3-no-tries': isolated(
    {},
    { release: { sequence: 12, challenge: '582133469', triesLeft: 0, nextTryInMs: 14 * 60_000 } },
  ),
  's3-cut-ends': isolated(
    { by: { kind: 'agent' }, because: '电脑同时连接了互联网；柜台 60 秒内没有答复，自动断开' },
    { incident: undefined },
    { lease: { of: 'cut', remainingMs: 29 * 60_000 }, link: offline },
  ),
  's3-selective': isolated({ scope: 'selective' }),
  's3-by-agent': isolated(
    { by: { kind: 'agent' }, because: '疑似勒索软件：10 秒内 312 个文件被改名' },
    { incident: undefined },
    { link: offline },
  ),
  's3-by-operator': isolated(
    { by: { kind: 'operator', account: 'cashier' } },
    {},
    { current: { ...pressed, taken, countdown: over, incident: 'BS-2026-0137' } },
  ),
  's3-offline-report': isolated(
    { by: { kind: 'operator', account: 'cashier' } },
    { incident: undefined },
    {
      link: offline,
      current: { ...pressed, delivery: { kind: 'offline', attempt: 4, retryInMs: 9_000 }, countdown: over },
    },
  ),
  's3-isolating': isolated({ state: 'isolating' }, { forMs: 400 }),
  's3-degraded': isolated({
    state: 'degraded',
    layers: [
      { layer: 'linux-nftables', stands: true, detail: '' },
      { layer: 'linux-link', stands: false, detail: 'RTNETLINK' },
    ],
  }),
  's3-failed': isolated({ state: 'failed' }),
  's3-releasing': isolated({ state: 'releasing' }, { releasing: { done: 3, of: 4 } }),
  's3-release-failed': isolated({}, { releaseFailed: true }),
  's3-rehearsal': isolated({ rehearsal: true }, {}, { rehearsal: true }),
}

/** Six earlier reports, for 最近记录. */
export const withRecords: TellState = {
  ...quiet,
  lastDrillAt: at(9 * 86_400),
  recent: [
    { ...pressed, alert: '1', taken, pressedAt: at(600) },
    { ...pressed, alert: '2', code: 'BS-1121-9QW2-A', pressedAt: at(86_400), withdrawnAt: at(86_300) },
    { ...pressed, alert: '3', code: 'BS-1113-0B4N-7', pressedAt: at(9 * 86_400), drill: true },
    { ...pressed, alert: '4', code: 'BS-1102-K2M1-0', pressedAt: at(20 * 86_400), origin: 'detector', taken },
    {
      ...pressed,
      alert: '5',
      code: 'BS-0930-XX1Z-3',
      pressedAt: at(53 * 86_400),
      delivery: { kind: 'offline', attempt: 1, retryInMs: 0 },
    },
    { ...pressed, alert: '6', code: 'BS-1231-71AB-C', pressedAt: at(326 * 86_400) },
  ],
}

export { quiet }
