/** `npm run trial:codes`: who is in the trial office of `npm start -- --trial`, with the authenticators' codes of this moment. */

import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { trialLines, trialPeople } from './trial-office.ts'

const { values } = parseArgs({ options: { home: { type: 'string' } } })
const home = resolve(values.home ?? process.env['SENTINEL_HOME'] ?? '.sentinel')
const people = trialPeople(join(home, 'trial-people.json'))
if (people.length === 0) {
  console.error('✖ 这里没有试用人员：用 npm start -- --trial 首次启动时才会建立。')
  process.exitCode = 1
} else console.log(`  登录名      口令                动态码   （30 秒内有效，每个只能用一次）\n${trialLines(people)}`)
