/** Changes one decoy file of an agent's home for real, as ransomware would: the sample anomaly that `npm start` offers. */

import { appendFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { home: { type: 'string', default: join('.sentinel', 'agent') } } })
const list = join(resolve(values.home), 'state', 'canaries.json')

let canaries: readonly { readonly path: string }[] = []
try {
  canaries = (JSON.parse(readFileSync(list, 'utf8')) as { canaries: { path: string }[] }).canaries
} catch {
  console.error(`✖ 没有找到诱饵清单 ${list}：请先启动哨兵（npm start），再试一次。`)
  process.exit(1)
}
const [decoy] = canaries
if (decoy === undefined) {
  console.error('✖ 还没有诱饵文件：设置中没有要看护的文件夹。')
  process.exit(1)
}
appendFileSync(decoy.path, 'touched by scripts/dev/touch-canary.ts\n')
console.log(`已改动诱饵文件 ${decoy.path}：请看控制台和操作员页面。`)
