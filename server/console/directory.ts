/** The registry's institutions and terminals, held in memory for the rows of the live list. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { Registry } from '../store/store.ts'

export class Directory {
  readonly #registry: Pick<Registry, 'institutions' | 'endpoints'>
  #institutions: ReadonlyMap<string, Institution> = new Map()
  #endpoints: ReadonlyMap<string, Endpoint> = new Map()

  constructor(registry: Pick<Registry, 'institutions' | 'endpoints'>) {
    this.#registry = registry
  }

  get institutions(): ReadonlyMap<string, Institution> {
    return this.#institutions
  }

  get endpoints(): ReadonlyMap<string, Endpoint> {
    return this.#endpoints
  }

  /** Reads both anew: at start, after an enrolment, and when a code was made for a new institution. */
  async refresh(): Promise<void> {
    const [institutions, endpoints] = await Promise.all([this.#registry.institutions(), this.#registry.endpoints()])
    this.#institutions = new Map(institutions.map((institution) => [institution.id, institution]))
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]))
  }
}
