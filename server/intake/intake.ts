/** The intake: checks, recognises repeats, stores and only then acknowledges what terminals send. */

import type { Order } from '#shared/domain/order.ts'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { RecordFrame } from '#shared/protocol/frame.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Greeting, Inbox, Taken, Visitor } from '../gateway/inbox.ts'
import type { ArrivedRecord, Store } from '../store/store.ts'
import type { RunningConductor } from '../workflow/conductor.ts'
import { plan } from '../workflow/plan.ts'
import type { Situation } from '../workflow/situation.ts'
import { opensIncident } from '../workflow/steps/receive.ts'
import { recentNotices } from './notices.ts'
import { take } from './take.ts'
import type { Arrival, Judged } from './take.ts'
import { VisitorBook } from './visitor-book.ts'
import type { Known } from './visitor-book.ts'

export interface IntakeParts {
  readonly conductor: RunningConductor<ArrivedRecord>
  readonly store: Store
  readonly office: { readonly name: string }
  readonly clock: Clock
  /** Fills and returns an array, as `crypto.getRandomValues` does; for ids. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
  readonly log: Log
  /** A record that reaches the office this long after it happened is logged as late; 5 minutes unless told. */
  readonly lateAfterMs?: number | undefined
}

export const intake = (parts: IntakeParts): Inbox => new Intake(parts)

/** It was agreed that the terminal may come back, and then the incident came back first (四(二)3): what waited for the terminal does not go down any more. */
const isVoid = ({ incidents }: Situation, { action, incident }: Order): boolean =>
  action.kind === 'release' && incidents.get(incident ?? '')?.phase === 'responding'

interface Waiting {
  readonly arrival: Arrival
  readonly resolve: (taken: Taken) => void
  readonly reject: (error: unknown) => void
}

class Intake implements Inbox {
  readonly #parts: IntakeParts
  readonly #book: VisitorBook
  #waiting: Waiting[] = []
  #busy = false

  constructor(parts: IntakeParts) {
    this.#parts = parts
    this.#book = new VisitorBook(parts.store, parts.clock)
  }

  async greet({ endpoint: id, hello }: Visitor): Promise<Greeting> {
    const { conductor, office, clock, log } = this.#parts
    const { endpoint, institution } = await this.#book.look(id)
    const seen = conductor.situation().endpoints.get(id)?.endpoint
    if (seen?.number !== endpoint.number || seen.name !== endpoint.name) conductor.enrolled(endpoint)

    const now = clock.now()
    const situation = conductor.situation()
    const cursors = hello.lanes.map(({ epoch, next }) => {
      const acknowledged = this.#book.cursors.reached(id, epoch)
      // Its disk went back in time (a restored image): what it numbers anew would look like repeats. It must begin a new epoch.
      if (next <= acknowledged) log.warn('intake/terminal-went-back', { endpoint: id, epoch, next, acknowledged })
      return { epoch, acknowledged }
    })
    const orders = (situation.endpoints.get(id)?.orders ?? [])
      .filter(({ signed: { order }, receipt }) => receipt === undefined && order.notAfter > now)
      .filter(({ signed: { order } }) => !isVoid(situation, order))
      .map(({ signed }) => signed)
    return {
      institution: institution.name,
      endpoint: { number: endpoint.number, name: endpoint.name },
      cursors,
      orders,
      notices: recentNotices(situation, id, office.name, now),
    }
  }

  async receive(visitor: Visitor, record: RecordFrame, receivedAt: number): Promise<Taken> {
    const { endpoint } = visitor
    const known = this.#book.known(endpoint) ?? (await this.#book.look(endpoint))
    return this.#admitted(visitor, known, record, receivedAt)
  }

  orderDelivered(endpoint: string, order: string): void {
    const { conductor, clock, log } = this.#parts
    conductor
      .perform((situation) => plan.deliver.decide(situation, { endpoint, order, now: clock.now() }))
      .catch((error: unknown) => log.warn('intake/delivery-not-recorded', { endpoint, order, ...errorFields(error) }))
  }

  #admitted(visitor: Visitor, { institution }: Known, record: RecordFrame, receivedAt: number): Promise<Taken> {
    const { body } = record
    const incident = body.kind === 'alert' && opensIncident(body.alert) ? uuid7(receivedAt, this.#parts.random) : ''
    const arrival = { endpoint: visitor.endpoint, institution, clock: visitor.clock(), record, receivedAt, incident }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ arrival, resolve, reject })
      if (this.#busy) return
      this.#busy = true
      queueMicrotask(() => void this.#run())
    })
  }

  /** One batch at a time: the next one starts from cursors that are durable. */
  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#takeTogether(batch)
    }
    this.#busy = false
  }

  async #takeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const judged = await this.#perform(batch.map(({ arrival }) => arrival))
      batch.forEach(({ arrival, resolve, reject }, i) => {
        const one = judged[i]
        if (!one) return reject(new Error('a record was left without a verdict'))
        this.#tell(arrival, one)
        return resolve(one.taken)
      })
    } catch (error) {
      if (isFault(error) || batch.length === 1) for (const { reject } of batch) reject(error)
      // Not the disk but one of the records, and a bug of ours: whoever sent it must not stop the others.
      else for (const one of batch) await this.#takeTogether([one])
    }
  }

  async #perform(arrivals: readonly Arrival[]): Promise<readonly Judged[]> {
    const { conductor, lateAfterMs = 5 * 60_000 } = this.#parts
    let draft = this.#book.cursors.draft()
    const judged = await conductor.perform((situation) => {
      draft = this.#book.cursors.draft()
      return take(situation, draft, arrivals, lateAfterMs)
    })
    draft.keep()
    return judged
  }

  #tell({ endpoint, record: { epoch, sequence, body } }: Arrival, { admission }: Judged): void {
    const { log } = this.#parts
    const fields = { endpoint, epoch, sequence, kind: body.kind }
    if (admission.verdict === 'late') log.info('intake/late', { ...fields, byMs: admission.byMs })
    if (admission.verdict === 'out-of-order')
      log.warn('intake/out-of-order', { ...fields, expected: admission.expected })
  }
}
