/** Every sentence of the product in Chinese; `en.ts` has the same keys. Say what happened, what is safe, what to do, whom to call. */

import type { Adapter } from '../domain/endpoint.ts'
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
    postponements: { settling: '正在结算', 'patient-waiting': '有病人等候', other: '其他原因' },
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
  },

  /** Answers of the loopback page's interface to a call that it refuses; an operator sees them only if the page was tampered with or is old. */
  refusals: {
    reopen: '本页已失效，请用桌面图标重新打开',
    notUnderstood: '本页的请求无法识别，请用桌面图标重新打开；上报请按桌面图标“医保网络 一键上报”',
    noSuchReport: '找不到这条上报，请看最近记录',
    tooLate: '现在不能这样做：已经断开或已经撤回',
    drillNoCut: '这是演练，不会断开网络。真有情况请返回首页按“一键上报”',
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

interface RulesWording {
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

export const rules: RulesWording = {
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

const consoleRefusals = {
  'bad-request': '提交的内容不正确，请检查后重试',
  'code-refused': '登录码不正确、已使用或已过期，请向管理员索取新的登录码',
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

/** What the server says on the command line and in place of a page. */
const server = {
  ready: (url: string) => `服务已启动。控制台：${url}`,
  setupCode: (code: string, hours: number) => `登录码（一次有效，${hours} 小时内）：${code}`,
  enrollmentCode: (institution: string, hours: number) =>
    `${institution} 的登记码（一次有效，${hours} 小时内，只显示这一次）：`,
  enrollmentCommand: (server: string, code: string) =>
    `sentinel-agent enroll --server ${server} --code ${code} --name 收银1号`,
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
  back: '返回值班',
  drill: '演练',

  /** Severity of an alert (严重程度), mildest first. Incident levels Ⅰ–Ⅳ are another scale and come with the plan. */
  severities: { info: '提示', low: '低', medium: '中', high: '高', critical: '严重' },
  severityLabel: (word: string) => `严重程度：${word}`,

  signIn: {
    title: '登录值班台',
    code: '登录码',
    codeHint: '管理员在服务器上生成，形如 XXXX-XXXX-XXXX，一次有效',
    name: '姓名',
    nameHint: '接手、下达指令时记入时间线',
    submit: '登录',
    bothNeeded: '请填写登录码和姓名',
    ended: '登录已结束，请重新登录',
  },

  rail: { label: '功能', duty: '值班', endpoints: '终端', help: '帮助', signOut: '退出' },

  top: {
    live: (at: string) => `实时 · ${at}`,
    connecting: '正在连接…',
    stale: (at: string, attempt: number) => `连接中断 · 数据截至 ${at} · 正在重连（${attempt}）`,
    neverConnected: (attempt: number) => `连不上服务器 · 正在重连（${attempt}）`,
    waiting: (count: number) => `待处理 ${count}`,
    officer: (name: string) => `值班员 ${name}`,
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
    firstUseHint: '生成一个登记码，在药店或诊所的电脑上运行一次登记命令，这里就会出现它。',
    addFirst: '添加第一台终端',
    storm: (count: number, groups: number) => `5 分钟内 ${count} 条，已按规则与机构合并为 ${groups} 组`,
    grouped: (title: string, count: number) => `${title} × ${count}`,
    groupedAt: (institution: string, endpoints: number) => `${institution} · ${endpoints} 台终端`,
    listLabel: '需要处理的告警',
  },

  annotations: { 'files-locked': '文件打不开/要赎金', 'remote-control': '有人在远程操作', unsure: '不确定/其他' },
  postponements: { settling: '正在结算', 'patient-waiting': '有病人等候', other: '其他原因' },

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
    add: '添加终端',
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
    phases: { received: '已受理' },
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
    waiting: '等待终端上线…',
    arrived: (name: string) => `${name} 已上线`,
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
  doubts: {
    'statutory-day-worked': (day: string) => `${day} 是法定节假日，通知中却没有放假，请核对`,
    'days-do-not-balance': (found: number, expected: number) =>
      `放假的周一至周五比调休上班日多 ${found} 天，按规定应多 ${expected} 天，请核对是否漏写`,
  },
}

export const zhCn = {
  audit,
  calendar,
  commandLine,
  consolePage,
  consoleRefusals,
  counter,
  counterPage,
  coverage,
  enrollmentRefusals,
  faults,
  layerNames,
  notify,
  response,
  rules,
  server,
  workflow,
}

export type Wording = typeof zhCn
