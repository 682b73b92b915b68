// A console with everything real but what stands behind it: an open desk, one officer, no terminals.
import type { Institution } from '#shared/domain/institution.ts'
import type { Desk, Machine } from '#server/console/call.ts'
import type { ConsoleParts } from '#server/console/console.ts'
import { Directory } from '#server/console/directory.ts'
import { Feed } from '#server/console/feed.ts'
import type { FeedLimits } from '#server/console/feed.ts'
import { pagesOf } from '#server/console/pages.ts'
import type { Presences, TerminalPresence } from '#server/console/presence.ts'
import { openInbox } from '#server/notify/inbox.ts'
import { openPeople } from '#server/people/people.ts'
import { sealedUnder } from '#server/people/sealed-secret.ts'
import { Registrar } from '#server/registry/registrar.ts'
import type { Clock } from '#shared/time/clock.ts'
import { tenInFifteenMinutes, TryLimit } from '#shared/time/try-limit.ts'
import { aPlanDesk } from './a-plan-desk.ts'
import { askerOf, officeOf } from './askers.ts'
import type { Asker } from './askers.ts'
import { CollectedLog } from './collected-log.ts'
import { ManualClock } from './manual-clock.ts'
import { memoryStore } from './memory-store.ts'
import { RecordedConductor } from './recorded-conductor.ts'

export class SettablePresences implements Presences {
  readonly #known = new Map<string, TerminalPresence>()
  readonly #listeners = new Set<(presence: TerminalPresence) => void>()

  presence(endpoint: string) {
    return this.#known.get(endpoint)
  }

  onPresence(listener: (presence: TerminalPresence) => void) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(presence: TerminalPresence): void {
    this.#known.set(presence.endpoint, presence)
    for (const listener of this.#listeners) listener(presence)
  }
}

export function consoleParts({
  clock = new ManualClock(),
  conductor = new RecordedConductor(),
  institutions = [],
  limits = {},
}: {
  clock?: Clock
  conductor?: RecordedConductor
  institutions?: readonly Institution[]
  limits?: Partial<FeedLimits>
} = {}) {
  const log = new CollectedLog()
  const presences = new SettablePresences()
  conductor.now = () => clock.now()
  const { registry, credentials: store, deliveries } = memoryStore()
  const office = { name: '璧山区医疗保障局', phone: '023-0000 0000' }
  const directory = new Directory({
    institutions: async () => [...institutions, ...(await registry.institutions())],
    endpoints: () => registry.endpoints(),
  })
  const tries = new TryLimit({ ...tenInFifteenMinutes, monotonic: () => clock.monotonic() })
  const seal = sealedUnder(Buffer.alloc(32, 1))
  const people = openPeople({ store, registry, conductor, tries, seal, clock, log })
  const feed = new Feed({ conductor, presences, directory, office, clock, log, limits })
  const machines = new Map<string, Machine>()
  const oldest: { entry?: number } = {}
  const registrar = new Registrar({
    conductor,
    registry,
    fingerprint: 'x',
    command: (code, name = '') => `enroll ${code} ${name}`,
    onChanged: () => directory.refresh(),
    now: () => clock.now(),
    random: (bytes) => crypto.getRandomValues(bytes),
  })
  const desk: Desk = {
    conductor,
    people,
    machine: (token) => machines.get(token) ?? registrar.machine(token),
    plan: aPlanDesk({ conductor, now: () => clock.now() }),
    inbox: openInbox({ store: deliveries, conductor, institution: (id) => directory.institutions.get(id), clock }),
    office,
    now: () => clock.now(),
    seen: () => ({
      situation: conductor.situation(),
      endpoints: directory.endpoints,
      institutions: directory.institutions,
      presence: (endpoint) => presences.presence(endpoint),
    }),
    registrar,
    oldestRecords: async () => oldest,
    verifyHistories: async () => ({ total: 0, findings: [], printed: undefined }),
  }
  const pages = pagesOf([
    ['index.html', Buffer.from('<!doctype html><title>值班</title>')],
    ['assets/app-1.js', Buffer.from('export {}')],
  ])
  const parts: ConsoleParts = { desk, feed, pages, names: ['127.0.0.1', 'localhost'], clock, log }

  /** A session of somebody who holds this post, without typing anything. */
  async function signedIn(asker: Asker = askerOf('office')) {
    const { office } = conductor.situation()
    if (!office.people.has(asker.officer.id)) conductor.change({ office: officeOf([asker], office) })
    const token = await people.sessions.begin(asker.officer.id, '10.0.0.1')
    const session = (await people.sessions.session(token))!
    return { token, cookie: `sentinel-session=${token}`, tokenHash: session.tokenHash, officer: asker.officer }
  }

  return {
    parts,
    log,
    presences,
    registry,
    store,
    directory,
    conductor,
    people,
    feed,
    clock,
    machines,
    oldest,
    signedIn,
  }
}
