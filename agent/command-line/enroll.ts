/** `enroll`: 入网登记. Finds the insurance adapter first, so that what would fail at the moment of need fails here. */

import { isFault } from '#shared/fault.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { homeAt, openHome, readSettings, writeSettings } from '../config.ts'
import type { Home, Settings } from '../config.ts'
import { enroll as enrollAt } from '../identity/enroll.ts'
import { adaptersHere, addressOf } from './adapters-here.ts'
import { parse } from './parse.ts'
import type { CommandIo, CommandSpec } from './parse.ts'

const words = zhCn.commandLine

const spec: CommandSpec = {
  name: 'enroll',
  options: {
    server: { type: 'string', value: 'https://HOST:PORT', required: true, max: 300 },
    code: { type: 'string', value: 'CODE', required: true, max: 100 },
    name: { type: 'string', value: '收银1号', required: true, max: 64 },
    adapter: { type: 'string', value: 'NAME', max: 64 },
  },
}

export async function enroll(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = await parse(spec, args, io)
  if (typeof parsed === 'number') return parsed
  const server = parsed.text('server') ?? ''
  const url = URL.parse(server)
  if (url?.protocol !== 'https:') {
    io.complain(words.notValid('--server', 'https://HOST:PORT'))
    return 2
  }
  const home = homeAt(parsed.home)
  openHome(home)
  const settings = readSettings(home)
  const adapter = await insuranceAdapter(settings, parsed.text('adapter'), url, home, io)
  const identity = await enrollAt({
    server,
    code: parsed.text('code') ?? '',
    name: parsed.text('name') ?? '',
    folder: home.identity,
  })
  writeSettings(home, adapter === undefined ? settings : { ...settings, insuranceAdapter: adapter })
  io.out(words.enrolled(identity.endpoint.number, identity.institution))
  if (adapter === undefined) io.complain(`${zhCn.counter.marks.warning} ${words.adapterUnknown}`)
  return 0
}

/**
 * Written down with its MAC, which survives renaming. Throws `isolation/adapter-ambiguous`, and `isolation/adapter-not-found`
 * for a name that was given: the code is not spent then. Undefined where no adapter leads to the bureau, as on the bureau's own machine.
 */
async function insuranceAdapter(
  settings: Settings,
  given: string | undefined,
  server: URL,
  home: Home,
  io: CommandIo,
): Promise<Settings['insuranceAdapter'] | undefined> {
  const asked: Settings['insuranceAdapter'] = given === undefined ? settings.insuranceAdapter : { name: given }
  const gateway = { address: await addressOf(server.hostname), port: Number(server.port) }
  try {
    const { name, mac } = await adaptersHere({ ...settings, insuranceAdapter: asked }, gateway, home, io).resolve()
    return mac === '' ? { name } : { name, mac }
  } catch (error) {
    const isNamed = asked.name !== undefined || asked.mac !== undefined || asked.guid !== undefined
    const canWait = isFault(error, 'isolation/adapter-not-found') || isFault(error, 'command/not-found')
    if (isNamed || !canWait) throw error
    return undefined
  }
}
