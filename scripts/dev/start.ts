/** `npm start`: builds the pages, starts the server, enrols this computer as a terminal, and says where to look. */

import { mkdirSync, existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPages } from '../build/pages.ts'
import { Child, runToEnd } from './child.ts'
import { openTrialOffice, trialLines, trialPeople } from './trial-office.ts'

const usage = `npm start -- [options]

  --home DIR              where everything is kept (default: SENTINEL_HOME or ./.sentinel)
  --console-port N        default 7080
  --gateway-port N        default 7443
  --enrollment-port N     default 7444
  --trial                 hold the first-run ceremony with sample people and random passwords, to look around at once
  --real                  cut for real (root only; needs --adapter). Without it isolation is rehearsed.
  --adapter NAME          the adapter that --real may cut
`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    home: { type: 'string' },
    'console-port': { type: 'string' },
    'gateway-port': { type: 'string' },
    'enrollment-port': { type: 'string' },
    trial: { type: 'boolean', default: false },
    real: { type: 'boolean', default: false },
    adapter: { type: 'string' },
  },
})

function refuse(sentence: string): never {
  console.error(`✖ ${sentence}`)
  process.exit(1)
}

if (values.help) {
  console.log(usage)
  process.exit(0)
}
if (values.real && process.getuid?.() !== 0) refuse('真正断网需要 root：请用 sudo 运行，或去掉 --real（演练）。')
if (values.real && values.adapter === undefined)
  refuse('服务器和终端在同一台电脑上，无法自动认出医保专网网卡：请加 --adapter 网卡名，或去掉 --real（演练）。')

const home = resolve(values.home ?? process.env['SENTINEL_HOME'] ?? '.sentinel')
const serverHome = join(home, 'server')
const agentHome = join(home, 'agent')
const sample = join(home, 'sample-folder')
const started = performance.now()
const serverCommand = (name: string, ...args: string[]) => ['server/main.ts', name, '--home', serverHome, ...args]
const agentCommand = (name: string, ...args: string[]) => ['agent/main.ts', name, '--home', agentHome, ...args]

await buildPages()

const ports = (['console-port', 'gateway-port', 'enrollment-port'] as const).flatMap((name) => {
  const port = values[name]
  return port === undefined ? [] : [`--${name}`, port]
})
const server = new Child('server', serverCommand('run', '--log-to-stdout', ...ports))
const ready = await server.line('server/ready')
const { consolePort, enrollmentPort } = ready as { consolePort?: number; enrollmentPort?: number }

if (!existsSync(join(agentHome, 'identity', 'identity.json'))) await enrollThisComputer()

const agent = new Child('agent', agentCommand('run', '--log-to-stdout', ...(values.real ? [] : ['--rehearse'])))
await agent.line('agent/ready')

const setup = JSON.parse(await runToEnd(serverCommand('setup-code', '--json'))) as {
  code: string
}
const panel = await runToEnd(agentCommand('panel'))
const trialFile = join(home, 'trial-people.json')
if (values.trial && trialPeople(trialFile).length === 0)
  await openTrialOffice(`http://127.0.0.1:${consolePort}`, setup.code, trialFile)
const trial = trialPeople(trialFile)

console.log(`
医保网络安全哨兵 · 已启动（${((performance.now() - started) / 1000).toFixed(1)} 秒）${values.real ? '  ▲ 真实断网' : '  演练方式：不会断开本机网络'}

  值班控制台    http://127.0.0.1:${consolePort}/
  一次性启动码  ${setup.code}   （首次启动时登记三名管理员用，24 小时内有效；已登记过就直接登录）
${trial.length === 0 ? '                （只想先看看：npm start -- --trial 自动建立样例人员）' : `  试用人员      登录名、口令、动态码（再取动态码：npm run trial:codes）\n${trialLines(trial)}`}

  操作员页面    ${panel.trim()}
                （一次性地址，30 秒内打开；再要一个：node_modules/.bin/node agent/main.ts panel --home ${agentHome}）

  一键上报      node_modules/.bin/node agent/main.ts report --home ${agentHome}
  样例异常      node_modules/.bin/node scripts/dev/touch-canary.ts --home ${agentHome}
                （真的改动一个诱饵文件：疑似勒索软件 → 告警 → 断网${values.real ? '' : '演练'}）

  数据          ${home}
  停止          Ctrl-C（再次 npm start 接着上次继续）
`)

let stopping = false
async function stop(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  await agent.stop()
  await server.stop()
  process.exitCode = exitCode
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    console.log('\n正在停止…')
    void stop(0)
  })
for (const child of [server, agent])
  void child.ended.then(() => {
    if (stopping) return
    console.error(`✖ ${child.name} 意外停止：\n${child.transcript()}`)
    void stop(1)
  })

/** One code, one certificate, one sample folder with decoys in it. */
async function enrollThisComputer(): Promise<void> {
  mkdirSync(sample, { recursive: true })
  for (const [name, text] of [
    ['处方登记.txt', '样例文件夹：这里的文件会被哨兵看护。\n'],
    ['进货单.txt', '板蓝根颗粒 20 盒\n'],
  ] as const)
    if (!existsSync(join(sample, name))) writeFileSync(join(sample, name), text)
  const printed = await runToEnd(
    serverCommand(
      'enrollment-code',
      '--institution',
      '璧城示范大药房',
      '--kind',
      'pharmacy',
      '--phone',
      '023-41400000',
      '--json',
    ),
  )
  const { code } = JSON.parse(printed) as { code: string }
  const adapter = values.adapter === undefined ? [] : ['--adapter', values.adapter]
  await runToEnd(
    agentCommand(
      'enroll',
      '--server',
      `https://127.0.0.1:${enrollmentPort}`,
      '--code',
      code,
      '--name',
      '收银1号',
      ...adapter,
    ),
  )
  writeFileSync(
    join(agentHome, 'settings.json'),
    `${JSON.stringify(
      {
        insuranceAdapter: values.adapter === undefined ? {} : { name: values.adapter },
        watchedFolders: [sample],
        rehearsal: !values.real,
      },
      null,
      2,
    )}\n`,
  )
}
