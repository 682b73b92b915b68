// Terminals that send, resend and reconnect, a disk that fails and a server that dies, in any order: nothing acknowledged is lost, nothing is stored twice.
import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import type { MemoryStore } from '#test/fakes/memory-store.ts'
import { anAlert, aPress, aRecord, noon } from '#test/fixtures/occurrences.ts'
import { enrol, spine, visitor } from '#test/fixtures/spine.ts'
import type { Spine } from '#test/fixtures/spine.ts'
import type { Store } from '../store/store.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))
const clock = new ManualClock(noon)

/** A terminal's outbox, and what the office told it. */
class Terminal {
  readonly id: string
  readonly epoch = randomUUID()
  readonly raised: ReturnType<typeof anAlert>[] = []
  acknowledged = 0
  next = 1

  constructor(id: string) {
    this.id = id
  }
}

/** One life of the server on a disk that outlives it: once it is dead, what it still wrote stays and nobody hears of it. */
class Life {
  readonly #store: MemoryStore
  #alive = true

  constructor(store: MemoryStore) {
    this.#store = store
  }

  view(): Store {
    const { history } = this.#store
    const never = new Promise<never>(() => {})
    const commit: typeof history.commit = async (change) => {
      if (!this.#alive) return never
      const placed = await history.commit(change)
      return this.#alive ? placed : never
    }
    return { ...this.#store, history: { ...history, commit }, close: async () => {} }
  }

  async end(): Promise<void> {
    this.#alive = false
    // What the fake's disk has begun to write it ends within a turn.
    for (let i = 0; i < 4; i++) await turn()
  }
}

interface World {
  readonly store: MemoryStore
  readonly terminals: readonly Terminal[]
  life: Life
  server: Spine
  /** Refused, or not durable: the terminal reconnects, as its link would. */
  readonly broken: Set<Terminal>
  refusals: number
}

type AtTerminal = {
  readonly kind: 'raise' | 'send' | 'send-all-again' | 'reconnect'
  readonly terminal: number
  readonly many: number
}

type Action = AtTerminal | { readonly kind: 'turn' | 'disk-full' | 'disk-free' | 'server-dies' }

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('raise', 'send', 'send', 'send-all-again', 'reconnect'),
      terminal: fc.nat(2),
      many: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('turn', 'turn', 'turn', 'disk-full', 'disk-free', 'server-dies') }),
  },
)

function send(world: World, terminal: Terminal, from: number, to: number): void {
  for (let sequence = from; sequence <= Math.min(to, terminal.raised.length); sequence++) {
    void sendOne(world, terminal, sequence)
  }
}

async function sendOne(world: World, terminal: Terminal, sequence: number): Promise<void> {
  const { id, epoch, raised } = terminal
  const record = aRecord(epoch, sequence, { kind: 'alert', alert: raised[sequence - 1]! })
  try {
    const taken = await world.server.inbox.receive(visitor(id, clock, epoch), record, clock.now())
    if (taken.ok) terminal.acknowledged = Math.max(terminal.acknowledged, taken.sequence)
    else fail(world, terminal)
  } catch {
    fail(world, terminal)
  }
}

function fail(world: World, terminal: Terminal): void {
  world.broken.add(terminal)
  world.refusals++
}

async function reconnect(world: World, terminal: Terminal): Promise<void> {
  world.broken.delete(terminal)
  const { cursors } = await world.server.inbox.greet(
    visitor(terminal.id, clock, terminal.epoch, terminal.raised.length + 1),
  )
  terminal.next = (cursors[0]?.acknowledged ?? 0) + 1
}

async function act(world: World, given: Action): Promise<void> {
  switch (given.kind) {
    case 'turn':
      for (let i = 0; i < 3; i++) await turn()
      return
    case 'disk-full':
      world.store.full = true
      return
    case 'disk-free':
      world.store.full = false
      return
    case 'server-dies':
      await world.life.end()
      return startServer(world)
    case 'raise':
    case 'send':
    case 'send-all-again':
    case 'reconnect':
      return actAt(world, world.terminals[given.terminal]!, given)
  }
}

async function actAt(world: World, terminal: Terminal, { kind, many }: AtTerminal): Promise<void> {
  switch (kind) {
    case 'raise':
      for (let i = 0; i < many; i++) terminal.raised.push(i % 2 === 0 ? aPress() : anAlert({ severity: 'low' }))
      return
    case 'send':
      send(world, terminal, terminal.next, terminal.next + many - 1)
      terminal.next = Math.min(terminal.raised.length + 1, terminal.next + many)
      return
    case 'send-all-again':
      return send(world, terminal, 1, terminal.next - 1)
    case 'reconnect':
      return reconnect(world, terminal)
  }
}

async function startServer(world: World): Promise<void> {
  world.life = new Life(world.store)
  world.server = await spine(world.life.view(), clock)
  for (const terminal of world.terminals) await reconnect(world, terminal)
}

const storedOf = ({ store }: World, { id, epoch }: Terminal) =>
  store.records.filter((one) => one.endpoint === id && one.epoch === epoch).map(({ sequence }) => sequence)

/** What must hold at every moment. */
function check(world: World): void {
  for (const terminal of world.terminals) {
    const stored = storedOf(world, terminal)
    expect(stored).toEqual(Array.from({ length: stored.length }, (_, i) => i + 1))
    expect(terminal.acknowledged).toBeLessThanOrEqual(stored.length)
  }
}

async function drain(world: World): Promise<void> {
  world.store.full = false
  for (let round = 0; round < 20; round++) {
    for (const terminal of world.terminals) {
      await reconnect(world, terminal)
      send(world, terminal, terminal.next, terminal.raised.length)
    }
    for (let i = 0; i < 6; i++) await turn()
    if (world.terminals.every(({ acknowledged, raised }) => acknowledged === raised.length)) return
  }
}

test('whatever happens, in whatever order', async () => {
  let deaths = 0
  let refusals = 0
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 60, size: 'max' }), async (actions) => {
      const store = memoryStore()
      await enrol(store, 't0', 't1', 't2')
      const terminals = ['t0', 't1', 't2'].map((id) => new Terminal(id))
      const life = new Life(store)
      const world: World = {
        store,
        terminals,
        life,
        server: await spine(life.view(), clock),
        broken: new Set(),
        refusals: 0,
      }
      for (const one of actions) {
        await act(world, one)
        check(world)
        if (one.kind === 'server-dies') deaths++
        for (const terminal of world.broken) await reconnect(world, terminal)
      }
      await drain(world)
      check(world)
      refusals += world.refusals

      for (const terminal of terminals) expect(storedOf(world, terminal)).toHaveLength(terminal.raised.length)
      const raised = terminals.flatMap((terminal) => terminal.raised)
      const { alerts, incidents } = world.server.conductor.situation()
      expect([...alerts.keys()].toSorted()).toEqual(raised.map(({ id }) => id).toSorted())
      const pressed = terminals.filter((terminal) => terminal.raised.some(({ origin }) => origin === 'operator'))
      expect([...incidents.values()].map(({ endpoint = '' }) => endpoint).toSorted()).toEqual(
        pressed.map(({ id }) => id),
      )

      const again = await spine(store, clock)
      expect(again.conductor.integrity()).toEqual({ checked: store.entries.length, broken: [] })
      expect(again.conductor.situation()).toEqual(world.server.conductor.situation())
    }),
    { numRuns: 150 },
  )
  // The faults must have happened, or the test has shown nothing.
  expect(deaths).toBeGreaterThan(50)
  expect(refusals).toBeGreaterThan(50)
})
