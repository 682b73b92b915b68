/** The layers of one isolation taken together: applied in order, each believed only by looking, released all whatever happens. */

import type { IsolationScope, LayerReport } from '#shared/domain/isolation.ts'
import { isFault } from '#shared/fault.ts'
import { printable } from '#shared/protocol/limits.ts'
import { sleep } from '#shared/time/clock.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { IsolationDriver, IsolationTarget, LayerStatus } from './driver.ts'

export interface Layers {
  readonly rehearsal: boolean
  namesFor(scope: IsolationScope): string[]
  /** Whether one of these that stands stops packets by itself. */
  hold(reports: readonly LayerReport[]): boolean
  look(target: IsolationTarget, scope: IsolationScope): Promise<LayerReport[]>
  /** Applies the named layers in turn; one that fails leaves the others theirs. `between` runs after the first one. Never throws. */
  apply(
    target: IsolationTarget,
    scope: IsolationScope,
    names: readonly string[],
    between: () => Promise<void>,
  ): Promise<Failures>
  /** Looks at all of the scope until they stand or time is out. What failed is not waited for, but may stand all the same. */
  verify(target: IsolationTarget, scope: IsolationScope, failures: Failures): Promise<LayerReport[]>
  /** Removes every layer and yields what is left of any. */
  release(target: IsolationTarget): Promise<LayerReport[]>
  /** Of how far the machine is cut without anybody having said so; undefined where nothing of ours is found. */
  found(target: IsolationTarget): Promise<IsolationScope | undefined>
}

/** What each layer's failure said, by its name. */
export type Failures = ReadonlyMap<string, string>

export interface LayersOptions {
  /** In the order in which they are applied: L1, then L2. */
  readonly drivers: readonly IsolationDriver[]
  readonly clock: Clock
  /** How long a layer may take to be seen. */
  readonly verifyWithinMs: number
}

/** What an error may say on a screen's small print: code first, since machines search for it. */
export const detailOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  return printable((isFault(error) ? `${error.code}: ${message}` : message).replaceAll('\n', ' '), 500)
}

export function layersOf({ drivers, clock, verifyWithinMs }: LayersOptions): Layers {
  const inScope = (scope: IsolationScope) => drivers.filter(({ scopes }) => scopes.includes(scope))

  const look = (target: IsolationTarget, scope: IsolationScope, failures: Failures = new Map()) =>
    Promise.all(
      inScope(scope).map(async (driver) => {
        const { stands, detail } = await statusOf(driver, target, scope)
        return { layer: driver.name, stands, detail: stands ? detail : withCause(detail, failures.get(driver.name)) }
      }),
    )

  /** Looks until `enough`, soon at first, since most layers stand at once. */
  async function lookUntil(enough: (reports: LayerReport[]) => boolean, lookOnce: () => Promise<LayerReport[]>) {
    const since = clock.monotonic()
    for (let pauseMs = 50; ; pauseMs = Math.min(500, pauseMs * 2)) {
      const reports = await lookOnce()
      if (enough(reports) || clock.monotonic() - since + pauseMs > verifyWithinMs) return reports
      await sleep(clock, pauseMs)
    }
  }

  return {
    rehearsal: drivers.length > 0 && drivers.every(({ rehearsal }) => rehearsal),
    namesFor: (scope) => inScope(scope).map(({ name }) => name),
    hold: (reports) =>
      reports.some(
        ({ layer, stands }) =>
          stands && drivers.some(({ name, stopsNothing }) => name === layer && stopsNothing !== true),
      ),
    look: (target, scope) => look(target, scope),

    apply: async (target, scope, names, between) => {
      const failures = new Map<string, string>()
      for (const [at, driver] of inScope(scope)
        .filter(({ name }) => names.includes(name))
        .entries()) {
        if (at === 1) await between()
        await driver.apply(target, scope).catch((error: unknown) => failures.set(driver.name, detailOf(error)))
      }
      return failures
    },

    verify: (target, scope, failures) => {
      const enough = (reports: LayerReport[]) => reports.every(({ layer, stands }) => stands || failures.has(layer))
      return lookUntil(enough, () => look(target, scope, failures))
    },

    release: async (target) => {
      const failures = new Map<string, string>()
      // The firewall last: nothing passes before the adapter has back what it had.
      for (const driver of drivers.toReversed()) {
        await driver.release(target).catch((error: unknown) => failures.set(driver.name, detailOf(error)))
      }
      const leftOver = async () => {
        const all = await Promise.all(
          drivers.map(async (driver) => {
            const { gone, stands, detail } = await statusOf(driver, target, 'full')
            return gone ? [] : [{ layer: driver.name, stands, detail: withCause(detail, failures.get(driver.name)) }]
          }),
        )
        return all.flat()
      }
      return lookUntil((reports) => reports.every(({ layer }) => failures.has(layer)), leftOver)
    },

    found: async (target) => {
      // A layer that cannot be looked at is no sign of a cut: a terminal must not be cut for a missing program.
      const signs = await Promise.allSettled(drivers.map((driver) => driver.status(target, 'full')))
      if (signs.every((sign) => sign.status === 'rejected' || sign.value.gone)) return undefined
      const selective = await look(target, 'selective')
      return selective.length > 0 && selective.every(({ stands }) => stands) ? 'selective' : 'full'
    },
  }
}

const withCause = (detail: string, cause: string | undefined): string =>
  printable(cause === undefined ? detail : `${cause} (${detail})`, 500)

/** A layer that cannot be looked at neither stands nor is gone. */
async function statusOf(driver: IsolationDriver, target: IsolationTarget, scope: IsolationScope): Promise<LayerStatus> {
  try {
    return await driver.status(target, scope)
  } catch (error) {
    return { stands: false, gone: false, detail: detailOf(error) }
  }
}
