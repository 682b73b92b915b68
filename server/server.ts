/** The server as a whole: what is started in which order, and stopped in reverse. */

import { getRandomValues } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import { Fault } from '#shared/fault.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { tenInFifteenMinutes, TryLimit } from '#shared/time/try-limit.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { openAudit } from './audit/audit.ts'
import { dailySentence, findingSentence } from './audit/sentence.ts'
import type { Config } from './config.ts'
import type { Desk } from './console/call.ts'
import { openConsole } from './console/console.ts'
import { Directory } from './console/directory.ts'
import { Feed } from './console/feed.ts'
import type { Pages } from './console/pages.ts'
import { pagesIn } from './console/pages.ts'
import { gateway } from './gateway/gateway.ts'
import { dispatch } from './intake/dispatch.ts'
import { intake } from './intake/intake.ts'
import { oldestLogLine } from './log.ts'
import { channelsOf } from './notify/channels/index.ts'
import { openInbox } from './notify/inbox.ts'
import { Notifier } from './notify/notifier.ts'
import { notifySettings } from './notify/settings.ts'
import { openPeople } from './people/people.ts'
import { openSeal } from './people/sealed-secret.ts'
import { makeSetupCode } from './people/setup-code.ts'
import { openAuthority } from './pki/authority.ts'
import { enrollmentListener } from './pki/enrollment-listener.ts'
import { enrollment } from './pki/enrollment.ts'
import { openOrderSigning } from './pki/order-signing.ts'
import { writePrivate } from './pki/private-file.ts'
import { releaseCodes } from './pki/release-codes.ts'
import { Revocation } from './pki/revocation.ts'
import { openPlanDesk } from './plan-desk.ts'
import { Registrar } from './registry/registrar.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'
import { calendarInForce } from './workflow/calendar/calendar-in-force.ts'
import { officialYearMissing } from './workflow/calendar/calendar.ts'
import { dayMs } from './workflow/calendar/day.ts'
import { conductor as openConductor } from './workflow/conductor.ts'

/** How often the server's own certificate is looked at; it lives a year and is renewed after two thirds of it. */
const renewalMs = 6 * 3_600_000

/** How soon what was done on the command line beside us stands in the office's history. */
const adoptMs = 30_000

export interface ServerParts {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  /** The console's pages, where they do not lie in a folder: in the one executable they are its assets. */
  readonly pages?: Pages | undefined
}

export interface RunningServer {
  readonly gatewayPort: number
  readonly enrollmentPort: number
  readonly consolePort: number
  readonly consoleUrl: string
  /** For the first-run ceremony; good once. */
  readonly setupCode: string
  /** Resolves when the store's thread has ended by itself: nothing is stored any more, and the process should end and be started anew. */
  readonly lost: Promise<void>
  close(): Promise<void>
}

/** Where a server is reached; written beside its data for the commands that work beside it. */
export interface Reachable {
  readonly enrollment: string
  readonly console: string
}

/** Resolves when everything listens. Rejects with a fault; then nothing is left running. */
export async function startServer({ config, clock, log, pages }: ServerParts): Promise<RunningServer> {
  const { home, office, listen, certificateHosts } = config
  const [reachedBy = listen] = config.hosts
  await using stack = new AsyncDisposableStack()

  const authority = await openAuthority({ folder: home.pki, clock })
  const orderSigning = openOrderSigning({ folder: home.pki })
  let identity = await authority.serverIdentity(certificateHosts)

  const lost = Promise.withResolvers<void>()
  const opened = await openSqliteStore({ file: home.store, log, onLost: () => lost.resolve() })
  const store = stack.adopt(opened, (open) => open.close())
  const { registry } = store
  // Before anything can be stored and closed after every door, so that nothing is stored outside the checkpoints of start and stop.
  const audit = await openAudit({ ledger: store.audit, home, clock, log })
  stack.defer(() => audit.close())
  const conductor = await openConductor({
    store,
    signer: orderSigning,
    releaseCodes: releaseCodes(authority),
    clock,
    random: getRandomValues,
    log,
  })
  const { broken } = conductor.integrity()
  for (const { subject, index } of broken)
    log.error('store/chain-broken', { subject: `${subject.kind} ${subject.id}`, index })

  stack.defer(conductor.onChange(({ entries }) => audit.grew(entries.length)))
  audit.start(({ total }) => conductor.verified(total))

  const inbox = intake({ conductor, store, office, clock, random: getRandomValues, log })
  const revocation = new Revocation({ registry, clock, log })
  const terminals = gateway({
    tls: { key: identity.key, cert: identity.chain, ca: [authority.certificate] },
    certificates: (serial) => revocation.check(serial),
    onKey: (endpoint, publicKey) => conductor.seenKey(endpoint, publicKey),
    inbox,
    office,
    clock,
    log,
  })
  stack.defer(dispatch({ conductor, gateway: terminals, office }))
  const gatewayPort = await listening('gateway', listen, config.gatewayPort, terminals)
  stack.defer(() => terminals.close())
  stack.defer(
    revocation.watch(
      (endpoint) => terminals.presence(endpoint)?.online === true,
      (endpoint) => terminals.turnAway(endpoint, 'revoked'),
    ),
  )

  const directory = new Directory(registry)
  await directory.refresh()
  const registrar = new Registrar({
    conductor,
    registry,
    fingerprint: authority.fingerprint,
    command: (code, name) => zhCn.server.enrollmentCommand(enrollmentUrl, code, name),
    async onChanged(renamed) {
      await directory.refresh()
      for (const endpoint of renamed) conductor.enrolled(endpoint)
    },
    now: () => clock.now(),
    random: getRandomValues,
  })
  await registrar.open()
  // A full disk must not keep the server from taking alerts; the next start looks again.
  await registrar.catchUp().catch((error: unknown) => log.error('registry/not-caught-up', errorFields(error)))
  stack.defer(
    every(clock, adoptMs, () =>
      registrar.adoptNews().catch((error: unknown) => log.error('registry/not-caught-up', errorFields(error))),
    ),
  )
  const onEnrolled = (endpoint: Endpoint) => {
    // Its institution may have been registered on the command line, beside us.
    Promise.all([directory.refresh(), registrar.adopt()])
      .catch((error: unknown) => log.error('console/directory-not-read', errorFields(error)))
      .finally(() => conductor.enrolled(endpoint))
  }
  // In the console everybody is told by their posts; outside only over what the settings name.
  const notify = config.notify ?? notifySettings.parse({})
  const channels = channelsOf(notify, config.secrets)
  const institution = (id: string) => directory.institutions.get(id)
  const notifier = new Notifier({
    conductor,
    store: store.deliveries,
    settings: notify,
    channels,
    institution,
    clock,
    log,
    random: getRandomValues,
  })
  notifier.start()
  stack.defer(() => notifier.close())
  if (channels.length > 0) log.info('notify/ready', { channels: channels.map(({ name }) => name).join(' ') })
  else log.info('notify/nothing-configured')

  const tries = () => new TryLimit({ ...tenInFifteenMinutes, monotonic: () => clock.monotonic() })
  const enroll = enrollmentListener({
    identity,
    enrollment: enrollment({
      registry,
      authority,
      orderKeys: [orderSigning],
      office,
      gateway: () => place(reachedBy, gatewayPort),
      clock,
      log,
      onEnrolled,
    }),
    tries: tries(),
    log,
  })
  const enrollmentPort = await listening('enrollment', listen, config.enrollmentPort, enroll)
  stack.defer(() => enroll.close())
  const enrollmentUrl = `https://${place(reachedBy, enrollmentPort)}`

  const people = openPeople({
    store: store.credentials,
    registry,
    conductor,
    tries: tries(),
    seal: openSeal(home.pki),
    clock,
    log,
    onSetupCodeUsed: () => rmSync(home.setupCode, { force: true }),
  })
  stack.defer(people.start())
  const desk: Desk = {
    conductor,
    plan: openPlanDesk({
      conductor,
      histories: store.history,
      audit,
      institutions: () => [...directory.institutions.values()],
      home,
      clock,
    }),
    people,
    machine: (token) => registrar.machine(token),
    inbox: openInbox({ store: store.deliveries, conductor, institution, clock }),
    office,
    now: () => clock.now(),
    seen: () => ({
      situation: conductor.situation(),
      endpoints: directory.endpoints,
      institutions: directory.institutions,
      presence: (endpoint) => terminals.presence(endpoint),
    }),
    registrar,
    oldestRecords: async () => ({ ...(await store.audit.oldest()), log: oldestLogLine(config.home.log) }),
    async verifyHistories() {
      const report = await audit.verify()
      return (
        report && {
          total: report.total,
          findings: report.findings.map(findingSentence),
          printed: report.daily && dailySentence(report.daily),
        }
      )
    },
  }
  const feed = new Feed({ conductor, presences: terminals, directory, office, clock, log })
  const console = openConsole({
    desk,
    feed,
    pages: pages ?? pagesIn(config.pages),
    names: certificateHosts,
    tls: config.loopbackOnly ? undefined : identity,
    clock,
    log,
  })
  const consolePort = await listening('console', listen, config.consolePort, console)
  stack.defer(() => console.close())
  const consoleUrl = `${config.loopbackOnly ? 'http' : 'https'}://${place(reachedBy, consolePort)}`

  stack.defer(
    every(clock, renewalMs, async () => {
      const next = await authority.serverIdentity(certificateHosts)
      if (next.chain === identity.chain) return
      identity = next
      terminals.renew({ key: next.key, cert: next.chain, ca: [authority.certificate] })
      enroll.renew(next)
      console.renew(next)
      log.info('server/certificate-renewed', { notAfter: next.notAfter })
    }),
  )

  const warnOfCalendar = () => {
    const year = officialYearMissing(clock.now(), calendarInForce(conductor.situation().office))
    if (year !== undefined) log.warn('calendar/official-year-missing', { year })
  }
  warnOfCalendar()
  stack.defer(every(clock, dayMs, async () => warnOfCalendar()))

  const reachable: Reachable = { enrollment: enrollmentUrl, console: consoleUrl }
  writePrivate(home.reachable, `${JSON.stringify(reachable)}\n`)
  const setupCode = await makeSetupCode({ registry, clock })
  writePrivate(home.setupCode, `${setupCode}\n`)
  log.info('server/ready', { gatewayPort, enrollmentPort, consolePort, consoleUrl })

  const running = stack.move()
  return {
    gatewayPort,
    enrollmentPort,
    consolePort,
    consoleUrl,
    setupCode,
    lost: lost.promise,
    close: () => running.disposeAsync(),
  }
}

interface Listening {
  listen(at: { readonly host: string; readonly port: number }): Promise<number>
}

/** Says which of the three doors it was that could not be opened. */
async function listening(
  name: keyof typeof zhCn.server.listeners,
  host: string,
  port: number,
  door: Listening,
): Promise<number> {
  try {
    return await door.listen({ host, port })
  } catch (cause) {
    const where = `${zhCn.server.listeners[name]} ${place(host, port)}`
    const code = codeOf(cause)
    if (code === 'EADDRINUSE' || code === 'console/port-in-use')
      throw new Fault('console/port-in-use', `${place(host, port)} is in use`, {
        cause,
        hint: `${zhCn.server.portInUse(where)}；${zhCn.faults['console/port-in-use'].todo}`,
      })
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND' || code === 'EINVAL')
      throw new Fault('console/address-unusable', `${place(host, port)} cannot be listened on`, {
        cause,
        hint: `${zhCn.server.addressUnusable(where)}；${zhCn.faults['console/address-unusable'].todo}`,
      })
    throw cause
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** `host:port`, with brackets where the host is an IPv6 address. */
const place = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)
