// A server process without console and enrolment: store, intake and gateway, to be killed by its test. Argument: a JSON object.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { webcrypto } from 'node:crypto'
import { silentLog } from '#shared/log.ts'
import type { Order } from '#shared/domain/order.ts'
import type { Clock } from '#shared/time/clock.ts'
import { gateway } from '#server/gateway/gateway.ts'
import type { Inbox } from '#server/gateway/inbox.ts'
import { dispatch } from '#server/intake/dispatch.ts'
import { intake } from '#server/intake/intake.ts'
import { openSqliteStore } from '#server/store/sqlite/sqlite-store.ts'
import type { ArrivedRecord } from '#server/store/store.ts'
import { conductor } from '#server/workflow/conductor.ts'
import { releaseCodeMaker } from '../fakes/release-code-maker.ts'

export interface IntakeTask {
  readonly home: string
  /** The control: acknowledge first, store later. A test that does not find this finds nothing. */
  readonly acknowledgeFirst: boolean
}

const { home, acknowledgeFirst } = JSON.parse(process.argv[2] ?? '') as IntakeTask
const file = (name: string) => readFileSync(join(home, name), 'utf8')

const clock: Clock = {
  id: `process-${process.pid}`,
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random = (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes)
const signer = { sign: (order: Order) => ({ order, keyId: 'key', signature: 'A'.repeat(86) }) }
const office = { name: '医保局办公室', phone: '023' }
const log = {
  ...silentLog,
  error: (code: string, fields?: object) => process.stderr.write(`${code} ${JSON.stringify(fields)}\n`),
}

const store = await openSqliteStore({ file: join(home, 'store.db'), log })
const running = await conductor<ArrivedRecord>({ store, signer, releaseCodes: releaseCodeMaker, clock, random, log })
const honest = intake({ conductor: running, store, office, clock, random, log })
const hasty: Inbox = {
  greet: (visitor) => honest.greet(visitor),
  orderDelivered: (endpoint, order) => honest.orderDelivered(endpoint, order),
  async receive(visitor, record, receivedAt) {
    void honest.receive(visitor, record, receivedAt)
    return { ok: true, epoch: record.epoch, sequence: record.sequence }
  },
}
const door = gateway({
  tls: { key: file('server.key'), cert: file('server.crt'), ca: file('ca.crt') },
  certificates: async (serial) => (await store.registry.certificate(serial))?.endpoint,
  inbox: acknowledgeFirst ? hasty : honest,
  office,
  clock,
  log,
})
dispatch({ conductor: running, gateway: door, office })
process.send?.({ port: await door.listen({ host: '127.0.0.1', port: 0 }), integrity: running.integrity() })
