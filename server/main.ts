/** The server's way in: one word of the command line to one command. */

import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { institutionKinds } from '#shared/domain/institution.ts'
import { isFault } from '#shared/fault.ts'
import type { Fault } from '#shared/fault.ts'
import { errorFields, silentLog } from '#shared/log.ts'
import { name, text } from '#shared/protocol/limits.ts'
import { sleep } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { readAuditKey } from './audit/audit-key.ts'
import { examine } from './audit/examine.ts'
import { dailySentence, findingSentence, readPrinted } from './audit/sentence.ts'
import type { Printed, Report } from './audit/verify.ts'
import { systemClock } from './clock.ts'
import { ArgumentError, readArguments, readConfig } from './config.ts'
import type { CommandName, Config, Options } from './config.ts'
import { openLog } from './log.ts'
import { makeSetupCode, setupCodeHours } from './people/setup-code.ts'
import { openAuthority } from './pki/authority.ts'
import { codeHours, makeEnrollmentCode } from './pki/enrollment-code.ts'
import { writePrivate } from './pki/private-file.ts'
import { startServer } from './server.ts'
import type { Reachable } from './server.ts'
import { openSqliteRegistry } from './store/sqlite/sqlite-store.ts'

const words = zhCn.server
const clock = systemClock()

const commands: Record<CommandName, (config: Config, values: Options) => Promise<void>> = {
  async run(config) {
    const log = openLog({ folder: config.home.log, toStdout: config.logToStdout })
    try {
      const server = await startServer({ config, clock, log })
      // Where stdout carries the log, what is for a person goes beside it; the code is in no log.
      const say = config.logToStdout ? console.error : console.log
      say(words.ready(server.consoleUrl))
      say(words.setupCode(server.setupCode, setupCodeHours))
      const reason = await Promise.race([asked(), server.lost.then(() => 'store-lost')])
      log.info('server/stopping', { reason })
      // Whoever started us (systemd, the service manager) starts us anew.
      if (reason === 'store-lost') process.exitCode = 1
      await server.close()
    } catch (error) {
      log.error('server/not-started', errorFields(error))
      throw error
    } finally {
      await log.close()
    }
  },

  async 'enrollment-code'(config, { json, ...values }) {
    const asked = enrollmentCodeOptions.safeParse(values)
    if (!asked.success) throw new ArgumentError(`--${String(asked.error.issues[0]?.path[0] ?? '')}`)
    const { fingerprint } = await openAuthority({ folder: config.home.pki, clock })
    await beside(config, async (registry) => {
      const { code, institution, notAfter } = await makeEnrollmentCode({ registry, fingerprint, clock }, asked.data)
      const command = words.enrollmentCommand(enrollmentUrl(config), code)
      if (json === true) print({ code, institution: institution.name, notAfter, command })
      else console.log(`${words.enrollmentCode(institution.name, asked.data.hours)}\n${code}\n${command}`)
    })
  },

  async 'setup-code'(config, { json }) {
    await beside(config, async (registry) => {
      const code = await makeSetupCode({ registry, clock })
      writePrivate(config.home.setupCode, `${code}\n`)
      if (json === true) print({ code, notAfter: clock.now() + setupCodeHours * 3_600_000 })
      else console.log(words.setupCode(code, setupCodeHours))
    })
  },

  async revoke(config, { serial = '', json }) {
    if (!/^[0-9a-f]{1,40}$/i.test(serial)) throw new ArgumentError('--serial')
    await beside(config, async (registry) => {
      const certificate = await registry.certificate(serial.toLowerCase())
      if (certificate !== undefined) await registry.revokeCertificate(certificate.serial, clock.now())
      else process.exitCode = 1
      if (json === true) print({ revoked: certificate !== undefined, endpoint: certificate?.endpoint })
      else console.log(certificate === undefined ? words.unknownCertificate(serial) : words.revoked(serial))
    })
  },

  async verify(config, { printed }) {
    const paper = printed === undefined ? undefined : readPrinted(printed)
    if (printed !== undefined && paper === undefined) throw new ArgumentError('--printed')
    if (!existsSync(config.home.store)) throw new ArgumentError(zhCn.audit.noStore(config.home.store))
    const report = await examineBeside(config, paper)
    say(report)
    process.exitCode = report.total === 0 ? 0 : 1
  },
}

/** Beside a running server a checkpoint may have reached one place and not yet the other: then once more. */
async function examineBeside({ home }: Config, printed: Printed | undefined): Promise<Report> {
  const once = () => examine({ store: home.store, checkpoints: home.checkpoints, key: auditKeyIn(home.pki), printed })
  const report = once()
  const halfWritten = report.findings.every(({ what }) => what === 'checkpoint-missing')
  if (report.total === 0 || !halfWritten) return report
  await sleep(clock, 1_000)
  return once()
}

/** A key that cannot be read is a finding among the others and hides none of them. */
function auditKeyIn(folder: string): Uint8Array | undefined {
  try {
    return readAuditKey(folder)
  } catch {
    return undefined
  }
}

function say({ entries, records, checkpoints, beyond, daily, findings, total }: Report): void {
  const words = zhCn.audit
  for (const finding of findings) console.log(findingSentence(finding))
  if (total > findings.length) console.log(words.more(total))
  if (total > 0) console.error(words.found(total))
  else {
    console.log(words.sound(entries, records, checkpoints))
    if (beyond > 0) console.log(words.beyond(beyond))
    if (daily) console.log(dailySentence(daily))
  }
}

const enrollmentCodeOptions = z.object({
  institution: name.trim().min(1),
  kind: z.enum(institutionKinds).optional(),
  phone: text(32).optional(),
  hours: z.coerce
    .number()
    .min(0.01)
    .max(24 * 30)
    .default(codeHours),
})

const print = (value: object) => console.log(JSON.stringify(value))

/** Works on the registry while the server runs, or without it. */
async function beside(
  config: Config,
  work: (registry: Awaited<ReturnType<typeof openSqliteRegistry>>['registry']) => Promise<void>,
): Promise<void> {
  const open = await openSqliteRegistry({ file: config.home.store, log: silentLog })
  try {
    await work(open.registry)
  } finally {
    await open.close()
  }
}

/** Where the server was reached when it last started; before the first start, where it will be. */
function enrollmentUrl({ home, hosts, enrollmentPort }: Config): string {
  try {
    return (JSON.parse(readFileSync(home.reachable, 'utf8')) as Reachable).enrollment
  } catch {
    return `https://${hosts[0] ?? '127.0.0.1'}:${enrollmentPort}`
  }
}

/** Waits until somebody asks the server to stop. */
const asked = () =>
  new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve(signal))
  })

/** What happened, what to do, and the code to look up in the handbook; one sentence, no stack. */
const sentence = ({ code, hint }: Fault): string =>
  `${zhCn.faults[code].what}：${hint ?? zhCn.faults[code].todo}（${code}）`

try {
  const { command, values } = readArguments(process.argv.slice(2))
  await commands[command](readConfig(values), values)
} catch (error) {
  if (error instanceof ArgumentError) {
    console.error(`${words.badArgument(error.message)}。${words.usage}`)
    process.exitCode = 2
  } else if (isFault(error)) {
    console.error(sentence(error))
    process.exitCode = 1
  } else throw error
}
