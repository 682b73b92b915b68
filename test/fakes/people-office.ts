/** The people of an office with everything real but disk, clock and network; the first day done as on the real one. */

import { webcrypto } from 'node:crypto'
import type { Order } from '#shared/domain/order.ts'
import type { Officer } from '#shared/domain/actor.ts'
import { tenInFifteenMinutes, TryLimit } from '#shared/time/try-limit.ts'
import { openPeople } from '#server/people/people.ts'
import { sealedUnder } from '#server/people/sealed-secret.ts'
import { conductor as openConductor } from '#server/workflow/conductor.ts'
import type { OfficeHappening } from '#server/workflow/office-history.ts'
import { aSetup, TypingPerson } from './a-setup.ts'
import type { PostRole } from './askers.ts'
import { CollectedLog } from './collected-log.ts'
import { ManualClock } from './manual-clock.ts'
import { memoryStore } from './memory-store.ts'
import { releaseCodeMaker } from './release-code-maker.ts'

export async function peopleOffice({ clock = new ManualClock() }: { readonly clock?: ManualClock } = {}) {
  const log = new CollectedLog()
  const store = memoryStore()
  const signer = { sign: (order: Order) => ({ order, keyId: 'key', signature: 'signed' }) }
  const random = (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes)
  const conductor = await openConductor({ store, signer, releaseCodes: releaseCodeMaker, clock, random, log })
  const { registry, credentials } = store
  const people = openPeople({
    store: credentials,
    registry,
    conductor,
    tries: new TryLimit({ ...tenInFifteenMinutes, monotonic: () => clock.monotonic() }),
    seal: sealedUnder(Buffer.alloc(32, 7)),
    clock,
    log,
  })
  const now = () => clock.now()
  let made = 0

  const officerOf = (person: TypingPerson): Officer => {
    const known = [...conductor.situation().office.people.values()].find(
      ({ person: { login } }) => login === person.login,
    )
    if (!known) throw new Error(`nobody is ${person.login}`)
    return { kind: 'officer', id: known.person.id, name: known.person.name }
  }

  /** The three administrators. */
  async function founded() {
    return (await aSetup({ registry, clock, people }, 'held')).persons
  }

  /** Somebody with a post, password and authenticator; the administrators act through the conductor. */
  async function appointed(
    by: { readonly system: TypingPerson; readonly security: TypingPerson },
    role: PostRole | 'none' = 'office',
    name = '王建国',
  ): Promise<TypingPerson> {
    const person = new TypingPerson({ name, login: `officer${++made}`, now })
    const { login } = person
    const added = await conductor.actInOffice({ kind: 'add-person', name, login, phone: '' }, officerOf(by.system))
    if (!added.ok) throw new Error(added.refusal)
    const { id = '' } = added.value
    const { code } = await people.credentials.makeActivationCode(id)
    const active = await people.credentials.activate({ login, code, ...person.fresh() }, '10.0.0.9')
    if (!active.ok) throw new Error(active.refusal)
    if (role !== 'none') {
      const post = { kind: 'give-post', person: id, role, from: now(), document: '1号' } as const
      const given = await conductor.actInOffice(post, officerOf(by.security))
      if (!given.ok) throw new Error(given.refusal)
    }
    return person
  }

  /** What stands in the office's history, by kind. */
  const happened = <Kind extends OfficeHappening['kind']>(kind: Kind) =>
    store.entries.flatMap(({ happening }) =>
      happening.kind === kind ? [happening as Extract<OfficeHappening, { kind: Kind }>] : [],
    )

  return { clock, log, store, conductor, people, founded, appointed, officerOf, happened }
}
