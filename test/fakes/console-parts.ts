// A console with everything real but what stands behind it: an open desk, one officer, no terminals.
import type { Institution } from '#shared/domain/institution.ts'
import type { Desk } from '#server/console/call.ts'
import type { ConsoleParts } from '#server/console/console.ts'
import { Directory } from '#server/console/directory.ts'
import { Feed } from '#server/console/feed.ts'
import type { FeedLimits } from '#server/console/feed.ts'
import { pagesOf } from '#server/console/pages.ts'
import type { Presences, TerminalPresence } from '#server/console/presence.ts'
import { SignIn } from '#server/console/sign-in.ts'
import type { Clock } from '#shared/time/clock.ts'
import { tenInFifteenMinutes, TryLimit } from '#shared/time/try-limit.ts'
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
  const { registry } = memoryStore()
  const office = { name: '璧山区医疗保障局', phone: '023-0000 0000' }
  const directory = new Directory({ institutions: async () => institutions, endpoints: async () => [] })
  const tries = new TryLimit({ ...tenInFifteenMinutes, monotonic: () => clock.monotonic() })
  const signIn = new SignIn({ registry, tries, clock, log })
  const feed = new Feed({ conductor, presences, directory, office, clock, log, limits })
  const made: string[] = []
  const desk: Desk = {
    conductor,
    signIn,
    office,
    seen: () => ({
      situation: conductor.situation(),
      endpoints: directory.endpoints,
      institutions: directory.institutions,
      presence: (endpoint) => presences.presence(endpoint),
    }),
    async makeEnrollmentCode({ institution }) {
      made.push(institution)
      return { code: '7F3KM-2QX9D.x', command: 'enroll' }
    },
    verifyHistories: async () => ({ total: 0, findings: [], printed: undefined }),
  }
  const pages = pagesOf([
    ['index.html', Buffer.from('<!doctype html><title>值班</title>')],
    ['assets/app-1.js', Buffer.from('export {}')],
  ])
  const parts: ConsoleParts = { desk, feed, pages, names: ['127.0.0.1', 'localhost'], clock, log }
  return { parts, log, presences, registry, directory, conductor, signIn, feed, clock, made }
}
