/** Who a connected terminal is and how far it got, looked up once and then known: no record waits for the registry. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import { Fault } from '#shared/fault.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Store } from '../store/store.ts'
import { StoredCursors } from './cursors.ts'

export interface Known {
  readonly endpoint: Endpoint
  readonly institution: Pick<Institution, 'id' | 'name'>
}

/** A renamed institution shows on terminals and titles after this long; a storm of greetings reads the list once. */
const institutionsFreshMs = 60_000

export class VisitorBook {
  readonly cursors = new StoredCursors()
  readonly #store: Store
  readonly #clock: Clock
  readonly #known = new Map<string, Known>()
  #institutions: { readonly readAt: number; readonly list: Promise<readonly Institution[]> } | undefined

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** What is known already, without waiting. */
  known(endpoint: string): Known | undefined {
    return this.#known.get(endpoint)
  }

  /** Rejects with `enrollment/not-enrolled` where the registry has no such endpoint. */
  async look(id: string): Promise<Known> {
    const endpoint = await this.#store.registry.endpoint(id)
    if (!endpoint) throw new Fault('enrollment/not-enrolled', `no endpoint ${id} in the registry`)
    const institution = await this.#institution(endpoint.institution)
    if (!this.cursors.knows(id)) this.cursors.learn(id, await this.#store.history.cursors(id))
    const known = { endpoint, institution }
    this.#known.set(id, known)
    return known
  }

  async #institution(id: string): Promise<Known['institution']> {
    const fresh = this.#institutions && this.#clock.monotonic() - this.#institutions.readAt < institutionsFreshMs
    const found = fresh ? (await this.#institutions?.list)?.find((one) => one.id === id) : undefined
    if (found) return found
    const list = this.#store.registry.institutions()
    this.#institutions = { readAt: this.#clock.monotonic(), list }
    try {
      return (await list).find((one) => one.id === id) ?? { id, name: '' }
    } catch (error) {
      this.#institutions = undefined
      throw error
    }
  }
}
