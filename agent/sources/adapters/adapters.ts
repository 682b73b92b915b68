/** The adapters source: a second default route, a new adapter or another gateway becomes an event within half a second. */

import type { NetworkChanged } from '#shared/domain/event.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Cancel, Clock } from '#shared/time/clock.ts'
import { every } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { momentOf } from '../../machine/moment-of.ts'
import type { Emit, Source } from '../source.ts'
import type { ChangeNotices, NetworkFacts, NetworkReader } from './network-facts.ts'
import { sameFacts, withKnownMacs } from './network-facts.ts'

export interface AdaptersSourceOptions {
  readonly clock: Clock
  readonly log: Log
  readonly reader: NetworkReader
  readonly notices: ChangeNotices
  readonly pollMs?: number
  /** Changes come in bursts (link, address, route): the facts are read once for all that come within this. */
  readonly settleMs?: number
}

export function adaptersSource({
  clock,
  log,
  reader,
  notices,
  pollMs = 5_000,
  settleMs = 20,
}: AdaptersSourceOptions): Source {
  const words = zhCn.coverage.adapters
  let state: ReturnType<Source['coverage']> = { state: 'off', because: zhCn.coverage.notStarted }
  let noticed = false
  let facts: NetworkFacts | undefined
  let fingerprint = ''

  return {
    name: 'adapters',
    emits: ['network-changed'],
    coverage: () => state,
    async start(emit: Emit, signal: AbortSignal) {
      let reading: Promise<void> | undefined
      let again = false

      /** Reads now; what changes during the reading is read after it. */
      const read = (): Promise<void> => {
        if (reading) {
          again = true
          return reading
        }
        reading = readOnce().finally(() => {
          reading = undefined
          if (again && !signal.aborted) {
            again = false
            void read()
          }
        })
        return reading
      }

      const readOnce = async () => {
        try {
          fingerprint = await reader.fingerprint()
          const next = withKnownMacs(facts, await reader.read())
          say(noticed)
          if (signal.aborted || (facts && sameFacts(facts, next))) return
          facts = next
          const event: NetworkChanged = {
            kind: 'network-changed',
            source: 'adapters',
            moment: momentOf(clock),
            ...next,
          }
          emit(event)
        } catch (error) {
          state = { state: 'off', because: words.unreadable }
          log.warn('adapters/unreadable', errorFields(error))
        }
      }

      const say = (works: boolean) => {
        noticed = works
        state = works
          ? { state: 'full', because: words.full }
          : { state: 'degraded', because: words.polled(pollMs / 1000) }
      }

      let settle: Cancel | undefined
      const onChange = () => {
        settle ??= clock.after(settleMs, () => {
          settle = undefined
          void read()
        })
      }

      await read()
      notices.start(onChange, say, signal)
      const stopPolling = every(clock, pollMs, async () => {
        const now = await reader.fingerprint().catch(() => 'unreadable')
        if (now !== fingerprint) await read()
      })
      signal.addEventListener(
        'abort',
        () => {
          stopPolling()
          settle?.()
        },
        { once: true },
      )
    },
  }
}
