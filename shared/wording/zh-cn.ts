/** Every sentence of the product in Chinese; `en.ts` has the same keys. Say what happened, what is safe, what to do, whom to call. */

import type { Adapter } from '../domain/endpoint.ts'
import type { ClockMoved, LogShrunk, OwnFileLost, OwnPart } from '../domain/event.ts'
import type { FaultCode } from '../fault.ts'

interface FaultWording {
  /** 发生了什么 */
  readonly what: string
  /** 现在怎么办 */
  readonly todo: string
}

export const faults: Record<FaultCode, FaultWording> = {
  'command/failed': { what: '系统命令没有执行成功', todo: '本机其他功能不受影响；请把这条记录告诉管理员' },
  'command/not-found': { what: '本机缺少所需的系统程序', todo: '请管理员安装后重启哨兵服务' },
  'command/timed-out': { what: '系统命令超过时限，已停止', todo: '本机可能很忙或已受影响；如正在断网，请拔掉网线' },
  'command/too-much-output': { what: '系统命令输出过多，已停止', todo: '请把这条记录告诉管理员' },
  'config/damaged': { what: '设置文件损坏，无法读取', todo: '原文件未改动；请按提示修正该行，或从备份恢复' },
  'config/unwritable': { what: '数据文件夹不能写入', todo: '请检查磁盘空间和文件夹权限，或用 SENTINEL_HOME 另选位置' },
  'console/address-unusable': {
    what: '监听地址或端口不能使用',
    todo: '请检查 --listen 是否为本机地址、端口是否需要更高权限',
  },
  'console/port-in-use': { what: '端口已被其他程序占用', todo: '请关闭占用端口的程序，或用参数换一个端口' },
  'enrollment/already-enrolled': {
    what: '本机已经登记过',
    todo: '无需再次登记；如要换单位，请先移走登记文件夹，再用新的登记码',
  },
  'enrollment/code-refused': { what: '登记码不正确、已使用或已过期', todo: '请向医保局办公室索取新的登记码' },
  'enrollment/not-enrolled': { what: '本机尚未登记', todo: '请联系管理员取得登记码，运行入网登记' },
  'enrollment/server-not-trusted': {
    what: '对方不是登记码所指的医保局服务器',
    todo: '登记码没有发出；请核对服务器地址，并电话告知办公室',
  },
  'enrollment/unreachable': { what: '连不上登记服务器', todo: '请检查医保专网连接后重试；登记码仍然有效' },
  'evidence/not-kept': { what: '证据未能保存', todo: '上报和断网不受影响；请勿关机，等待工作组' },
  'isolation/adapter-ambiguous': {
    what: '无法确定哪一块是医保专网网卡',
    todo: '请在设置中写明医保专网网卡；在此之前如需断网请拔网线',
  },
  'isolation/adapter-not-found': {
    what: '找不到设置中的医保专网网卡',
    todo: '请确认网卡已插好；如需断网请拔网线，并电话报告办公室',
  },
  'isolation/not-permitted': { what: '没有权限断开网卡', todo: '请拔掉网线；请管理员以系统服务方式运行哨兵' },
  'isolation/not-verified': { what: '断开未完全成功，网卡仍然连通', todo: '请立即拔掉网线，并电话报告办公室' },
  'isolation/state-damaged': { what: '断网状态记录损坏', todo: '已按“断开”处理；恢复联网请联系办公室' },
  'outbox/damaged': {
    what: '发件箱部分记录损坏，已隔离保存',
    todo: '完好的记录会继续上报；请电话向办公室核对最近的上报',
  },
  'outbox/full': { what: '磁盘已满，本机无法保存上报', todo: '请立即拨打值班电话报告' },
  'outbox/not-durable': { what: '本机无法保存上报', todo: '请立即拨打值班电话报告' },
  'panel/not-running': { what: '哨兵服务没有运行', todo: '上报已保存在本机，服务启动后自动补报；请同时拨打值班电话' },
  'panel/pipe-taken': { what: '本机的上报通道被其他程序占用', todo: '可能有程序冒充哨兵；请电话报告办公室' },
  'store/document-damaged': {
    what: '已保存的文书与登记的散列不符',
    todo: '请保护现场，从备份恢复该文件；不要删除或重新生成',
  },
  'store/locked': { what: '数据库正被另一个服务进程使用', todo: '请先停止另一个服务；数据没有改动' },
  'store/not-durable': { what: '数据库未能写入', todo: '未确认的上报仍保存在终端，恢复后自动重发；请检查磁盘空间' },
  'store/schema-newer': { what: '数据库由更新版本的程序建立', todo: '数据没有改动；请使用同版本或更新版本的程序' },
}

// ── counter: what the operator reads (S1 待命, S2 已上报, S3 已断网). Times come in as HH:mm:ss of Shanghai, phones as dialled. ──
export const counter = {
  product: '医保网络安全哨兵',
  /** Shape beside colour and word, so that no state rests on colour alone. Sentences below carry no mark. */
  marks: { good: '✔', waiting: '…', warning: '▲', off: '■', bad: '✖', cut: '▲▲' },
  /** Stands for the number until enrolment has told it. */
  phoneUnknown: '医保局值班电话',
  dutyPhone: (phone: string) => `值班电话 ${phone}`,
  where: (institution: string, name: string, number: string) => `${institution} · ${name}（${number}）`,
  drillOn: '演练：只演示步骤，不会真的断开网络',
  /** The reason of the alert, as the duty officer reads it. */
  pressed: (account: string, later: boolean) =>
    later
      ? `操作员按下一键上报（账户 ${account}；按下时哨兵服务没有运行，之后补报）`
      : `操作员按下一键上报（账户 ${account}）`,

  ready: {
    title: '待命',
    button: '一键上报',
    buttonWhen: '电脑中毒、文件打不开、被人远程操作时按下',
    afterPress: {
      countdown: (seconds: number) => `按下后立即上报医保局；随后 ${seconds} 秒倒计时断开医保专网，可暂缓。`,
      ask: '按下后立即上报医保局；是否断开医保专网由您决定。',
      cut: '按下后立即上报医保局，并立即断开医保专网。',
    },
    protected: '防护正常',
    connected: (at: string, secondsAgo: number) => `已连接医保局 · 上次联系 ${at}（${secondsAgo} 秒前）`,
    connecting: '正在连接医保局 · 仍可上报',
    offline: '暂时连不上医保局 · 仍可上报，恢复后自动补报 · 请同时打电话',
    offlineSince: (at: string) => `上次联系 ${at}`,
    retryIn: (attempt: number, seconds: number) => `第 ${attempt} 次，${seconds} 秒后重试`,
    loading: '正在启动，请稍候…（按下上报键仍然有效）',
    notEnrolled: '本机尚未登记，请联系管理员；登记码：____',
    degraded: (because: readonly string[]) => `防护部分失效：${because.join(' / ')}`,
    sourcesStopped: (stopped: number, of: number) => `监控项 ${stopped}/${of} 停止`,
    noIsolation: '断网功能不可用，需要断网时请拔掉网线',
    agentDead: (code: string, phone: string) => `上报已保存在本机，编号 ${code}。请立即拨打 ${phone}`,
    agentSilent: (phone: string) => `哨兵服务没有回答。请用桌面图标“医保网络 一键上报”上报，并拨打 ${phone}`,
    drill: '演练一次',
    drillAsk: '演练会走一遍上报步骤，记录注明“演练”，不会断开网络。现在开始？',
    recent: '最近记录',
    recentEmpty: '还没有上报记录。每月请演练一次。',
    lastDrill: (date: string) => `上次演练 ${date}`,
    releaseEnds: (length: string) => `临时恢复：还剩 ${length}，到时再次断开，值班员确认后不再断开`,
    back: '返回',
  },

  reported: {
    title: '已上报',
    detectedTitle: '哨兵发现异常，已上报',
    saved: '已保存',
    delivered: '医保局已收到',
    taken: '值班员已接手',
    takenBy: (by: string) => by,
    sending: (attempt: number, seconds: number) =>
      seconds > 0 ? `正在发送…第 ${attempt} 次，${seconds} 秒后重试` : `正在发送…第 ${attempt} 次`,
    notDelivered: (phone: string) => `暂未送达（已保存，恢复后自动补报）→ 请拨打 ${phone} 并报编号`,
    awaitingOfficer: '等待值班员接手',
    unattended: '值班员尚未接手，已再次提醒，请打电话',
    code: '上报编号',
    codeUse: '打电话时报这个编号',
    incident: (number: string) => `事件 ${number}`,
    what: '发生了什么？（可不选）',
    annotations: {
      'files-locked': '文件打不开/要赎金',
      'remote-control': '有人在远程操作',
      unsure: '不确定/其他',
    },
    doNow: '请现在做：',
    handsOff: '手离开键盘，不要关机、不要重启、不要插U盘',
    cut: '立即断开医保专网（按住 1.5 秒）',
    cutAgain: '再按一次，立即断开医保专网',
    cutCost: '断开后刷卡结算将停止',
    countdown: (seconds: number) => `将在 ${seconds} 秒后断开医保专网`,
    postpone: '正在结算，暂不断开',
    pause: (left: number) => `推迟 90 秒（还可 ${left} 次）：`,
    callOff: '不是事故：',
    callOffs: { 'own-work': '误报，本店自己的操作', maintenance: '误报，工程师正在维护' },
    postponements: {
      settling: '正在结算',
      'patient-waiting': '有病人等候',
      other: '其他原因',
      'own-work': '误报：是本店自己的操作',
      maintenance: '误报：工程师正在维护',
    },
    postponed: (reason: string) => `已报告、未断网（${reason}）。需要时仍可立即断开`,
    asking: '尚未断网。如情况严重，请立即断开医保专网',
    waitForCall: '等待值班员电话',
    evidence: (done: number, of: number, seconds: number) => `正在留存证据 ${done}/${of}（约 ${seconds} 秒）`,
    evidenceKept: '证据已留存',
    evidenceNotKept: '证据未能留存，上报不受影响；请勿关机，等待工作组',
    withdraw: '误按了，撤回',
    withdrawKeeps: '记录保留，注明“操作员撤回”',
    withdrawn: '已撤回，值班员会看到撤回记录',
    repeated: (code: string, times: number) => `已有上报 ${code}，已补充一次提醒（第 ${times} 次）`,
    drill: '这是演练，值班员会看到“演练”字样',
    notSaved: (why: string, phone: string) => `本机无法保存上报（${why}）。请立即拨打 ${phone}`,
    notSavedBecause: { full: '磁盘已满', 'not-durable': '磁盘不能写入' },
  },

  isolated: {
    title: '本机已与医保专网断开',
    titleSelective: '本机已与医保专网断开（只保留与医保局的联系）',
    since: (at: string, duration: string) => `${at} 起 · 已 ${duration}`,
    isolating: '正在断开…',
    degraded: (layer: string) => `已断开，但有一层防护未生效（${layer}）。请拔掉网线更稳妥`,
    failed: (adapter: string) => `断开未完全成功（网卡 ${adapter} 仍在线）→ 请拔掉网线`,
    releasing: (done: number, of: number) => `正在恢复并复核 ${done}/${of}`,
    releaseFailed: (phone: string) => `没有恢复成功，仍处于断开状态。请拨打 ${phone}`,
    rehearsal: '演练：网络没有真的断开',
    because: {
      officer: (name: string, incident: string | undefined) =>
        incident === undefined ? `原因：值班员${name}下达` : `原因：值班员${name}下达（事件 ${incident}）`,
      agent: (what: string) => `原因：系统自动断开：${what}`,
      operator: '原因：操作员自行断开',
    },
    /** The reason that goes into the record and to the office. */
    operatorCut: '操作员按下“立即断开”',
    dont: '请不要： 关机 / 重启 / 重装 / 插U盘 / 自己杀毒 / 删除文件',
    dontWhy: '（保护证据）',
    may: '可以做： 用其他电脑或手工登记继续营业；等待工作组到场',
    restore: (phone: string) => `恢复联网   请拨打 ${phone}`,
    release: {
      readOut: (number: string, sequence: number) => `报：终端 ${number} · 第 ${sequence} 号 · 校验码`,
      enter: '输入值班员告知的恢复码',
      submit: '确认恢复码',
      triesLeft: (left: number) => `还可尝试 ${left} 次`,
      noTries: (minutes: number) => `次数已用完，约 ${minutes} 分钟后可再试`,
      stays: '值班员决定继续隔离，已记录。本机仍处于断开状态',
    },
    cutEnds: (minutes: number) => `自动断开约 ${minutes} 分钟后结束，值班员可以延长`,
  },

  /** Answers of the loopback page's interface to a call that it refuses; an operator sees them only if the page was tampered with or is old. */
  refusals: {
    reopen: '本页已失效，请用桌面图标重新打开',
    notUnderstood: '本页的请求无法识别，请用桌面图标重新打开；上报请按桌面图标“医保网络 一键上报”',
    noSuchReport: '找不到这条上报，请看最近记录',
    tooLate: '现在不能这样做：已经断开或已经撤回',
    drillNoCut: '这是演练，不会断开网络。真有情况请返回首页按“一键上报”',
    notEnrolled: '本机尚未登记，没有恢复码；请联系管理员',
  },
}

// ── counterPage: what only the operator's page says, beside `counter`. ──
export const counterPage = {
  steps: '上报进度',
  drillTag: '演练',
  saving: '正在保存…',
  reportAgain: '再报一次',
  postponeGroup: '暂不断开，原因',
  cutAfterAll: '仍要断开医保专网（按住 1.5 秒）',
  cutRetry: '再次断开（按住 1.5 秒）',
  close: '知道了',
  confirmDrill: '开始演练',
  cancel: '先不',
  recent: {
    at: '时间',
    code: '编号',
    what: '内容',
    became: '结果',
    byOperator: '操作员上报',
    byDetector: '哨兵自动上报',
    taken: (by: string) => `${by} 已接手`,
    delivered: '医保局已收到',
    kept: '已保存，待补报',
    withdrawn: '已撤回',
  },
  restored: '医保专网已恢复',
  releasing: '正在恢复医保专网',
  yesterday: '昨天',
  phoneOnSticker: '值班电话见柜台贴纸',
  silentTitle: '哨兵服务没有回答',
  silentSafe: '已保存的上报不会丢失，服务恢复后自动补报。',
  closedTitle: '请重新打开本页',
  closedSafe: '上报、断网和自动检测不受影响。',
}

// ── commandLine: what the commands of the agent print. ──
const commandLine = {
  usage: '用法',
  options: '参数',
  commands: (names: readonly string[]) => [
    '用法: sentinel-agent 命令 [参数]',
    `命令: ${names.join(' ')}`,
    '每个命令都可以加 --help',
  ],
  unknownOption: (name: string) => `不认识参数 ${name}`,
  missing: (name: string) => `缺少参数 ${name}`,
  tooLong: (name: string, max: number) => `参数 ${name} 太长（最多 ${max} 个字）`,
  unexpected: (text: string) => `多余的内容：${text}`,
  notValid: (name: string, what: string) => `参数 ${name} 不正确：${what}`,
  seeHelp: (command: string) => `用 sentinel-agent ${command} --help 查看用法`,
  optionHelp: {
    home: '数据文件夹（默认 SENTINEL_HOME/agent 或 ./.sentinel/agent）',
    json: '以 JSON 一行输出',
    noPage: '上报后不打开页面',
    open: '直接打开页面，不打印网址',
    drill: '演练：走一遍步骤，记录注明“演练”，不断网',
    reason: '原因，记入审计',
    server: '登记服务器地址 https://主机:端口',
    code: '医保局办公室给的登记码',
    name: '本机名称，例如 收银1号',
    adapter: '医保专网网卡名称',
    rehearse: '演练：不真正断开网络',
    logToStdout: '日志同时输出到屏幕',
  },
  help: {
    report: '一键上报：保存在本机后立即上报医保局',
    status: '显示哨兵服务的状态',
    panel: '打印操作员页面的网址（一次性，30 秒内有效）',
    isolate: '断开医保专网（本机管理员）',
    release: '恢复医保专网（本机管理员）',
    doctor: '自检：网卡、断网工具、发件箱、时钟、医保局',
    enroll: '入网登记：取得本机证书和医保局地址',
    run: '运行哨兵服务',
  },
  saved: (code: string, at: string) => `① 已保存 ${code} ${at}`,
  savedDrill: '（演练）',
  repeated: (code: string, times: number) => `已有上报 ${code}，已补充一次提醒（第 ${times} 次）`,
  savedForLater: (code: string, phone: string) => `上报已保存在本机，编号 ${code}。请立即拨打 ${phone}`,
  status: {
    endpoint: (institution: string, name: string, number: string) => `终端  ${institution} · ${name}（${number}）`,
    office: (name: string, phone: string) => `医保局  ${name} ${phone}`,
    protection: (text: string) => `防护  ${text}`,
    link: (text: string) => `连接  ${text}`,
    isolation: (text: string) => `断网  ${text}`,
    current: (code: string, text: string) => `上报  ${code}  ${text}`,
    nothing: '没有进行中的上报',
    notRunning: '哨兵服务没有运行。上报仍然有效：会保存在本机，服务启动后自动补报',
  },
  isolation: {
    connected: '未断网',
    isolating: '正在断开',
    isolated: '已断开',
    degraded: '已断开，有一层未生效',
    failed: '断开未完全成功，请拔掉网线',
    releasing: '正在恢复',
  },
  isolateDone: '医保专网已断开，状态已核实',
  isolateStarted: '已开始断开医保专网；用 status 查看结果',
  releaseDone: '医保专网已恢复，状态已核实',
  releaseStarted: '已开始恢复医保专网；用 status 查看结果',
  pipe: {
    notUnderstood: '哨兵服务不认识这个请求；命令与服务的版本可能不同',
    broke: '哨兵服务内部出错，已记入日志；上报请再按一次，并拨打值班电话',
    silent: '哨兵服务没有回答',
  },
  notPermitted: '只有本机管理员可以这样做（需要 root 或与服务相同的账户）',
  refused: (why: string) => `哨兵服务没有照办：${why}`,
  enrolled: (number: string, institution: string) => `登记成功：${institution}，终端编号 ${number}。可以运行 run 了`,
  adapterUnknown: '没有找到通往医保局的网卡；登记已完成，请在设置中写明 insuranceAdapter，在此之前如需断网请拔网线',
  doctor: {
    good: (what: string) => `✔ ${what}`,
    bad: (what: string, todo: string) => `✖ ${what} → ${todo}`,
    unsure: (what: string, todo: string) => `▲ ${what} → ${todo}`,
    home: (folder: string) => `数据文件夹可写：${folder}`,
    homeBad: (folder: string) => `数据文件夹不能写：${folder}`,
    homeTodo: '请检查磁盘空间和文件夹权限，或用 --home 另选位置',
    disk: (free: string) => `磁盘剩余 ${free}`,
    diskLow: (free: string) => `磁盘只剩 ${free}`,
    diskTodo: '请清理磁盘；少于 64 MB 时上报可能无法保存',
    settings: '设置文件可读',
    enrolled: (number: string, until: string) => `已登记：${number}，证书有效至 ${until}`,
    notEnrolled: '本机尚未登记',
    notEnrolledTodo: '请向办公室取得登记码，运行 enroll',
    certificateEnds: (until: string) => `证书将于 ${until} 到期`,
    certificateTodo: '请联系管理员换发证书',
    adapter: (name: string) => `医保专网网卡：${name}`,
    adapterMissing: '找不到医保专网网卡',
    adapterAmbiguous: (names: string) => `无法确定医保专网网卡（${names}）`,
    adapterTodo: '请在设置中写明 insuranceAdapter；在此之前如需断网请拔网线',
    tool: (program: string) => `断网工具可用：${program}`,
    toolMissing: (program: string) => `缺少断网工具 ${program}`,
    toolTodo: '请管理员安装；在此之前如需断网请拔网线',
    privileged: '有断网所需的权限',
    notPrivileged: '没有断网所需的权限',
    privilegedTodo: '请以系统服务（root）方式运行哨兵',
    clock: '时钟在合理范围',
    clockOff: (seconds: number) => `本机时钟与医保局相差 ${seconds} 秒`,
    clockBad: '本机时钟明显不对',
    clockTodo: '请校准系统时间；上报时间会由医保局校正',
    server: (address: string, tookMs: number) => `医保局可达：${address}（${tookMs} 毫秒）`,
    serverBad: (address: string) => `连不上医保局：${address}`,
    serverTodo: '请检查医保专网；上报会保存在本机，恢复后自动补报，紧急时请打电话',
    service: '哨兵服务在运行',
    source: (name: string, because: string) => `监控项 ${name} 没有全部生效：${because}`,
    sourceTodo: '其余监控和上报不受影响；请把这一行告诉管理员',
    pending: (count: number) => `有 ${count} 条记录等待送达医保局`,
    unreadable: '本账户看不到登记信息',
    unreadableTodo: '请以管理员身份运行自检',
    serviceOff: '哨兵服务没有运行',
    serviceTodo: '请启动服务；上报仍会保存在本机',
    spool: (count: number) => `有 ${count} 条上报等待哨兵服务启动后补报`,
    spoolTodo: '请启动服务，并电话向办公室报告',
    allGood: '自检通过',
    someBad: (count: number) => `自检发现 ${count} 个问题`,
  },
}

// ── rules and coverage: what a detection says, and how well a source sees (agent/detection, agent/sources) ──

export interface RuleWording<Facts> {
  readonly title: string
  /** One sentence with the facts, for the duty officer; at most 500 signs. */
  readonly because: (facts: Facts) => string
  /** 什么意思 */
  readonly meaning: string
  /** 怎么办 */
  readonly todo: string
}

export interface RewriteFacts {
  readonly files: number
  readonly seconds: number
  readonly sign: 'header' | 'extension' | 'replaced'
  /** The new extension, with its dot; empty where there is none. */
  readonly extension: string
  readonly folder: string
  readonly canary: boolean
}

export interface ForeignRouteFacts {
  readonly adapter: string
  readonly kind: Adapter['kind']
  readonly gateway: string
  readonly insuranceAdapter: string
  /** The insurance network's own default route stands beside it. */
  readonly beside: boolean
}

/* the agent watches itself (owner: agent/detection/detectors) */

export interface SetBackFacts {
  readonly seconds: number
  readonly steps: number
  readonly across: ClockMoved['across']
}

export type StoppedFacts =
  | { readonly how: 'asked' | 'upgrade'; readonly user: string; readonly command: string }
  | {
      /** Killed or crashed; the power went; said that the machine goes off, and it did not; stopped in order and long away. */
      readonly how: 'killed' | 'power-lost' | 'pretended' | 'long'
      readonly from: string
      readonly blind: string
      /** By how much less; `00:00:00` where it is exact. */
      readonly uncertain: string
      readonly losses: number
    }

/* end of: the agent watches itself */

interface RulesWording {
  readonly 'agent-stopped': RuleWording<StoppedFacts>
  readonly 'agent-uninstalled': RuleWording<Pick<OwnFileLost, 'part' | 'path'>>
  readonly 'clock-set-back': RuleWording<SetBackFacts>
  readonly 'evidence-deleted': RuleWording<Pick<OwnFileLost, 'part' | 'path' | 'change' | 'found'>>
  readonly 'log-cleared': RuleWording<Pick<LogShrunk, 'path' | 'change' | 'found'>>
  readonly 'canary-touched': RuleWording<{ readonly path: string; readonly change: 'written' | 'renamed' | 'removed' }>
  readonly 'mass-rewrite': RuleWording<RewriteFacts>
  readonly 'dual-homing': RuleWording<ForeignRouteFacts>
  readonly 'isolation-undone': RuleWording<{ readonly layer: string; readonly repaired: boolean }>
  readonly 'operator-report': RuleWording<undefined>
}

const touches = { written: '改写', renamed: '改名', removed: '删除' } as const

const adapterKinds: Record<Adapter['kind'], string> = {
  ethernet: '有线网卡',
  wifi: '无线网卡',
  mobile: '移动上网卡（4G/5G）',
  tether: '手机 USB 共享网络',
  bluetooth: '蓝牙网络',
  virtual: '虚拟网卡',
  loopback: '本机回环',
}

const rewriteSigns = {
  header: () => '内容变成了乱码（文件头与类型不符）',
  extension: (extension: string) => `文件名被加上了“${extension}”`,
  replaced: (extension: string) => `原文件被删除，换成了“${extension}”文件`,
} as const

/* the agent watches itself (owner: agent/detection/detectors) */

const ownParts: Record<OwnPart, string> = {
  evidence: '证据文件',
  journal: '哨兵操作日志',
  orders: '哨兵指令台账',
  identity: '本机证书',
  outbox: '发件箱',
  state: '哨兵状态文件',
  program: '哨兵程序文件',
  unit: '哨兵服务文件',
  autostart: '哨兵开机自启动',
}

const losses = {
  removed: '被删除',
  altered: '被改动',
  shortened: '被截短',
  truncated: '被清空或截短',
} as const

const foundAtStart = (found: 'running' | 'start') => (found === 'start' ? '（哨兵未运行期间）' : '')

const selfWatch = {
  stopped: (facts: StoppedFacts): string => {
    if ('command' in facts) {
      const by = facts.command === '' ? '' : `；此前不久 ${facts.user} 运行过：${facts.command}`
      return facts.how === 'asked' ? `哨兵被要求停止运行${by}` : `哨兵因软件包安装或升级而停止${by}`
    }
    const least = facts.uncertain === '00:00:00' ? '' : `，误差不超过 ${facts.uncertain}`
    const span = `自 ${facts.from} 起约 ${facts.blind} 无人看护${least}`
    switch (facts.how) {
      case 'killed':
        return `哨兵被强行结束或异常退出，电脑没有重启；${span}${facts.losses > 1 ? `；24 小时内第 ${facts.losses} 次` : ''}`
      case 'power-lost':
        return `电脑上次不是正常关机（断电、强制关机或死机）；${span}`
      case 'pretended':
        return `哨兵以“电脑正在关机”为由停止，但电脑没有关机；${span}`
      case 'long':
        return `哨兵停止后长时间没有恢复；${span}`
    }
  },
}

/* end of: the agent watches itself */

export const rules: RulesWording = {
  'agent-stopped': {
    title: '哨兵被停止',
    because: selfWatch.stopped,
    meaning: '哨兵停着的时候，这台电脑上发生的事没有人看护，也不会自动断网；可能是维护，也可能是有人先关哨兵再动手脚',
    todo: '请电话询问该机构是谁、为什么停止哨兵；说不清的，请检查这段时间的登录和操作记录，并确认哨兵已重新运行',
  },
  'agent-uninstalled': {
    title: '哨兵被卸载或停用',
    because: ({ part, path }) =>
      `${ownParts[part]}${part === 'autostart' ? '被关闭' : '被删除'}：${path}；哨兵此刻仍在运行`,
    meaning: '哨兵的程序或服务被人拿掉，电脑重启后将不再受看护；正常升级不会出现这种情况',
    todo: '请勿重启这台电脑；电话询问该机构，未经批准的请立即重新安装哨兵，并按可疑入侵核查',
  },
  'clock-set-back': {
    title: '时钟被拨回',
    because: ({ seconds, steps, across }) =>
      `系统时间被拨回${across === 'reboot' ? '至少' : ''} ${seconds} 秒${steps > 1 ? `（分 ${steps} 次）` : ''}${across === 'looks' ? '' : across === 'restart' ? '（哨兵未运行期间）' : '（电脑重启前后）'}`,
    meaning:
      '时间被拨回后，本机各种记录上的时间都会偏早，可能被用来掩盖发现或报告的真实时间；主板电池没电也会在开机时造成',
    todo: '医保局按自己的时钟计时，不受影响；请核对本机时间并询问是谁改的，每次开机都出现的请更换主板电池',
  },
  'evidence-deleted': {
    title: '证据或记录被毁',
    because: ({ part, path, change, found }) => `${ownParts[part]}${losses[change]}${foundAtStart(found)}：${path}`,
    meaning: '哨兵留存的证据和操作记录只有它自己会写，被别人删除或改动就是有人在销毁痕迹，也可能是误清理磁盘',
    todo: '请勿再操作这台电脑，封存并等待工作组；证据清单和哈希值医保局已有，请询问是谁在什么时候做的',
  },
  'log-cleared': {
    title: '系统日志被清除',
    because: ({ path, change, found }) => `系统日志${losses[change]}${foundAtStart(found)}，不是日志轮换：${path}`,
    meaning: '系统日志记着谁登录过、做过什么，入侵者常在最后清除它；也可能是有人为腾出磁盘空间而清理',
    todo: '请询问是谁清除的；说不清的按可疑入侵处理，保留现场并检查最近的登录',
  },
  'canary-touched': {
    title: '诱饵文件被改动',
    because: ({ path, change }) => `诱饵文件被${touches[change]}：${path}`,
    meaning:
      '诱饵文件是哨兵放置的，正常程序和人员都不会动它；被改动说明很可能有勒索软件正在逐个加密文件，也可能是有人整理文件夹时误删',
    todo: '请勿关机、勿重启；确认医保专网已断开，拔下移动硬盘和U盘，等待办公室电话；如确是本单位人员误删，请报误报',
  },
  'mass-rewrite': {
    title: '大量文件被加密改写',
    because: ({ files, seconds, sign, extension, folder, canary }) =>
      `${seconds} 秒内 ${files} 个文件被改写，${rewriteSigns[sign](extension)}${canary ? '，其中有诱饵文件' : ''}；位置：${folder}`,
    meaning: '短时间内许多文件的内容变得无法识别，这是勒索软件加密文件时的样子',
    todo: '请勿关机、勿重启；确认医保专网已断开，拔下移动硬盘和U盘，不要打开或恢复文件，等待工作组取证',
  },
  'dual-homing': {
    title: '违规外联',
    because: ({ adapter, kind, gateway, insuranceAdapter, beside }) =>
      `本机正通过${adapterKinds[kind]} ${adapter}${gateway === '' ? '' : `（网关 ${gateway}）`}上网，不是医保专网网卡${insuranceAdapter === '' ? '' : ` ${insuranceAdapter}`}${beside ? '，两个网络同时连通' : ''}`,
    meaning: '医保专网的电脑同时接入了别的网络，外部攻击可由此进入医保专网，专网数据也可由此泄露',
    todo: '请立即拔下上网卡、手机数据线或另一根网线，关闭无线网络；保持医保专网连接不动，电话告知办公室',
  },
  'isolation-undone': {
    title: '断网被解除',
    because: ({ layer, repaired }) =>
      `断网措施 ${layer} 被其他程序或人员解除，${repaired ? '哨兵已重新断开' : '哨兵未能重新断开，请拔掉网线'}`,
    meaning: '终端处于断网状态，有程序或人员在本机上重新接通了医保专网',
    todo: '请电话联系该机构：确认无人自行恢复联网；如未能重新断开，请其立即拔掉网线',
  },
  'operator-report': {
    title: '一键上报',
    because: () => '操作人员按下了一键上报',
    meaning: '现场人员发现异常并上报',
    todo: '请电话联系该机构核实情况',
  },
}

const coverage = {
  adapters: {
    full: '网卡、路由变化实时可见',
    polled: (seconds: number) => `变化通知中断，每 ${seconds} 秒检查一次，正在重新连接`,
    unreadable: '读不到网卡和路由信息',
  },
  files: {
    full: (folders: number, canaries: number) => `正在监视 ${folders} 个文件夹，诱饵文件 ${canaries} 个`,
    none: '设置中没有要监视的文件夹',
    missing: (folders: string) => `有文件夹无法监视：${folders}`,
  },
  processes: {
    full: '程序启动实时可见',
    polled: '轮询方式，覆盖约 12%：运行时间很短的程序看不到',
    lost: (times: number) => `程序启动过于频繁，漏记 ${times} 次`,
    unreadable: '读不到进程信息',
  },
  detectors: {
    benched: (rule: string) => `检测规则“${rule}”运行出错，已停用，重启哨兵后恢复`,
    unfed: (rule: string) => `检测规则“${rule}”没有可用的采集源，未启用`,
  },
  life: {
    full: (seconds: number) => `自身运行和系统时钟在看护中，每 ${seconds} 秒留存一次生命迹象`,
    notKept: '生命迹象无法写入磁盘：被强行结束后将说不清停了多久',
    noUptime: '读不到开机时长：休眠期间的时钟改动看不到',
  },
  logs: {
    full: (logs: number, seconds: number) => `正在看护 ${logs} 个系统日志，每 ${seconds} 秒检查一次`,
    none: '没有找到系统日志',
    notKept: '日志状态无法写入磁盘：哨兵未运行期间的清除将看不到',
  },
  ownFiles: {
    full: (evidence: number) => `正在看护证据 ${evidence} 份、操作记录、证书和哨兵程序`,
    noUnit: '哨兵不是由系统服务启动的，服务文件无从看护',
    notKept: '证据清单无法写入磁盘：哨兵未运行期间的删除将看不到',
    blind: (folder: string) => `无法监视文件夹：${folder}`,
  },
  notStarted: '尚未启动',
}

/* ── server: what the console and the enrolment refuse (owner: server/console, server/pki) ── */

const enrollmentRefusals = {
  'bad-request': '请求格式不正确',
  'code-refused': '登记码不正确、已使用或已过期，请向医保局办公室索取新的登记码',
  'not-durable': '服务器暂时无法保存登记，登记码仍然有效，请稍后重试',
  'not-found': '没有这个地址',
  'request-refused': '证书申请不正确（须为 P-256 密钥并带有效签名），登记码仍然有效',
  'too-large': '请求过大',
  'too-many-tries': '尝试次数过多，请 15 分钟后再试',
}

export const consoleRefusals = {
  // ── of the plan (owner: server/workflow) ──
  'alert-not-taken-over': '请先接手这条告警',
  'alert-settled': '这条告警已经归入事件或关闭',
  'already-done': '这一项已经办理过，没有重复登记',
  'classified-refused': '涉及机密数据的，另行按保密规定处理，本系统不接受附件；表单没有保存，请去掉附件',
  'counter-attack-refused': '反击攻击者的系统须由公安机关依法实施，本系统不提供；表单没有保存，请改选其他措施',
  'directive-not-due': '指令尚未办结也未到期，不能评判',
  'directive-not-issued': '指令尚未签发',
  'directive-not-signed-for': '指令尚未签收；请先签收再办结',
  'directive-withdrawn': '指令已由签发人撤回，不再需要签收、办结或评判',
  'directive-open': '还有未办结的领导小组指令，不能归档',
  'drills-apart': '演练与真实事件不能合并',
  'form-incomplete': '表单有未填或填错的项，没有保存；请按各项旁的说明改正后重新提交',
  'form-missing': '这一步须随附表单；请填好表单后一并提交',
  'form-says-otherwise': '表单上的决定与所选操作不一致；请核对后重新提交',
  'not-approved': '对外报告尚未批准，不能登记送达',
  'not-assessed': '研判意见书（D05）缺少性质、级别、启动时机或是否重大的结论；请先完成研判',
  'not-contained': '抑制尚未完成（D11），不能进入恢复；请先完成抑制',
  'not-countersigned': '处理结果报告尚未经办公室会签，不能备案',
  'not-eradicated': '根除尚未完成（D12），不能进入恢复；请先清除根源',
  'not-examined': '尚无现场检查记录（D10），不能进入恢复',
  'not-open-to-comment': '这份表单不征求意见',
  'not-reported-to-the-group': '尚无初报（D03）',
  'not-restored': '尚未恢复到正常任务状态（D12），不能登记处置完毕',
  'not-verified-as-false': '初步核实记录（D02）的结论不是“误报”，不能按误报关闭',
  'not-verified-as-real': '尚无“属实”或“疑似”的初步核实记录（D02），不能上报；请先完成核实',
  'nothing-proposed': '没有待审批的提请，或提请是在复发之前作出的；请先重新提请',
  'passwords-not-changed': '攻击者曾获得超级用户权限：口令修改清单（D12）上的每个账号都须填写修改时间（四(二)3）',
  'proposal-pending': '已有一项提请尚未审批；请先等待审批',
  'proposer-cannot-approve': '提出人不能审批自己的提请；请由另一位有权人员办理',
  'receiver-missing': '移交证据须填写接收单位和用途',
  'reconnection-not-approved':
    '还有被断网的终端没有批准恢复入网（D13），不能登记处置完毕，也不能由一人直接恢复；请现场工作组提请、办公室审批',
  'result-not-filed': '处理结果报告（D15）尚未报备；重大事件须先完成会签和备案（四(三)）',
  'retention-not-over': '证据保存期未满（见设置），不能处置',
  'scan-not-clean': '查杀结果不干净的终端不能提请恢复入网；终端保持断网，请清除后复查',
  'challenge-misread': '校验码有读错或输错的数字，请对方把三组再读一遍',
  'release-action-unavailable': '终端还不能“仅放行结算”；请选择恢复、恢复4小时或继续隔离',
  'release-key-unknown': '这台终端登记后从未连接过医保局，没有可用的恢复码；请工作组到场处理',
  'second-person-needed': '严重程度为“高”及以上，或尚无告警定级的，误报须由第二人复核；请由另一位人员操作',
  'statement-first': '认定之前须听取当事单位的陈述申辩，或由办公室告知并等待 3 日（五(二)）；认定没有保存',
  'target-not-open': '目标事件不能并入：它不存在、已进入恢复或已经结束；如属复发，请先在目标事件登记复发',
  'team-not-of-the-office': '现场工作组至少一人，且每位成员此刻都须为办公室人员（二(二)）；请核对任职',
  'team-opinion-missing': '处置完毕之后还没有现场工作组的意见，不能提出结束建议（四(四)）',
  'terminal-in-another-incident': '该终端已在另一个未结束的事件中；请改为并案处理',
  'text-missing': '请填写完整内容',
  'time-not-possible': '时间不合理：发生的事不能晚于现在，期限不能早于现在；请改正后提交',
  'unknown-directive': '没有这条指令',
  'unknown-evidence': '没有这份证据',
  'unknown-form': '没有这份表单',
  'wrong-phase': '事件当前所处的阶段不能做这一步，可能刚被他人推进；请刷新后按页面所列的下一步办理',
  // ── end of the plan ──
  // ── 人员与登录 ──
  'account-disabled': '该账号已停用；请先由系统管理员启用',
  'account-locked': '登录失败次数过多，账号已锁定；请过一会儿再试，或请系统管理员启用。告警接收不受影响',
  'address-refused': '管理员不能从这个网络地址登录；请在规定的电脑上登录',
  'already-set-up': '首次启动已经完成，不能再做一次；请直接登录',
  'authenticator-wrong': '动态码与这个验证器不符，或这个动态码已经用过；请核对手机时间，输入下一个动态码',
  'document-missing': '请填写任免文号',
  'last-administrator': '这是最后一名该类管理员；请先安排接替的人，再停用或免职',
  'login-taken': '这个登录名已被使用过；登录名终身只属于一个人，请换一个',
  'no-post': '口令和动态码正确，但您目前没有任职，不能进入；请联系安全管理员登记任职',
  'not-permitted': '您的岗位不能做这件事；什么也没有改变。如果应当由您办理，请联系安全管理员核对任职',
  'not-the-deputy': '只能授权给现任副组长',
  'password-reused': '不能与最近用过的五个口令相同，请换一个',
  'password-weak': '口令不合要求：至少 12 位（以设置为准），含大写字母、小写字母、数字和符号，不含登录名和姓名',
  'period-wrong': '起止时间不正确：结束应晚于开始，授权应晚于现在',
  'persons-not-different': '三名管理员必须是三个不同的人',
  'post-taken': '这段时间内该岗位已有人担任；请先免去前任，或改起止时间',
  'posts-exclude': '系统、安全、审计管理员互相排斥，也不能兼任预案中的任何岗位',
  'session-locked': '已有一段时间无人操作；请再次输入口令后继续，屏幕上的告警仍在更新',
  'sign-in-refused': '登录名、口令或动态码不正确；动态码每个只能用一次，请等下一个再试',
  'unit-wrong': '科室和定点机构的岗位须指明单位，其他岗位不指明',
  'unknown-delegation': '没有这份授权书',
  'unknown-person': '没有这个人',
  'unknown-post': '没有这项任职',
  // ── 人员与登录（完）──
  // ── 导出与审计 ──
  'not-sealed': '审计密钥损坏，导出的内容无法签封，所以什么也没有导出；告警接收不受影响，请立即告诉系统管理员',
  'too-much-at-once': '所选范围内的记录太多，一次不能导出；请缩短起止时间后分几次导出',
  // ── 导出与审计（完）──
  // ── 办公室自身工作：设置、解释、日历、排班、名册、令牌 ──
  'below-legal-floor': '低于法律规定的留存期限（不少于六个月，本系统按 180 天），没有修改',
  'file-refused': '文件没有导入，原有数据没有变化；请按列出的行改正后重新上传',
  'name-taken': '这个名称已在使用；请换一个名称，或修改原有的那一条',
  'not-a-department': '归口单位须是名册中的科室，且只为定点医药机构指定',
  'notice-wrong': '放假安排有读不出或不合理的行，没有提交；请先预览，按各行的说明改正',
  'setting-fixed': '这个数字由预案或国家规定，不能在这里修改',
  'setting-not-a-value': '填写的值不符合这项设置的格式，没有修改',
  'setting-out-of-range': '超出这项设置允许的范围，没有修改；安全类设置只能调得更严',
  'shifts-overlap': '班次互相重叠，或与所选时段之外的班次重叠，没有保存；请改正后重新提交',
  'unknown-calendar': '没有这份放假安排',
  'unknown-explanation': '没有这条解释',
  'unknown-institution': '名册中没有这个机构或科室',
  'unknown-setting': '没有这项设置',
  'unknown-token': '没有这个接口令牌',
  'version-not-next': '预案版本号须是现行版本的下一个；请核对审批表',
  // ── 办公室自身工作（完）──
  'bad-request': '提交的内容不正确，请检查后重试',
  'code-refused': '一次性码不正确、已使用或已过期；请向发码的人索取新的',
  failed: '服务器内部出错，操作没有完成；告警接收不受影响，请告诉管理员',
  'not-durable': '服务器暂时无法保存，操作没有完成；请稍后重试并告诉管理员',
  'not-found': '没有找到所要的内容',
  'not-signed-in': '尚未登录或登录已结束，请重新登录',
  'reason-missing': '请填写理由',
  'taken-by-another': '已由其他值班员接手',
  'too-many-tries': '尝试次数过多，请 15 分钟后再试',
  'unknown-alert': '没有这条告警',
  'unknown-endpoint': '没有这台终端',
  'unknown-incident': '没有这个事件',
  'wrong-origin': '请求来源不正确，已拒绝；请从本页面操作',
}

/* ── registry files: what is wrong with a line of a CSV file, and what to do (owner: server/registry/files) ── */

const registryFiles = {
  file: {
    'file-too-large': '文件超过 1 MiB；请分成几个文件',
    'too-many-lines': '超过 5000 行；请分成几个文件',
    'not-text': '不是 CSV 文本（可能是 Excel 工作簿）；请在 Excel 中另存为“CSV UTF-8（逗号分隔）”',
    'utf-16': '文件是 UTF-16 编码；请在 Excel 中另存为“CSV UTF-8（逗号分隔）”',
    'no-title-line': '第一行没有所需的各个列名，或有列名重复；请先导出一份，照它的第一行填写',
    'not-csv': '第一行的引号没有配对，读不出列名；请用 Excel 重新保存',
  },
  line: {
    'cell-missing': '没有填写；请补上',
    'cell-too-long': '太长；请缩短',
    'cell-unprintable': '含有换行或不可见字符；请删去后重新输入',
    'too-many-cells': '这一行的格数比列名多；请检查多出的逗号',
    'quote-wrong': '引号没有配对，从这一行起读不出来；请改正引号',
    'kind-unknown': '类别只能是：药店、诊所、科室',
    'phone-wrong': '电话只能有数字、空格和 + - ( ) 转；请改正',
    'unknown-number': '名册中没有这个编号；新增的请把编号留空',
    'unknown-institution': '名册中没有这个机构名称；请先登记机构，或核对名称',
    'name-taken': '已有同名的机构；要修改它请填写它的编号',
    'named-twice': '与文件中前面的一行重复；请删去一行',
    'institution-changed': '终端不能换机构；请吊销后在新机构重新登记入网',
  },
}

/** What the server says on the command line and in place of a page. */
const server = {
  ready: (url: string) => `服务已启动。控制台：${url}`,
  setupCode: (code: string, hours: number) =>
    `启动码（首次启动登记三名管理员时用，一次有效，${hours} 小时内）：${code}`,
  enrollmentCode: (institution: string, hours: number) =>
    `${institution} 的登记码（一次有效，${hours} 小时内，只显示这一次）：`,
  enrollmentCommand: (server: string, code: string, name: string = '收银1号') =>
    `sentinel-agent enroll --server ${server} --code ${code} --name ${name}`,
  revoked: (serial: string) => `证书 ${serial} 已吊销；终端的连接将在数秒内断开。`,
  unknownCertificate: (serial: string) => `没有序列号为 ${serial} 的证书。`,
  pagesNotBuilt: '控制台页面尚未生成，请运行 npm run build:pages；告警接收不受影响。',
  usage:
    '用法：sentinel-server run | enrollment-code --institution 名称 | setup-code | revoke --serial 序列号 | verify [--printed 打印的一行]（--home 文件夹）',
  badArgument: (detail: string) => `参数不正确：${detail}`,
  settings: {
    notJson: (file: string, line: number) => `${file} 第 ${line} 行不是正确的 JSON`,
    badMember: (file: string, member: string) => `${file} 中的“${member}”不正确`,
    unreadable: (file: string) => `${file} 无法读取`,
  },
  unwritable: (folder: string) => `无法写入 ${folder}`,
  portInUse: (place: string) => `${place} 已被占用`,
  addressUnusable: (place: string) => `${place} 不能使用`,
  listeners: { gateway: '终端接入端口', enrollment: '登记端口', console: '控制台端口' },
}

/* ── end of server ── */

/* ── audit: what a verification of the histories says, and the line for the duty log (owner: server/audit) ── */

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ')
const span = (from: number, to: number): string => (from === to ? `第 ${from}` : `第 ${from}–${to}`)

const audit = {
  daily: (day: string, number: number, entries: number, root: string) =>
    `${day} 检查点第 ${number} 号：${grouped(entries)} 条，根 ${root}`,
  sound: (entries: number, records: number, checkpoints: number) =>
    `核对无误：历史 ${grouped(entries)} 条、终端记录 ${grouped(records)} 条、检查点 ${grouped(checkpoints)} 个。`,
  beyond: (rows: number) => `另有 ${grouped(rows)} 条在最新检查点之后，只核对了散列链。`,
  found: (total: number) => `核对发现 ${grouped(total)} 处不符；请不要改动数据文件夹，复制保存后报告。`,
  more: (total: number) => `……共 ${grouped(total)} 处，以上是最先发现的。`,
  noStore: (file: string) => `没有数据库 ${file}：请用 --home 指明服务器的数据文件夹。`,
  tables: { entry: '历史', record: '终端记录' },
  places: { database: '数据库', file: '检查点文件' },
  changed: (position: number, subject: string) => `历史第 ${position} 条（${subject}）被改动：内容与散列不符。`,
  missing: (table: string, from: number, to: number) => `${table}缺少${span(from, to)} 条。`,
  linksMissing: (position: number, subject: string, from: number, to: number) =>
    `${subject} 的历史缺少其中${span(from, to)} 环（发现于历史第 ${position} 条）。`,
  reordered: (table: string, position: number, subject: string) =>
    `${table}第 ${position} 条（${subject}）的次序不对：被调换或重复。`,
  replacedBefore: (position: number, subject: string) =>
    `历史第 ${position} 条（${subject}）接不上前一条：前一条被替换过。`,
  rewritten: (table: string, from: number, to: number, checkpoint: number) =>
    `${table}${span(from, to)} 条中有被重写的：与检查点第 ${checkpoint} 号不符。`,
  tailCut: (table: string, from: number, to: number, checkpoint: number) =>
    `${table}末尾被截去${span(from, to)} 条：检查点第 ${checkpoint} 号时它们还在。`,
  addedWhileStopped: (table: string, from: number, to: number, checkpoint: number) =>
    `${table}${span(from, to)} 条是停机期间加进去的（检查点第 ${checkpoint} 号之后没有服务在运行）。`,
  cursorDiffers: (endpoint: string) => `终端 ${endpoint} 的接收进度与收到的记录不符。`,
  checkpointForged: (place: string, number: number) => `${place}中第 ${number} 行检查点损坏或是伪造的。`,
  checkpointReordered: (place: string, number: number) => `${place}中检查点第 ${number} 号的次序不对。`,
  checkpointMissing: (place: string, from: number, to: number) => `${place}中缺少检查点${span(from, to)} 号。`,
  checkpointDiffers: (number: number) => `检查点第 ${number} 号在数据库和检查点文件中不一样。`,
  checkpointUnlinked: (number: number) => `检查点第 ${number} 号接不上前一个。`,
  fellBehind: (number: number, at: string) =>
    `${at} 启动时数据少于以前的检查点，或检查点已全部不见（检查点第 ${number} 号记下了此事）：恢复过旧备份，或被删改。`,
  noCheckpoint: '没有可信的检查点：无法排除历史被整体重写或截去末尾。',
  noKey: '没有检查点密钥：无法辨别检查点真伪；请从备份恢复 pki/audit-key。',
  printedDiffers: (number: number) => `检查点第 ${number} 号与值班日志上打印的不一样，或已不存在。`,
  schemaChanged: (name: string) => `数据库结构被改动：${name}。`,
  fileDamaged: (detail: string) => `数据库文件损坏：${detail}。`,
  unreadable: (detail: string) => `数据读不出来：${detail}。`,
}

/* ── end of audit ── */

/* ── workflow: what the plan writes into a history by itself (owner: server/workflow) ── */

const workflow = {
  /** 事件标题：什么 · 哪家机构 */
  incidentTitle: (what: string, institution: string) => (institution === '' ? what : `${what} · ${institution}`),
  operatorReport: '一键上报',
  unnamedRule: '终端安全告警',
  /** 电话、上级通报等登记的接报 */
  registeredReport: '登记接报',
  revokedOnCommandLine: (serial: string, at: string) => `${at} 在服务器命令行上吊销证书 ${serial}`,
  damagedEntry: '（本条记录已损坏，无法读取）',
}

/* ── end of workflow ── */

// ── layerNames: the means of a cut as people call them, by the name of the driver. ──
export const layerNames = {
  'linux-nftables': '防火墙',
  'linux-link': '网卡',
  'linux-networkmanager': '网卡（NetworkManager）',
  'windows-firewall': '防火墙',
  'windows-adapter': '网卡',
  rehearsal: '演练',
}

/* ── response: why the agent itself cut, as S3 and the office read it (owner: agent/response) ── */

const response = {
  recordDamaged: '断网状态记录损坏，按“断开”处理',
  foundInPlace: '启动时发现断网措施仍在而记录缺失，按“断开”处理',
  countdownOver: '一键上报后倒计时结束，自动断开',
  pressedCut: '一键上报后立即断开',
  releaseUnderWay: '正在恢复并复核，尚未完成',
  noCountdown: '没有正在进行的倒计时：已经断开或已经暂缓',
  /** Of an alert of a detector at severity high. */
  highCountdownOver: (because: string) => `${because}；柜台 60 秒内没有答复，自动断开`,
  noMorePauses: '已推迟两次，不能再推迟；可以立即断开，或等待倒计时结束',
  cannotCallOff: '这类告警不能由柜台取消，请打电话给值班员',
  /** The end of an automatic cut below critical, and of 恢复4小时. */
  cutOver: (minutes: number) => `自动断开满 ${minutes} 分钟，值班员没有延长，恢复联网`,
  releaseOver: '临时恢复 4 小时已到，值班员没有确认，再次断开',
  release: {
    notWaiting: '现在没有待用的校验码：本机没有断开，或正在恢复',
    notDigits: '恢复码只有数字，请重新输入',
    wrongLength: (group: number) =>
      group > 3 ? '数字太多：恢复码是三组、每组三位' : `第 ${group} 组的数字不全：恢复码是三组、每组三位`,
    misread: '有一位数字听错或输错了，请值班员把三组再读一遍（不计入次数）',
    wrong: (left: number) =>
      left > 0 ? `恢复码不正确，还可尝试 ${left} 次` : '恢复码不正确，次数已用完，请 15 分钟后再试',
    wait: (minutes: number) => `次数已用完，请 ${minutes} 分钟后再试；仍处于断开状态`,
    wrongCode: '输入了不正确的恢复码',
    settlementOnly: '本机不支持“仅放行结算”，请值班员另选',
    because: {
      release: (sequence: number) => `按值班员电话恢复码恢复联网（第 ${sequence} 号）`,
      'release-4h': (sequence: number) => `按值班员电话恢复码恢复联网 4 小时（第 ${sequence} 号）`,
      stay: (sequence: number) => `值班员以电话恢复码决定继续隔离（第 ${sequence} 号）`,
    },
  },
}

/* ── end of response ── */

/* ── console: what the duty officer reads (owner: server/console/page) ── */

export const consolePage = {
  product: '医保网络安全哨兵 · 值班台',
  yesterday: '昨天',
  close: '关闭',
  tampered: (chains: number) =>
    `◆ 历史记录校验失败：${chains} 条记录链被改动。告警接收不受影响；请勿操作服务器，立即报告领导小组和审计管理员`,
  cancel: '取消',
  retry: '重试',
  loading: '正在读取…',
  unreachable: '连不上服务器，操作没有完成；请稍后重试',
  readFailed: '读取失败，告警接收不受影响',
  notFetched: '这一页没有读到：服务器可能刚更新过。告警接收不受影响。',
  reload: '刷新页面',
  back: '返回值班',
  drill: '演练',

  /** Severity of an alert (严重程度), mildest first. Incident levels Ⅰ–Ⅳ are another scale and come with the plan. */
  severities: { info: '提示', low: '低', medium: '中', high: '高', critical: '严重' },
  severityLabel: (word: string) => `严重程度：${word}`,

  signIn: {
    title: '登录值班台',
    login: '登录名',
    password: '口令',
    totp: '动态码',
    totpHint: '手机验证器上现在显示的 6 位数字，每个只能用一次',
    submit: '登录',
    allNeeded: '请填写登录名、口令和动态码',
    ended: '登录已结束，请重新登录',
    activate: '第一次登录？用激活码设置口令和动态口令',
    back: '返回登录',
  },

  rail: {
    label: '功能',
    duty: '值班',
    incidents: '事件',
    endpoints: '终端',
    roster: '值班表',
    officeForms: '表单',
    people: '人员',
    posts: '任职',
    settings: '设置',
    calendar: '放假',
    registry: '机构',
    tokens: '接口',
    audit: '审计',
    account: '我',
    help: '帮助',
    signOut: '退出',
  },

  top: {
    live: (at: string) => `实时 · ${at}`,
    connecting: '正在连接…',
    stale: (at: string, attempt: number) => `连接中断 · 数据截至 ${at} · 正在重连（${attempt}）`,
    neverConnected: (attempt: number) => `连不上服务器 · 正在重连（${attempt}）`,
    waiting: (count: number) => `待处理 ${count}`,
    officer: (name: string, roles = '') => (roles === '' ? name : `${name}（${roles}）`),
    vacant: (roles: string) => `${roles}尚无人任职：需要其批准的步骤无法进行，请安全管理员登记任职`,
    soundOn: '声音已开启',
    soundOff: '声音未开启',
    startDuty: '开始值班',
    startHint: '浏览器要先点一下才能响铃。点“开始值班”会试响一声。',
    soundBlocked: '浏览器不允许播放声音，请检查浏览器设置；告警仍会显示在这里',
    titleAlarm: (count: number) => `（${count}）◆ 需要处理`,
    titleCalm: '值班台',
    titleStale: '▲ 连接中断',
    notification: (title: string, where: string) => `${title} · ${where}`,
  },

  duty: {
    title: (count: number) => `需要你处理（${count}）`,
    elapsed: (length: string) => `已 ${length}`,
    takeOver: '接手',
    labelled: (deed: string, what: string) => `${deed}：${what}`,
    takeOverAll: (count: number) => `全部接手（${count}）`,
    open: '详情',
    times: (count: number) => `共 ${count} 次`,
    late: (length: string) => `补报，发生后 ${length}收到`,
    repeats: (count: number) => `操作员已催 ${count} 次`,
    withdrawn: '操作员已撤回',
    postponed: (reason: string) => `已报告、暂不断网：${reason}`,
    quiet: (last: string, endpoints: string) => `当前没有需要处理的告警。${last}${endpoints}`,
    lastAlert: (at: string, title: string, outcome: string) => `最后一条：${at} ${title}（${outcome}）。`,
    outcomeTaken: (by: string) => `${by}接手`,
    outcomeWithdrawn: '操作员撤回',
    noAlertYet: '还没有收到过告警。',
    endpointsSeen: (online: number, all: number, whole: number) =>
      `终端在线 ${online}/${all}，其中防护完整 ${whole} 台。`,
    quietButStale: '连接中断，不能确认有没有新告警。请用电话值守，并检查网络和服务器。',
    firstUse: '还没有终端。',
    firstUseHint: '请系统管理员在“机构”页生成登记码；在药店或诊所的电脑上运行一次登记命令，这里就会出现它。',
    storm: (count: number, groups: number) => `5 分钟内 ${count} 条，已按规则与机构合并为 ${groups} 组`,
    grouped: (title: string, count: number) => `${title} × ${count}`,
    groupedAt: (institution: string, endpoints: number) => `${institution} · ${endpoints} 台终端`,
    listLabel: '需要处理的告警',
  },

  alerts: {
    undecided: (count: number) => `已接手，待研判（${count}）`,
    takenAt: (by: string, at: string) => `${by} ${at} 接手`,
    link: '并入事件',
    linkTo: '并入哪个事件',
    linkHint: '并入后，这台终端和这条告警都归到该事件；发现时间更早的，时限随之提前。',
    linkNone: '没有可以并入的事件：请在“事件”页登记接报。',
    close: '误报/重复',
    closing: '研判结论',
    closeHint: '关闭后仍保留在记录中。',
    closeByTwo: '高危和严重的告警须由第二人复核同意后才关闭。',
    duplicateOf: '与哪条告警重复',
    duplicateOnly: '选“重复”时填写',
    duplicateNone: '没有别的告警',
    proposed: (by: string, as: string, reason: string) => `${by}认为是${as}：${reason}`,
    waitsForSecond: '等待第二人复核',
    confirm: '复核同意关闭',
    reject: '不同意关闭',
    closed: (as: string, by: string, at: string) => `${as}，${by} ${at} 关闭`,
  },

  inbox: {
    title: '消息',
    bell: (unread: number) => (unread === 0 ? '消息' : `消息 ${unread} 条未读`),
    none: '没有消息。',
    unread: '未读',
    read: '已读',
    markRead: '标为已读',
    readAll: '全部标为已读',
  },

  annotations: { 'files-locked': '文件打不开/要赎金', 'remote-control': '有人在远程操作', unsure: '不确定/其他' },
  postponements: {
    settling: '正在结算',
    'patient-waiting': '有病人等候',
    other: '其他原因',
    'own-work': '操作员认为是误报：本店自己的操作',
    maintenance: '操作员认为是误报：工程师正在维护',
  },

  deadlines: {
    title: '时限',
    empty: '没有正在计时的事件。',
    initialReport: '两小时报告',
    left: (length: string) => `剩 ${length}`,
    hurry: '请尽快',
    over: (length: string) => `已超时 ${length}（如实记录）`,
    basis: (at: string, found: string) => `起算 ${at} ${found}`,
    found: '发现',
    shouldHaveBeenFound: '应当被发现',
    spent: (length: string) => `收到时已过 ${length}`,
    others: (count: number) => `另有 ${count} 项，见各事件`,
  },

  endpoints: {
    title: '终端',
    summary: (all: number) => `终端 ${all}`,
    online: '在线',
    isolated: '已断网',
    lost: '失联',
    never: '从未上线',
    lostFor: (length: string) => `失联 ${length}`,
    search: '按机构、终端、编号查找',
    all: '全部',
    none: (all: number) => `没有符合条件的终端（共 ${all} 台）`,
    clear: '清除筛选',
    columns: {
      endpoint: '机构 · 终端',
      number: '编号',
      standing: '状态',
      isolation: '断网',
      coverage: '防护',
      heard: '最近联系',
      agent: '版本',
    },
    whole: '完整',
    part: (seeing: number, of: number) => `${seeing}/${of}`,
    unknown: '未知',
    page: (from: number, to: number, all: number) => `第 ${from}–${to} 台，共 ${all} 台`,
    previous: '上一页',
    next: '下一页',
  },

  isolation: {
    connected: '未断网',
    isolating: '正在断开',
    isolated: '已断网',
    degraded: '已断网，有一层未生效',
    failed: '断开未完成，仍在线',
    releasing: '正在恢复',
    unknown: '断网状态未知',
    scopes: { full: '全部断开', selective: '仅保留与本局的联系' },
    rehearsal: '演练，网卡未动',
    lastKnown: (state: string) => `${state}（失联前）`,
    layerStands: (layer: string) => `${layer}已断`,
    layerFallen: (layer: string, detail: string) => `${layer}未断${detail === '' ? '' : `：${detail}`}`,
    by: (who: string, because: string) => `${who}：${because}`,
  },

  incidents: {
    running: (count: number) => `进行中事件（${count}）`,
    none: '没有进行中的事件。',
    title: (number: string) => `事件 ${number}`,
    phase: '阶段',
    phases: {
      received: '已接报',
      verifying: '初步核实中',
      'false-alarm': '误报关闭',
      merged: '已并案',
      reported: '已上报',
      assessing: '研判中',
      proposed: '已提启动建议',
      activated: '预案已启动',
      routine: '不启动（常规处置）',
      responding: '现场处置中',
      recovering: '恢复中',
      handled: '处置完毕',
      'end-proposed': '已提结束建议',
      ended: '应急结束',
      evaluated: '已评估',
      archived: '已归档',
    },
    alerts: '告警',
    timeline: '时间线',
    timelineNote: '不可删改，可补充',
    timelineEmpty: '还没有记录。',
    note: '补充说明',
    notePlaceholder: '例如：已电话核实，药店反映收银机文件打不开',
    noteSubmit: '记入时间线',
    noteMissing: '请先写下要补充的内容',
    openTerminal: '终端详情',
  },

  card: {
    title: '终端',
    phone: '电话',
    agent: '哨兵版本',
    pending: '待补报记录',
    pendingCount: (count: number) => `${count} 条`,
    clock: '终端时钟',
    clockRight: '准确',
    clockFast: (length: string) => `快 ${length}`,
    clockSlow: (length: string) => `慢 ${length}`,
    layers: '断网措施',
    coverage: '防护',
    coverageUnknown: '终端还没有报告',
    sources: {
      adapters: '网卡与路由',
      detectors: '检测规则',
      eventlog: '系统日志',
      files: '文件',
      operator: '一键上报',
      processes: '程序',
    },
    coverageStates: { full: '完整', degraded: '部分', off: '停用' },
    orders: '指令与回执',
    noOrders: '没有下达过指令。',
    isolate: '断开终端',
    release: '恢复联网',
    confirmRelease: '确认恢复',
    confirmBy: (at: string) => `临时恢复至 ${at}，到时自动再次断开；确认处理完毕后请下达恢复指令`,
    orderNames: { isolate: '断开', release: '恢复' },
    issued: (at: string) => `${at} 下达`,
    delivered: (at: string) => `${at} 送达`,
    notDelivered: '尚未送达',
    noReceipt: '等待回执',
    receipts: { 'carried-out': '已执行', failed: '没有执行成功', refused: '终端拒绝' },
  },

  orderRefusals: {
    forged: '签名不符',
    expired: '已过有效期',
    replayed: '重复的指令',
    'other-endpoint': '不是给这台终端的',
    'unknown-key': '不认识的签名密钥',
  },

  order: {
    isolateTitle: (where: string) => `断开 ${where}`,
    releaseTitle: (where: string) => `恢复 ${where}`,
    scope: '断开范围',
    selectiveHint: '推荐。刷卡结算停止；本局仍能看到它、能恢复它。',
    fullHint: '医保专网全部断开。本局也联系不上它，恢复要靠电话或到现场。',
    reason: '理由（记入时间线，终端屏幕上会显示）',
    reasonPlaceholder: '例如：疑似勒索软件，先断开再核实',
    releaseReasonPlaceholder: '例如：现场核查完毕，未发现异常',
    reasonMissing: '请填写理由',
    releaseHint: '恢复后这台终端重新接入医保专网。请确认已经核实、处理完毕。',
    offline: '这台终端现在失联：指令会在它重新上线时送达，逾期自动作废。',
    confirmIsolate: '下达断开指令',
    confirmRelease: '下达恢复指令',
    sent: '指令已签名下达，执行结果见“指令与回执”',
  },

  releaseCode: {
    open: '电话恢复码',
    title: (where: string) => `电话恢复码 · ${where}`,
    hint: '终端完全断开、指令送不到时使用。请对方读屏幕上的序号和校验码，核对终端编号。',
    number: (number: string) => `终端编号 ${number}`,
    sequence: '序号（第几号）',
    sequenceMissing: '请填写屏幕上的序号',
    challenge: '校验码（三组，每组三位）',
    misread: '校验码有读错或输错的数字，请对方把三组再读一遍',
    incomplete: (group: number) =>
      group > 3 ? '校验码数字太多：三组、每组三位' : `校验码第 ${group} 组数字不全：三组、每组三位`,
    action: '决定',
    hints: {
      release: '恢复医保专网，直到再次断开。',
      'release-4h': '四小时后自动再次断开；其间下达“恢复”指令即为确认，不再断开。',
      stay: '不恢复，终端记录您的决定并给出新的校验码。',
    },
    confirm: '生成恢复码',
    readBack: '请把恢复码分三组读给对方，对方输入后即执行：',
    once: '只能用一次；终端重启、24 小时后或换了校验码即失效。',
    second:
      '重大（或尚未定级）事件须两人：申请已记录。请另一位有权人员在 30 分钟内，用同样的序号、校验码和决定再申请一次，恢复码显示在他的屏幕上。',
  },

  enroll: {
    title: '添加终端',
    institution: '机构名称',
    institutionHint: '选已有的，或写新的名称',
    kind: '类别',
    kinds: { pharmacy: '药店', clinic: '诊所', department: '科室' },
    phone: '机构电话',
    submit: '生成登记码',
    institutionMissing: '请填写机构名称',
    ready: '登记码已生成，一次有效，72 小时内使用，只显示这一次。',
    codeLabel: '登记码',
    commandLabel: '在这台终端上以管理员身份运行',
    copy: '复制命令',
    copied: '已复制',
    copyByHand: '浏览器不允许复制，请选中文字后按 Ctrl+C',
    next: '登记之后，值班台的“终端”页就会出现它。',
    another: '再添加一台',
    done: '完成',
  },

  help: {
    title: '帮助与快捷键',
    keys: {
      down: '下一条',
      up: '上一条',
      take: '接手选中的（没有选中时为第一条）',
      open: '打开选中的',
      help: '打开帮助',
    },
    switch: '启用单键快捷键',
    sound: '铃声：严重、高——双音，每 10 秒一次，直到接手；中——响一声；连接中断——响一声。',
    colours: '每个级别都有形状和文字，不只靠颜色区分。',
    times: '所有时间都是北京时间；终端时钟不准时已按服务器时钟校正。',
  },

  lengths: {
    seconds: (count: number) => `${count} 秒`,
    minutes: (count: number) => `${count} 分`,
    hours: (hours: number, minutes: number) => (minutes === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes} 分`),
    days: (days: number, hours: number) => (hours === 0 ? `${days} 天` : `${days} 天 ${hours} 小时`),
  },

  actors: {
    operator: (account: string) => (account === '' ? '操作员' : `操作员（${account}）`),
    agent: '终端',
    server: '服务器',
  },

  timeline: {
    incidentReceived: (number: string, title: string) => `受理为事件 ${number}：${title}`,
    planVersion: (version: number) => `按预案第 ${version} 版`,
    foundMoved: (at: string, found: string) => `起算时间改为 ${at}（${found}）`,
    alertRaised: (title: string, because: string) => (because === title ? title : `${title}：${because}`),
    alertUpdated: (title: string, count: number) => `${title}：仍在发生，累计 ${count} 次`,
    reported: (code: string) => `一键上报（编号 ${code}）`,
    severity: (word: string) => `严重程度 ${word}`,
    takenOver: '接手',
    repeated: (times: number) => `再次按下上报（第 ${times} 次）`,
    annotated: (what: string) => `注明：${what}`,
    withdrawn: '撤回上报（记录保留）',
    postponed: (reason: string) => `暂缓断网：${reason}`,
    isolation: (state: string, scope: string) => `${state}（${scope}）`,
    restored: '已恢复联网',
    isolationBy: (who: string, because: string) => `${who}：${because}`,
    evidence: (file: string, parts: string) => `留存证据 ${file}${parts === '' ? '' : `（${parts}）`}`,
    parts: {
      sockets: '网络连接',
      neighbours: '邻居表',
      routes: '路由',
      adapters: '网卡',
      processes: '程序',
      sessions: '登录会话',
      'socket-owners': '连接所属程序',
    },
    missingPart: (part: string) => `缺${part}`,
    sha256: (hash: string) => `SHA-256 ${hash}`,
    isolateOrder: (scope: string, reason: string) => `下达断开指令（${scope}）：${reason}`,
    releaseOrder: (reason: string) => `下达恢复指令：${reason}`,
    terminalKeySeen: '登记了终端证书的公钥',
    releaseActions: {
      release: '恢复',
      'release-4h': '恢复 4 小时',
      'settlement-only': '仅放行结算',
      stay: '继续隔离',
    },
    releaseCodeAsked: (action: string, sequence: number, reason: string) =>
      `申请断网恢复码（第 ${sequence} 号，${action}），等待第二人：${reason}`,
    releaseCodeMade: (action: string, sequence: number, reason: string) =>
      `制作断网恢复码（第 ${sequence} 号，${action}）：${reason}`,
    releaseCodeFirst: (name: string) => `第一人 ${name}`,
    releaseCodeUsed: (action: string, sequence: number) => `终端输入了断网恢复码（第 ${sequence} 号，${action}）`,
    signature: (keyId: string) => `已签名，密钥 ${keyId}`,
    delivered: '指令已送达终端',
    carriedOut: '已执行指令',
    failed: (why: string) => `没有执行成功：${why}`,
    refused: (why: string) => `拒绝执行：${why}`,
    dropped: (count: number, lane: string, from: string, to: string) =>
      `存储不足，舍弃 ${count} 条${lane}（${from} 至 ${to}）`,
    lanes: { urgent: '紧急记录', summary: '摘要记录', telemetry: '遥测记录' },
    clockFast: (length: string) => `终端时钟快 ${length}，已校正`,
    clockSlow: (length: string) => `终端时钟慢 ${length}，已校正`,
    uncertain: (length: string) => `误差约 ${length}`,
    receivedLate: (at: string, length: string) => `${at} 收到，补报 ${length}`,
  },
}

/* ── console, plan: what the screens say of the plan, its forms and its people (owner: server/console/page) ── */

export const consolePlan = {
  roles: {
    leader: '组长',
    deputy: '副组长',
    member: '成员',
    office: '办公室',
    'field-team': '现场工作组',
    department: '科室',
    institution: '定点医药机构',
    'system-administrator': '系统管理员',
    'security-administrator': '安全管理员',
    'audit-administrator': '审计管理员',
  },

  /** What one does, as it stands on the button. */
  events: {
    'start-verifying': '开始初步核实',
    report: '上报领导小组（初报）',
    'close-false': '按误报关闭',
    merge: '并入另一事件',
    reopen: '重新打开',
    archive: '归档',
    assess: '开始研判',
    activate: '启动预案',
    propose: '提出启动建议',
    decline: '不启动，转常规处置',
    'return-for-more': '退回补充研判',
    'form-team': '组成现场工作组',
    respond: '组成工作组，转入处置',
    escalate: '有新情况，重新研判',
    'begin-recovery': '转入恢复',
    relapse: '复发，退回处置',
    handle: '确认处置完毕',
    'propose-end': '提出结束建议',
    'approve-end': '批准结束',
    'reject-end': '不批准结束',
    evaluate: '完成评估',
  },

  /** 表单 as the timeline names them. */
  forms: {
    D01: '接报登记单',
    D02: '初步核实记录',
    D03: '突发事件报告单（初报）',
    D04: '续报／补报单',
    D05: '研判意见书',
    D06: '协调会纪要',
    D07: '启动预案建议',
    D08: '启动令／不启动决定',
    D09: '现场应急处理工作组组成',
    D10: '现场检查记录表',
    D10b: '证据保全清单',
    D10c: '证据移交单',
    D11: '抑制措施执行单',
    D12: '根除恢复记录',
    D13: '终端恢复入网审批单',
    D14: '事件统计分析报告',
    D14b: '月／季／年统计分析报告',
    D15: '事件处理结果报告（备案）',
    D16a: '应急行动结束建议',
    D16b: '应急行动结束批准',
    D17: '及时性、有效性评估表',
    D18: '责任认定与追究记录',
    D19a: '对外报告（网信／市局）',
    D19b: '公安报案／移交材料',
    D20: '监督检查记录',
    D21: '宣传培训演练记录',
    D22: '预案版本审批',
    D23: '授权书',
  },

  custody: {
    collected: '采集',
    accessed: '查阅',
    transferred: '移交',
    exported: '导出',
    verified: '核验',
    disposed: '处置',
  },
  brief: {
    title: '快报领导小组',
    send: '发快报',
    hint: '立即通知领导小组全体成员；不替代两小时报告，也不停其他时限。',
    text: '快报内容（300 字以内）',
    owed: '尚未快报',
    to: (count: number) => `通知 ${count} 人`,
  },

  closings: { 'false-positive': '误报', duplicate: '重复' },

  /** What happened, in the timeline of an incident. */
  happened: {
    moved: (deed: string, to: string) => `${deed} → ${to}`,
    as: (role: string) => `身份：${role}`,
    reason: (text: string) => `理由：${text}`,
    filed: (form: string, serial: number) => (serial > 1 ? `填报《${form}》第 ${serial} 次` : `填报《${form}》`),
    released: (form: string, serial: number) => `出具文书《${form}》${serial > 1 ? `第 ${serial} 次` : ''}`,
    chainHead: (hash: string) => `记录链 ${hash}`,
    reportSignedFor: '签收初报',
    seen: (alerts: number) => (alerts === 0 ? '首次打开本事件' : `首次查看告警 ${alerts} 条`),
    reportWithdrawn: '撤回初报（原文保留，两小时仍从原起点计，须重新报告）',
    reportReturned: '退回初报补正（时限仍按首次有效报告计）',
    foundProposed: (at: string) => `提请核定应当发现时间为 ${at}`,
    foundAgreed: (at: string) => `核定应当发现时间为 ${at}（原值保留）`,
    foundRefused: (at: string) => `不同意把应当发现时间核定为 ${at}`,
    comment: (form: string, text: string) => `对《${form}》的意见：${text}`,
    directiveDrafted: (number: string, text: string) => `拟稿指令 ${number}：${text}`,
    directiveIssued: (number: string, text: string) => `下达指令 ${number}：${text}`,
    directiveDue: (at: string) => `期限 ${at}`,
    directiveSignedFor: '签收指令',
    directiveCompleted: (text: string) => `指令完成：${text}`,
    directiveWithdrawn: '撤回指令',
    directiveImpaired: '判定：未及时落实指令，影响应急行动效果',
    directiveNotImpaired: '判定：没有影响应急行动效果',
    groups: { endpoints: '指定终端', institution: '一个机构的终端', all: '全部终端' },
    groupRequested: (group: string, terminals: number) => `申请批量断网：${group}，共 ${terminals} 台`,
    groupApproved: (orders: number) => `批准批量断网，下达断网指令 ${orders} 条`,
    groupRefused: '不批准批量断网',
    groupOrdered: (group: string, orders: number) => `批量断网：${group}，下达断网指令 ${orders} 条`,
    reconnectionRequested: '申请终端恢复入网',
    reconnectionProposed: (serial: number) => `工作组提请终端恢复入网（复网审批单第 ${serial} 份）`,
    reconnectionApproved: '批准终端恢复入网',
    reconnectionRefused: '不批准终端恢复入网',
    countersigned: '会签处理结果报告',
    registered: (number: string) => `处理结果备案，备案号 ${number}`,
    statement: (text: string) => `陈述申辩：${text}`,
    externalApproved: (form: string) => `批准对外报送《${form}》`,
    externalDelivered: (form: string, receiver: string, channel: string) =>
      `《${form}》已由专人送达${receiver}（${channel}）`,
    receipt: (text: string) => `回执：${text}`,
    deliveredAt: (at: string) => `送达时间 ${at}`,
    mergedInto: '并入另一事件，以后在那里继续',
    absorbed: (number: string) => `并入事件 ${number} 的告警和终端`,
    alertLinked: '告警归入本事件',
    closingProposed: (as: string) => `提请把告警按${as}关闭，待第二人确认`,
    alertClosed: (as: string) => `告警按${as}关闭`,
    closingRejected: '不同意关闭告警',
    resultDue: (at: string) => `处理结果报告的截止时间重算为 ${at}`,
    resultDueUnknown: '处理结果报告的截止时间待定：没有该年的放假安排',
    briefSent: '快报（不替代正式报告）已发领导小组',
    reminded: (what: string) => `系统提醒：${what}`,
    reminders: {
      'initial-report': '两小时报告',
      'result-report': '处理结果报告',
      directive: '指令签收',
      takeover: '告警无人接手',
      external: '对外报告',
    },
    custody: (act: string, count: number) => `证据${act} ${count} 件`,
    receiver: (text: string) => `接收：${text}`,
    purpose: (text: string) => `用途：${text}`,
  },

  /** What happened in the office itself. */
  inOffice: {
    personAdded: (name: string, login: string) => `新增人员 ${name}（登录名 ${login}）`,
    personChanged: (name: string) => `修改人员信息 ${name}`,
    accountDisabled: '停用账户',
    accountEnabled: '启用账户',
    credentialsSet: {
      password: '修改口令',
      totp: '更换动态口令',
      both: '设置口令和动态口令',
      reset: '重置登录方式，待本人重新激活',
    },
    postGiven: (role: string) => `任职：${role}`,
    postEnded: '免职',
    document: (text: string) => `文号 ${text}`,
    from: (at: string) => `自 ${at}`,
    until: (at: string) => `至 ${at}`,
    signedIn: '登录',
    signedOut: {
      asked: '退出登录',
      idle: '长时间未操作，自动退出',
      revoked: '登录被撤销',
      disabled: '账户停用，登录结束',
    },
    signInRefused: (why: string) => `登录被拒绝（${why}）`,
    locked: (at: string) => `连续登录失败，账户锁定至 ${at}`,
    address: (text: string) => `来自 ${text}`,
    concerning: (name: string) => `涉及 ${name}`,
    delegationGranted: (scope: string) => `组长授权副组长代为决定：${scope}`,
    delegationEnded: '收回授权',
    settingChanged: (key: string, value: string) => `设置 ${key} 改为 ${value}`,
    explanationDrafted: (question: string) => `拟写解释：${question}`,
    explanationSigned: '签发解释',
    calendarProposed: (year: number) => `提交 ${year} 年放假安排，待第二人确认`,
    calendarAgreed: '确认放假安排，重新计算期限',
    calendarRefused: '不同意放假安排',
    rosterSet: (shifts: number) => `排定值班表，${shifts} 班`,
    tokenMade: (name: string) => `生成接口令牌“${name}”`,
    tokenRevoked: '吊销接口令牌',
    institutionRegistered: (name: string) => `登记机构 ${name}`,
    commandLine: '在服务器命令行上办理',
    enrollmentCodeMade: '生成终端登记码',
    endpointRenamed: (name: string) => `终端改名为“${name}”`,
    endpointRevoked: '吊销终端',
    planVersion: (version: number) => `批准预案第 ${version} 版`,
    exported: {
      'incident-archive': '导出事件案卷',
      evidence: '导出证据',
      audit: '导出审计记录',
      registry: '导出机构与终端',
      statistics: '导出统计报告',
      document: '取用文书',
      'protected-statement': '导出受保护的陈述',
    },
    bytes: (count: number) => `${count} 字节`,
    protectedMade: '提交一份受保护的陈述（内容只在专门页面查阅）',
    protectedRead: (count: number) => `查阅受保护的陈述 ${count} 份`,
    auditRead: (what: string) => `查阅审计记录：${what}`,
    auditVerified: (findings: number) =>
      findings === 0 ? '核验审计记录：全部一致' : `核验审计记录：发现 ${findings} 处问题`,
  },

  /** Filling a form. */
  form: {
    loading: '正在读取表单…',
    optional: '选填',
    bySystem: '系统填写',
    yes: '是',
    no: '否',
    choose: '请选择',
    now: '填现在的时间',
    pending: '待核实',
    pendingHint: '暂时不清楚的可先报“待核实”，不影响按时上报',
    addRow: (label: string) => `添加一行：${label}`,
    removeRow: (row: number) => `删除第 ${row} 行`,
    remove: '删除',
    rowOf: (label: string, row: number) => `${label}，第 ${row} 行`,
    noRows: '还没有填写。',
    rows: (count: number, max: number) => `${count} 行，最多 ${max} 行`,
    left: (count: number) => `还有 ${count} 项必填`,
    complete: '必填项已填完',
    submit: (title: string) => `提交《${title}》`,
    reason: '理由',
    reasonHint: '记入时间线',
    refused: (count: number) => `${count} 项没有通过，请看红字`,
    draftKept: '草稿保存在这个浏览器标签页，提交后清除。',
    draftFound: '已恢复上次没有提交的草稿。',
    draftDrop: '放弃草稿，重新填写',
    filed: '已填报',
    filedNone: '还没有填报过。',
    readOnly: '现在不填报此表；已填报的只读，见下。',
    version: (serial: number) => `第 ${serial} 次`,
    newest: '以此为准',
    filedBy: (name: string, role: string, at: string) => `${name}（${role}）· ${at}`,
    release: '出具文书（Word）',
    releaseHint: '出具后内容不再改变，按 SHA-256 存档。',
    download: '下载 Word 文书',
    released: (kilobytes: number) => `已出具 · ${kilobytes} KB`,
    sha256: 'SHA-256',
    empty: '（未填）',
    back: '返回事件',
    clause: (text: string) => `依据：${text}`,
    formNumber: (id: string) => `表 ${id}`,
    saved: (title: string) => `《${title}》已提交并记入时间线`,
    into: '并入哪个事件',
    intoMissing: '没有其他进行中的事件可以并入。',
    withFiled: (serial: number) => `不重填，用已填报的第 ${serial} 次`,
  },

  /** 现在可以做. */
  next: {
    title: '现在可以做',
    none: '按您的职责，现在没有需要您推进的步骤。',
    ended: '事件已经办结，没有后续步骤。',
    leads: (to: string) => `进入“${to}”`,
    withForm: (title: string) => `随附《${title}》`,
    blocked: '现在还不能做',
    forms: '可以填报的表单',
    filedTimes: (count: number) => (count === 0 ? '未填报' : `已填报 ${count} 次`),
    allForms: '全部表单与文书',
    confirm: (deed: string) => `确认：${deed}`,
  },

  /** 流程 */
  rail: {
    label: '预案流程',
    here: '现在',
    taken: '已走过',
    mayFollow: '下一步可到',
    side: '支线',
  },

  parts: {
    label: '事件的各部分',
    handling: '处置与时间线',
    forms: '表单与文书',
    directives: '指令',
    reconnections: '终端复网',
    accountability: '督查与线索',
    evidence: '证据',
  },

  directives: {
    title: '指令：谁欠什么，到何时',
    none: '还没有指令。',
    number: '编号',
    text: '内容',
    unit: '责任单位',
    due: '期限',
    standing: '状态',
    deeds: '办理',
    drafted: '拟稿，待签发',
    issued: '已下达，未签收',
    signedFor: '已签收，办理中',
    completed: (at: string) => `${at} 完成`,
    completedLate: (at: string) => `${at} 完成，超期`,
    overdue: '超期未完成',
    left: (length: string) => `还有 ${length}`,
    over: (length: string) => `超期 ${length}`,
    impaired: '影响应急行动效果',
    notImpaired: '未影响效果',
    draft: '拟稿',
    issue: '签发',
    issueNew: '直接下达',
    signFor: '签收',
    complete: '报告完成',
    completeText: '完成情况',
    judge: '判定影响',
    judgeImpaired: '影响应急行动效果',
    units: { office: '应急办公室', 'field-team': '现场工作组' },
  },

  reconnections: {
    title: '终端恢复入网：一台一批',
    none: '没有涉及终端。',
    endpoint: '终端',
    now: '现在',
    requested: '申请',
    proposed: '工作组提请',
    decided: '审批',
    deeds: '办理',
    request: '申请复网',
    propose: '填复网审批单',
    approve: '批准并恢复联网',
    refuse: '不批准',
    approved: (name: string, at: string) => `${name} ${at} 批准`,
    refused: (name: string, at: string) => `${name} ${at} 不批准`,
    hint: '批准后系统即向终端下达恢复指令；未批准的终端不得恢复。',
    notYet: '—',
  },

  accountability: {
    title: '线索：由记录自动得出的事实',
    note: '只列事实和依据的记录编号。是否认定、如何处理由组长填《责任认定与追究记录》决定。',
    none: '没有线索：没有发现迟报、漏报等情况。',
    hidden: '您的职责不看这一部分。',
    asLead: '线索',
    statements: '陈述申辩',
    statementsNone: '还没有陈述。认定之前必须先听取陈述。',
    makeStatement: '提交陈述',
    statementUnit: '单位',
    statementText: '陈述内容',
    comments: '意见',
    comment: '提出意见',
    commentOn: '对哪份表单',
    found: '应当发现时间的核定',
    foundMechanical: (at: string) => `系统值 ${at}`,
    foundProposal: (at: string, by: string) => `${by} 提请核定为 ${at}`,
    foundDecided: (at: string, by: string) => `${by} 核定为 ${at}（与系统值并存）`,
    propose: '提请核定',
    proposeAt: '应当发现时间',
    agree: '同意核定',
    disagree: '不同意',
    signFor: '签收初报',
    returnReport: '退回补正',
    signedFor: (names: string) => `已签收：${names}`,
    signedForNobody: '初报还没有人签收。',
    countersign: '会签结果报告',
    register: '备案',
    registerNumber: '备案号',
    countersigned: (by: string, at: string) => `${by} ${at} 会签`,
    registered: (number: string, at: string) => `${at} 备案，备案号 ${number}`,
    report: '初报与结果报告',
    meeting: '协调会',
    meetings: (count: number) => `协调会纪要 ${count} 份；每项议定事项已转为指令`,
    meetingsNone: '没有召开协调会。',
    followUps: '续报与更正',
    followUpsNone: '没有续报。',
    changed: (field: string, from: string, to: string) => `${field}：${from} → ${to}`,
  },

  evidence: {
    title: '证据',
    none: '还没有证据。',
    file: '文件',
    endpoint: '终端',
    at: '留存时间',
    size: '大小',
    hash: 'SHA-256',
    custody: '保管链',
    custodyNone: '还没有保管记录。',
    items: '哪些证据',
    receiver: '接收单位和接收人',
    purpose: '用途',
    transfer: '移交',
    transferHint: '登记移交：交给谁、做什么用；移交清单（D10c）另行填写。',
    dispose: '处置',
    disposeHint: '满保存期后，由领导和审计管理员各登记一次；校验值永久保留。',
    archive: '导出案卷（zip＋签名清单）',
    archiveMade: (kilobytes: number) => `案卷已生成 · ${kilobytes} KB`,
  },

  clocks: {
    title: '时限',
    plan: '预案规定',
    state: '国家规定',
    office: '本局内部要求',
    stateHint: '请按最新规定核对',
    provisional: '暂定',
    provisionalHint: '该年放假安排尚未导入，导入后重算',
    met: (at: string) => `按时完成 ${at}`,
    metLate: (at: string) => `${at} 完成，已超时`,
    cancelled: '已取消',
    left: (length: string) => `剩 ${length}`,
    leftDays: (length: string, at: string) => `剩 ${length}，至 ${at}`,
    over: (length: string) => `已超时 ${length}（如实记录）`,
    overdueAtBirth: '登记时已超时',
    names: {
      'initial-report': '两小时报告',
      'result-report': '处理结果报告（5 个工作日）',
      directive: '指令',
      'national-report': '报网信部门（4 小时）',
      'national-summary': '总结报告（30 日）',
      brief: '快报领导小组',
      verification: '初步核实',
      assessment: '研判',
      evaluation: '评估',
      'directive-reading': '指令签收',
    },
  },

  /** Lists of incidents, and registering one. */
  incidents: {
    title: '事件',
    allPhases: '全部阶段',
    none: '没有符合条件的事件。',
    number: '编号',
    what: '事件',
    received: '接报时间',
    total: (count: number) => `共 ${count} 件`,
    register: '登记接报',
    registerHint: '电话、通知、上门报告的，由接报人代为登记；终端按钮和告警会自动登记。',
    drillHint: '不计入统计，编号用 YL-',
  },

  /** Reports to the outside: prepared and recorded here, delivered by a person. */
  external: {
    title: '对外报送',
    hint: '系统不会自动向外发送任何内容；由专人送达后在这里登记。',
    none: '没有对外报告。',
    waiting: '待批准',
    approved: (at: string) => `${at} 批准`,
    approve: '批准报送',
    record: '登记送达',
    delivered: (receiver: string, channel: string) => `送达${receiver}（${channel}）`,
    receiver: '接收单位',
    channel: '渠道',
    deliveredAt: '送达时间',
    receipt: '回执',
  },
}

/* ── end of console, plan ── */

/* ── console, people: first run, activation, the locked screen (owner: server/console/page) ── */

export const consolePeople = {
  credentials: {
    password: '口令',
    repeat: '再输一次口令',
    rules: '口令要求',
    lengthRule: (length: number) => `至少 ${length} 位`,
    upperRule: '有大写字母',
    lowerRule: '有小写字母',
    digitRule: '有数字',
    signRule: '有符号，例如 # 或 -',
    nameRule: '不含登录名和姓名',
    sameRule: '两次输入一致',
    met: '已满足',
    unmet: '未满足',
    authenticator: '动态口令',
    authenticatorHint:
      '用手机验证器扫码（任何支持 TOTP 的验证器都可以）；不能扫码时手工输入下面的密钥。密钥只显示这一次。',
    show: '显示二维码',
    anew: '换一个二维码',
    loginFirst: '先填写登录名',
    qr: '动态口令的二维码',
    secret: '密钥',
    code: '验证器现在显示的 6 位数字',
    codeOf: (name: string) => `${name} 的动态码`,
    incomplete: '请填完每一项，口令要求要全部满足',
  },
  ceremony: {
    title: '首次启动',
    intro: '请三名管理员到场，各设自己的账户。三人必须不同；都不能兼任预案岗位。完成后本页永久关闭。',
    steps: ['启动码', '系统管理员', '安全管理员', '审计管理员', '三人确认'],
    step: (at: number, of: number, name: string) => `第 ${at} 步，共 ${of} 步：${name}`,
    code: '启动码',
    codeHint: '服务器启动时打印，也可由服务器管理员重新生成；一次有效',
    duties: {
      system: '管人员账户、机构与终端、备份。不能看告警和审计。',
      security: '管任职与权限、设置、放假安排。不能管账户。',
      audit: '查阅、核验、导出审计记录。不能改任何东西。',
    },
    name: '姓名',
    login: '登录名',
    loginHint: '字母开头，可用字母、数字、点、横线，2–32 位；终身只属于一个人',
    phone: '电话',
    next: '下一步',
    previous: '上一步',
    codes: '请三个人现在各自打开验证器，输入当前显示的数字。数字 30 秒一换，输完马上提交。',
    submit: '完成首次启动',
    done: '首次启动已完成，请用自己的账户登录。',
    handOver: '填完请把键盘交给下一位。',
  },
  activation: {
    title: '激活账户',
    code: '激活码',
    codeHint: '系统管理员当面交给您，一次有效',
    submit: '激活',
    done: '账户已激活，请登录。',
  },
  locked: {
    title: '已锁定',
    hint: '一段时间没有操作。告警仍在更新、仍会响铃；输入口令后继续。',
    submit: '继续',
    passwordMissing: '请输入口令',
  },
}

/* ── end of console, people ── */

/* ── console, office: the screens of the office and of the three administrators (owner: server/console/page) ── */

export const consoleOffice = {
  none: '还没有。',
  deeds: '办理',
  reason: '理由',
  line: '行',
  noted: '已记下',

  people: {
    title: '人员与账户',
    hint: '账户只由系统管理员管理；能做什么由任职决定，在“任职”里由安全管理员登记。',
    add: '新增人员',
    change: '修改',
    reset: '重发激活码',
    resetHint: '原口令和动态口令立即作废，本人用新的激活码重新设置。',
    disable: '停用',
    disableHint: '账户立即停用，正在进行的登录随之结束。',
    enable: '启用',
    standing: '状态',
    lastSignIn: '最近登录',
    active: '已激活',
    notActive: '待激活',
    disabled: '已停用',
    locked: (at: string) => `锁定至 ${at}`,
    code: (name: string) => `${name} 的激活码`,
    codeHint: (at: string) => `请当面交给本人，只显示这一次，${at} 前有效。`,
  },

  posts: {
    title: '任职',
    hint: '任职有起止日期和文号。三个管理员互相排斥，也不兼任预案岗位。',
    give: '登记任职',
    end: '免职',
    endsAt: '免职时间',
    person: '人员',
    role: '岗位',
    unit: '单位',
    unitHint: '只有科室和定点医药机构的岗位要指明单位',
    from: '自',
    to: '至',
    open: '现任',
    document: '文号',
    vacant: (roles: string) => `${roles}无人任职`,
    delegations: '授权书（D23）',
    grant: '授权副组长',
    grantHint: '授权期内，副组长可以代组长批准启动、签发指令、批准结束。',
    deputy: '副组长',
    scope: '授权范围',
    withdraw: '收回',
  },

  settings: {
    title: '设置',
    hint: '预案没有写明的数字是本局内部要求，不是预案规定；每一项都可以有经签发的解释。',
    setting: '项目',
    value: '现值',
    bounds: '范围',
    basis: '依据',
    changed: '修改',
    asShipped: '默认',
    change: '修改',
    directions: { lower: '只能调低', higher: '只能调高', fixed: '不可修改' },
    explanations: '解释',
    explanationsHint: '预案由应急领导小组办公室负责解释，副组长签发后生效。',
    question: '问题',
    text: '解释',
    about: '涉及的设置',
    draft: '拟写解释',
    drafted: '拟写',
    signed: '签发',
    sign: '签发',
    unsigned: '待签发',
  },

  calendar: {
    title: '放假安排',
    hint: '五个工作日按国务院办公厅的通知计算。没有通知的年份按周末和法定假日暂算，期限标“暂定”。',
    missing: (year: number) => `还没有导入 ${year} 年的放假安排`,
    year: '年份',
    basis: '来源',
    official: '国务院通知',
    provisional: '暂定',
    document: '文号',
    proposals: '待确认与已处理',
    proposedBy: '提交',
    decided: '确认',
    waiting: '待第二人确认',
    agree: '同意',
    disagree: '不同意',
    decideHint: (year: number) => `${year} 年放假安排。同意后，正在计算的期限立即重算。`,
    take: '导入通知',
    text: '通知内容',
    textHint: '一行一项，例如：放假 2027-02-06/2027-02-12；上班 2027-02-14',
    preview: '预览',
    propose: '提交，待第二人确认',
    handedIn: '已提交，待第二人确认',
    wrong: '错在哪里',
    month: '月份',
    before: '原工作日',
    after: '新工作日',
    changes: '变化',
    working: '上班',
    off: '放假',
  },

  registry: {
    titles: { institutions: '机构', endpoints: '终端' },
    hints: {
      institutions: '第一行是列名：机构编号、机构名称、类别、联系电话。有编号的更新，编号留空的新登记。',
      endpoints: '第一行是列名：终端编号、机构名称、终端名称。有编号的改名，编号留空的各生成一个登记码。',
    },
    export: '导出 CSV',
    enrollHint: '给一台终端一个登记码；成批登记请用下面的终端文件。',
    choose: '选择 CSV 文件',
    preview: '预览，还没有写入：',
    applied: '已写入：',
    added: (count: number) => `新增 ${count}`,
    changed: (count: number) => `更新 ${count}`,
    renamed: (count: number) => `改名 ${count}`,
    toEnroll: (count: number) => `待登记 ${count}`,
    unchanged: (count: number) => `不变 ${count}`,
    wrong: (count: number) => `${count} 行不能导入，请改好后重新选择；也可以只导入其余各行`,
    column: '列',
    why: '原因',
    apply: '确认导入',
    applyGood: '只导入没有错的各行',
    codesOnce: '登记码只显示这一次，请现在抄录或打印',
    endpoint: '终端',
    command: '登记命令',
  },

  roster: {
    title: '值班表',
    hint: '告警先叫当班的人；无人接手再逐级提醒。',
    set: '排班',
    setHint: '这段时间内原有的班次全部换成下面的。',
    person: '值班员',
    from: '自',
    to: '至',
    shifts: '班次',
    none: '还没有排班。',
    gaps: '两周内无人值班',
  },

  tokens: {
    title: '接口令牌',
    hint: '给其他系统用：只读，或送入通知。令牌不能代替人做任何决定。',
    make: '生成令牌',
    name: '用途',
    scopes: '权限',
    scopeNames: { read: '只读', intake: '送入通知' },
    notAfter: '有效期至',
    standing: '状态',
    revoke: '吊销',
    revoked: (at: string) => `${at} 已吊销`,
    made: (name: string) => `“${name}”的令牌`,
    once: '只显示这一次。',
  },

  audit: {
    retention: '保存期',
    retentionRead: '查询',
    retentionHint: '各类记录最早保存到哪一天；查询会记入审计。',
    retentionDays: (days: number) => `要求至少保存 ${days} 天（网络安全法：日志不少于六个月）。`,
    recordKind: '记录',
    recordKinds: {
      histories: '事件与终端历史',
      'office-history': '办公室历史',
      'terminal-records': '终端上传的记录',
      notices: '通知与送达',
      'operating-log': '运行日志',
    },
    oldest: '最早一条',
    noRecord: '还没有',
    keptDays: '已存天数',
    deletion: '删除',
    keptForEver: '程序从不删除',
    turnedOver: '按大小轮换，需要更久请送本局日志服务器',
    title: '审计记录',
    hint: '新的在前。查阅本身也会记录。',
    subject: '范围',
    everything: '全部',
    subjects: { office: '办公室', incident: '事件', endpoint: '终端' },
    newer: '较新的',
    older: '较早的',
    verify: '核验',
    verifyNow: '现在核验',
    verifyHint: '重新计算全部记录链，并与封存的检查点核对。每夜自动核验一次。',
    allWell: '全部记录连续、未被改动。',
    findings: (count: number) => `发现 ${count} 处问题，请立即报告领导小组`,
    export: '导出',
    exportHint: '导出文件带签名清单；导出本身先行记录。',
    exportNow: '导出这段时间',
    from: '自',
    to: '至',
  },

  account: {
    changeAuthenticator: '更换动态码验证器',
    authenticatorHint: '换手机时使用：扫新二维码，填口令和新动态码。您的其他登录随即退出。',
    authenticatorChanged: '验证器已更换，下次登录用新的动态码',
    newCode: '新验证器显示的动态码',
    roles: '任职',
    passwordDue: (at: string) => `口令应在 ${at} 前更换`,
    changePassword: '修改口令',
    oldPassword: '现在的口令',
    passwordChanged: '口令已修改，其他地方的登录已结束。',
    sessions: '登录',
    sessionsHint: '不认识的登录请立即结束，并告诉安全管理员。',
    address: '地址',
    started: '开始',
    used: '最近使用',
    this: '本次登录',
    end: '结束',
  },

  institutions: {
    title: '机构与科室',
    hint: '逐个登记或更正；批量请用下面的文件。终端和历史记录不受影响。',
    name: '名称',
    kind: '类别',
    phone: '值班电话',
    add: '登记机构或科室',
    change: '更正',
  },

  answering: {
    title: '归口科室',
    hint: '事件处置完毕后，由该机构的归口科室报送处理结果（预案四（三））。',
    department: '归口科室',
    unset: '未指定',
    change: '指定归口科室',
    noDepartments: '还没有登记科室，请系统管理员先在“机构”页登记。',
  },

  forms: {
    title: '办公室表单',
    hint: '不属于某个事件的：统计分析、监督检查、宣传培训演练、预案版本、授权书。',
    planVersion: (version: number) => `现行预案第 ${version} 版`,
    saved: (title: string) => `《${title}》已提交`,
    periodHint: '先选统计的周期，系统按该周期统计后再填写分析和建议。',
    count: '统计',
    otherPeriod: '换一个周期',
    counted: '数字由系统按上面的周期统计。',
    approveVersion: '批准本版预案',
    approveHint: (version: string) => `批准后第 ${version} 版立即生效；进行中的事件仍按原版办理。`,
  },
}

/* ── end of console, office ── */

/** 外发通知: what leaves the office. Short, and nothing about anybody beyond who, when, what, the code and the number to call. */
const notify = {
  sign: '【医保网络安全哨兵】',
  /** The server ended while it was on its way, or the channel did not answer in time. */
  again: '（重发，可能已收到）',
  who: (institution: string, endpoint: string, number: string) =>
    `${institution} ${endpoint}${number === '' ? '' : `（${number}）`}`,
  alert: (what: string, who: string, at: string, code: string, waited: number, phone: string) =>
    `${what}：${who}，${at}，编号 ${code}，${waited < 1 ? '请立即接手' : `已 ${waited} 分钟无人接手，请处理`}。机构电话 ${phone}`,
  reportDue: (number: string, what: string, who: string, at: string, left: number, phone: string) =>
    `事件 ${number}（${what}，${who}）两小时报告 ${at} 到时限，还剩 ${left} 分钟，尚未报送。机构电话 ${phone}`,
  reportOverdue: (number: string, what: string, who: string, at: string, late: number, phone: string) =>
    `事件 ${number}（${what}，${who}）两小时报告 ${at} 已到时限，超时 ${late} 分钟，尚未报送。机构电话 ${phone}`,
  brief: (number: string, who: string, text: string, phone: string) =>
    `【快报，不替代正式报告】事件 ${number}（${who}）：${text}。机构电话 ${phone}`,
  reported: (number: string, who: string) => `事件 ${number}（${who}）初报已上报，请在值班台查看并签收`,
  resultDue: (number: string, who: string, at: string) =>
    `事件 ${number}（${who}）处理结果须于 ${at} 前报领导小组备案，尚未报送`,
  resultOverdue: (number: string, who: string, at: string) =>
    `事件 ${number}（${who}）处理结果应于 ${at} 前报领导小组备案，已逾期，请立即报送`,
  provisional: '（截止日暂定）',
  directiveUnread: (number: string, directive: string) => `事件 ${number}：指令 ${directive} 尚无人签收，请电话催办`,
  automaticBrief: (
    number: string,
    who: string,
    at: string,
    what: string,
    taken: boolean,
    isolated: boolean,
    phone: string,
  ) =>
    `【系统自动快报：系统自动生成，未经核实，不替代正式报告】事件 ${number}：${who}，${at}，${what}；${taken ? '值班员已接手' : '尚无人接手'}，终端${isolated ? '已断网' : '未断网'}。机构电话 ${phone}`,
  folded: (count: number, first: string, codes: string) =>
    `共 ${count} 条待处理，请打开值班台。其一：${first}；编号：${codes}`,
  subject: (code: string) => `待处理 ${code}`,
  subjectOfMany: (count: number) => `${count} 条待处理`,
  secrets: {
    open: (file: string) => `${file} 可被其他账户读取，请改为只有服务账户可读：chmod 600`,
    damaged: (file: string, member: string) =>
      `${file} ${member === '' ? '' : `中的“${member}”`}不正确；密钥一个字符也不要写进 settings.json`,
    missing: (file: string, member: string, variable: string) =>
      `缺少“${member}”：请写进 ${file}，或设环境变量 ${variable}`,
  },
}

/** 工作日历：放假安排的导入与期限。 */
const calendar = {
  provisional: '暂定',
  yearNotCovered: (year: number) => `没有 ${year} 年的放假安排，无法计算工作日；请安全管理员导入国务院办公厅的通知`,
  officialYearMissing: (year: number) => `尚未导入 ${year} 年的放假安排，涉及该年的期限均为暂定`,
  refusals: {
    'not-a-notice': '此项缺少或格式不对：日期写作 2027-02-06，连续几天写作 2027-02-06/2027-02-12',
    'no-such-day': '没有这一天，请核对日期',
    'span-reversed': '起止日期颠倒',
    'span-too-long': '连续天数过长，请核对起止日期',
    'not-of-this-year': '日期不属于本通知的年份（只可包括上一年 12 月 25 日以后）',
    'named-twice': '同一天写了两次',
    'make-up-on-weekday': '调休上班日应为周六或周日',
  },
  /** Of a typed line, beside the refusals of the notice itself. */
  lines: {
    'not-a-line': '读不出这一行；每行写“放假”或“上班”，后面写日期，如：放假 2027-01-01/2027-01-03',
    'too-long': '文字太长（最多 4000 字）；只写放假和上班的行',
  },
  doubts: {
    'statutory-day-worked': (day: string) => `${day} 是法定节假日，通知中却没有放假，请核对`,
    'days-do-not-balance': (found: number, expected: number) =>
      `放假的周一至周五比调休上班日多 ${found} 天，按规定应多 ${expected} 天，请核对是否漏写`,
  },
}

/* ── operations: what the permission table lets a role do, as one says it (owner: server/console/api) ── */

const operations = {
  'self.use': '使用本人账户',
  'live.view': '查看实时告警',
  'alert.acknowledge': '接手告警',
  'alert.close': '关闭告警（误报、重复）',
  'alert.confirm-closing': '复核告警关闭',
  'alert.link': '将告警并入事件',
  'incident.read': '查阅事件',
  'incident.register': '接报登记',
  'incident.note': '补充事件记录',
  'verification.file': '初步核实',
  'incident.close-false': '按误报关闭事件',
  'incident.merge': '并案',
  'false-alarm.reopen': '重新打开误报事件',
  'initial-report.file': '报送初报',
  'initial-report.sign-for': '签收初报',
  'initial-report.return': '退回初报补正',
  'found.propose': '提出应当发现时间核定意见',
  'found.confirm': '核定应当发现时间',
  'follow-up.file': '报送续报',
  'assessment.file': '研判与启动建议',
  'assessment.comment': '对研判发表意见',
  'meeting.file': '协调会纪要',
  'activation.decide': '决定是否启动预案',
  'activation.urgent': '紧急启动预案',
  'activation.return': '退回补充研判',
  'directive.draft': '起草指令',
  'directive.issue': '签发指令',
  'directive.sign-for': '签收并反馈指令',
  'routine.respond': '常规处置',
  'routine.escalate': '常规处置转研判',
  'team.form': '组成现场工作组',
  'endpoint.isolate': '断网或恢复一台终端',
  'endpoints.isolate-group': '批量断网',
  'endpoints.request-group': '申请批量断网',
  'endpoints.approve-group': '批准批量断网',
  'handling.record': '现场处置记录',
  'recovery.begin': '转入恢复',
  'incident.relapse': '登记复发',
  'reconnection.request': '申请恢复入网',
  'reconnection.propose': '提出恢复入网意见',
  'reconnection.approve': '批准恢复入网',
  'release-code.make': '制作断网恢复码',
  'handling.complete': '确认处置完毕',
  'handling.read': '查阅处置记录',
  'result-report.file': '报送处理结果',
  'result-report.countersign': '会签处理结果',
  'result-report.register': '处理结果备案',
  'ending.propose': '提出应急结束建议',
  'ending.opinion': '现场工作组意见',
  'ending.decide': '决定应急结束',
  'evaluation.file': '评估应急行动',
  'evaluation.read': '查阅评估',
  'evaluation.state': '对评估陈述意见',
  'incident.reopen': '重新打开事件',
  'incident.archive': '归档',
  'accountability.read': '查阅责任事实',
  'accountability.prepare': '整理责任事实',
  'accountability.comment': '对责任认定发表意见',
  'accountability.state': '陈述申辩',
  'accountability.rule': '责任认定',
  'external-report.draft': '起草对外报告',
  'external-report.approve': '批准对外报告',
  'evidence.download': '导出证据清单',
  'evidence.transfer': '移交与核验证据',
  'evidence.dispose': '处置证据',
  'document.read': '查阅文书',
  'office.record': '办公室日常记录',
  'plan-version.draft': '起草预案版本',
  'plan-version.approve': '批准预案版本',
  'delegation.grant': '书面授权',
  'statistics.read': '查阅统计',
  'statistics.file': '报送统计分析',
  'explanation.draft': '起草解释',
  'explanation.sign': '签发解释',
  'duty-roster.set': '排定值班',
  'registry.read': '查阅机构与终端',
  'people.manage': '管理人员账户',
  'registry.manage': '管理机构与终端',
  'machine-token.manage': '管理接口令牌',
  'posts.manage': '管理任职',
  'settings.read': '查阅内部要求',
  'settings.change': '修改内部要求',
  'calendar.propose': '导入放假安排',
  'calendar.confirm': '确认放假安排',
  'audit.read': '查阅与导出审计',
  'protected-statement.read': '查阅受保护的陈述',
  'audit.verify': '核对历史记录',
}

/* ── forms: why a form is not accepted, beside the field (owner: server/workflow/forms) ── */

const formRefusals = {
  place: (label: string) => `“${label}”：`,
  placeInRow: (label: string, row: number, column: string | undefined) =>
    column === undefined ? `“${label}”第 ${row} 行：` : `“${label}”第 ${row} 行“${column}”：`,
  missing: '请填写。',
  missingOrPending: '请填写；尚不清楚的填“待核实”。',
  notPending: '须查明后填写，不能填“待核实”。',
  bySystem: '由系统填写，不能填报。',
  unknown: '本表没有这一项。',
  text: '应为文字。',
  tooLong: (max: number) => `太长，最多 ${max} 个字。`,
  oneLine: '应为一行，不能换行。',
  unprintable: '含有不能打印的字符，请删去后重填。',
  number: (min: number, max: number) => `应为 ${min} 到 ${max} 之间的数。`,
  time: '应为年月日和时间。',
  future: '不能晚于现在。',
  yesNo: '请选择“是”或“否”。',
  choice: '请在列出的选项中选择。',
  notOffered: (label: string) => `“${label}”与前面的选择不符。`,
  table: '应为表格。',
  row: '这一行填写不正确。',
  tooManyRows: (max: number) => `行数太多，最多 ${max} 行。`,
}

/* ── end of forms ── */

/* ── plan facts: what a fact is called and says (owner: server/workflow/facts) ── */

const planFacts = {
  titles: {
    H1: '缓报线索：报告超过两小时',
    H2: '机构未第一时间报告',
    H3: '机构未及时断网',
    L1: '漏报线索：到期未报告',
    L2: '漏报线索：由其他方面首先告知',
    L3: '部分漏报线索：报告的终端少于系统所知',
    M1: '瞒报线索：已知情，两小时内未报告',
    M2: '瞒报线索：按误报关闭后证实属实',
    M3: '瞒报线索：报告前终端被人为改动',
    M4: '瞒报线索：填报的发现时间晚于记录',
    M5: '瞒报线索：撤回报告',
    Z1: '指令未按期完成',
    Z2: '处理结果报告未按期报备',
  },
  never: '（至今没有）',
  runsFrom: { found: '被发现', 'should-have-been-found': '应当被发现', decided: '核定应当发现' },
  major: { yes: '重大', no: '非重大', undetermined: '是否重大待定' },
  sources: {
    superior: '上级通报',
    'other-institution': '其他机构',
    cac: '网信部门',
    police: '公安机关',
    inspection: '办公室巡检',
  },
  meddling: {
    'agent-stopped': '哨兵被停止或强行结束',
    'agent-uninstalled': '哨兵被卸载或停用',
    'clock-set-back': '终端时钟被拨回',
    'evidence-deleted': '证据或操作记录被毁',
    'log-cleared': '系统日志被清除',
    'network-restored': '断网被人为解除',
  },
  lateReport: (basis: string, from: string, due: string, done: string, late: string) =>
    `自${basis}（${from}）起算，应于 ${due} 前报告，实际 ${done}，超过 ${late}`,
  outages: (length: string) => `；其间中断 ${length}（列出，不扣除）`,
  mechanical: (from: string, late: string) => `；系统计算的起点为 ${from}，按此超过 ${late}`,
  institutionLate: (seen: string, done: string, limit: string, late: string) =>
    `机构人员 ${seen} 已知情，${done} 报告办公室，超过本局内部要求（${limit}）${late}`,
  cutLate: (seen: string, done: string, limit: string, late: string) =>
    `机构人员 ${seen} 已知情，${done} 断开医保专网，超过本局内部要求（${limit}）${late}`,
  neverReported: (major: string, due: string, late: string) =>
    `${major}；应于 ${due} 前报告，至今未报告，已超过 ${late}`,
  toldByOthers: (source: string, at: string, own: string) => `${source}于 ${at} 首先告知；本单位自己的报告：${own}`,
  partlyReported: (reported: string, known: string) => `报告受影响终端 ${reported} 台，提交时系统所知 ${known} 台`,
  keptStill: (seen: string, done: string, silent: string) => `${seen} 已知情，${done} 报告，其间 ${silent}`,
  reportTakenBack: (reported: string, at: string, reason: string) =>
    `${reported} 的初报于 ${at} 撤回，理由：${reason}（原文保留）`,
  closedThoughTrue: (at: string, count: string, persons: string) =>
    `${at} 由 ${count} 人（${persons}）按误报关闭，其后证实属实`,
  meddled: (what: string, at: string) => `${at} ${what}`,
  statedLater: (form: string, stated: string, seen: string, later: string) =>
    `${form} 填报的发现时间为 ${stated}，系统记录有人于 ${seen} 已知情，相差 ${later}`,
  withdrawn: (at: string, confirmed: string) => `一键上报于 ${at} 撤回，${confirmed} 证实属实`,
  directiveLate: (number: string, due: string, done: string, late: string) =>
    `${number} 应于 ${due} 前完成，实际 ${done}，超过 ${late}`,
  impaired: (impaired: boolean, reason: string) => `；办公室判断${impaired ? '影响' : '未影响'}应急行动效果：${reason}`,
  resultLate: (due: string, done: string, late: string) => `应于 ${due} 前报备，实际 ${done}，超过 ${late}`,
  provisional: '（截止日暂定）',
  rows: (rows: readonly string[]) => `依据记录第 ${rows.join('、')} 号`,
}

export const zhCn = {
  audit,
  calendar,
  commandLine,
  consoleOffice,
  consolePage,
  consolePeople,
  consolePlan,
  consoleRefusals,
  counter,
  counterPage,
  coverage,
  enrollmentRefusals,
  faults,
  formRefusals,
  layerNames,
  notify,
  planFacts,
  operations,
  registryFiles,
  response,
  rules,
  server,
  workflow,
}

export type Wording = typeof zhCn
