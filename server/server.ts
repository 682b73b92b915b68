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
import { makeSetupCode, SignIn } from './console/sign-in.ts'
import { gateway } from './gateway/gateway.ts'
import { dispatch } from './intake/dispatch.ts'
import { intake } from './intake/intake.ts'
import { channelsOf } from './notify/channels/index.ts'
import { Notifier } from './notify/notifier.ts'
import { openAuthority } from './pki/authority.ts'
import { makeEnrollmentCode } from './pki/enrollment-code.ts'
import { enrollmentListener } from './pki/enrollment-listener.ts'
import { enrollment } from './pki/enrollment.ts'
import { openOrderSigning } from './pki/order-signing.ts'
import { writePrivate } from './pki/private-file.ts'
import { Revocation } from './pki/revocation.ts'
import { openSqliteStore } from './store/sqlite/sqlite-store.ts'
import { conductor as openConductor } from './workflow/conductor.ts'

/** How often the server's own certificate is looked at; it lives a year and is renewed after two thirds of it. */
const renewalMs = 6 * 3_600_000

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
  /** For the first sign-in; good once. */
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
  const conductor = await openConductor({ store, signer: orderSigning, clock, random: getRandomValues, log })
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
  const onEnrolled = (endpoint: Endpoint) => {
    directory
      .refresh()
      .catch((error: unknown) => log.error('console/directory-not-read', errorFields(error)))
      .finally(() => conductor.enrolled(endpoint))
  }
  const notify = config.notify
  const channels = notify ? channelsOf(notify, config.secrets) : []
  if (notify && channels.length > 0) {
    const notifier = new Notifier({
      conductor,
      store: store.deliveries,
      settings: notify,
      channels,
      institution: (id) => directory.institutions.get(id),
      // No step files the initial report yet; the one that will is asked here.
      reported: () => false,
      clock,
      log,
      random: getRandomValues,
    })
    notifier.start()
    stack.defer(() => notifier.close())
    log.info('notify/ready', { channels: channels.map(({ name }) => name).join(' ') })
  } else log.info('notify/nothing-configured')

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

  const signIn = new SignIn({
    registry,
    tries: tries(),
    clock,
    log,
    onCodeUsed: () => rmSync(home.setupCode, { force: true }),
  })
  const desk: Desk = {
    conductor,
    signIn,
    office,
    seen: () => ({
      situation: conductor.situation(),
      endpoints: directory.endpoints,
      institutions: directory.institutions,
      presence: (endpoint) => terminals.presence(endpoint),
    }),
    async makeEnrollmentCode(wanted) {
      const { code } = await makeEnrollmentCode({ registry, fingerprint: authority.fingerprint, clock }, wanted)
      await directory.refresh()
      return { code, command: zhCn.server.enrollmentCommand(enrollmentUrl, code) }
    },
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
