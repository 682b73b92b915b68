// kill -9 of a real server under load, again and again: what was acknowledged is stored, nothing is stored twice, every chain holds.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { openDatabase } from '#server/store/sqlite/database.ts'
import { openSqliteStore } from '#server/store/sqlite/sqlite-store.ts'
import { loadSituation } from '#server/workflow/load.ts'
import type { Integrity } from '#server/workflow/ports.ts'
import { ConnectedTerminal } from '../fixtures/connected-terminal.ts'
import { gatewayCertificates } from '../fixtures/gateway-certificates.ts'
import type { TerminalCertificate } from '../fixtures/gateway-certificates.ts'
import { aHello, anAlert, aPress, aRecord } from '../fixtures/occurrences.ts'
import type { IntakeTask } from './intake-process.ts'

const effectiveKills = 30
const window = 16
const terminalCount = 3

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kill-server-'))
})
afterEach(() => rmSync(home, { recursive: true }))

/** What stands outside the system and remembers: one terminal, what it raised and what it was told is safe. */
class Oracle {
  readonly epoch = randomUUID()
  readonly certificate: TerminalCertificate
  readonly alerts: string[] = []
  acknowledged = 0
  /** Acknowledged once, and gone after a restart. */
  lost = 0
  sent = 0
  #connected: ConnectedTerminal | undefined

  constructor(certificate: TerminalCertificate) {
    this.certificate = certificate
  }

  get inFlight(): number {
    return this.sent - this.acknowledged
  }

  async connect(port: number, ca: string): Promise<void> {
    const terminal = await ConnectedTerminal.connect(port, {
      ca,
      key: this.certificate.key,
      cert: this.certificate.cert,
    })
    this.#connected = terminal
    terminal.send(aHello(this.epoch, this.alerts.length + 1))
    const stored = (await terminal.next('welcome')).cursors[0]?.acknowledged ?? 0
    this.lost += Math.max(0, this.acknowledged - stored)
    this.acknowledged = stored
    this.sent = stored
  }

  /** Keeps the window full until the connection is gone. */
  load(): void {
    const terminal = this.#connected
    if (!terminal) return
    const bodies: ReturnType<typeof anAlert>[] = []
    const fill = () => {
      while (this.inFlight < window && terminal.socket.readyState === terminal.socket.OPEN) {
        const sequence = ++this.sent
        // What was raised before is sent again as it was.
        const alert = {
          ...(sequence % 5 === 0 ? aPress() : anAlert({ severity: 'low' })),
          id: this.alerts[sequence - 1] ?? randomUUID(),
        }
        this.alerts[sequence - 1] = alert.id
        bodies.push(alert)
        terminal.send(aRecord(this.epoch, sequence, { kind: 'alert', alert }, Date.now()))
      }
    }
    terminal.socket.on('message', () => {
      for (const frame of terminal.frames.splice(0)) {
        if (frame.frame === 'acknowledge') this.acknowledged = Math.max(this.acknowledged, frame.sequence)
      }
      fill()
    })
    fill()
  }

  gone(): void {
    this.#connected?.end()
  }
}

interface Life {
  readonly child: ChildProcess
  readonly port: number
  readonly integrity: Integrity
}

async function startServer(task: IntakeTask): Promise<Life> {
  const child = spawn(
    process.execPath,
    [new URL('intake-process.ts', import.meta.url).pathname, JSON.stringify(task)],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  )
  const told = once(child, 'message').then(([message]) => message as Omit<Life, 'child'>)
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${String(code)}`)))
  ended.catch(() => {})
  return { child, ...(await Promise.race([told, ended])) }
}

async function kill({ child }: Life): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  const [, signal] = await exit
  expect(signal).toBe('SIGKILL')
}

async function bureau(): Promise<{ readonly ca: string; readonly oracles: readonly Oracle[] }> {
  const certificates = await gatewayCertificates()
  writeFileSync(join(home, 'server.key'), certificates.tls.key)
  writeFileSync(join(home, 'server.crt'), certificates.tls.cert)
  writeFileSync(join(home, 'ca.crt'), certificates.tls.ca)
  const store = await openSqliteStore({ file: join(home, 'store.db'), log: silentLog })
  await store.registry.putInstitution({ id: 'p', kind: 'pharmacy', name: '康民大药房', phone: '' })
  const oracles: Oracle[] = []
  for (let i = 0; i < terminalCount; i++) {
    const terminal = await certificates.terminal()
    const { endpoint: id, serial } = terminal
    await store.registry.putEnrollmentCode({ codeHash: id, institution: 'p', notAfter: 1 })
    await store.registry.enroll(id, 0, { endpoint: { id, name: `收银${i}` }, certificate: { serial, notAfter: 1 } })
    oracles.push(new Oracle(terminal))
  }
  await store.close()
  return { ca: certificates.tls.ca, oracles }
}

/** A run that killed nothing has shown nothing: the figures stand in the output. */
const tell = (figures: object): void => void process.stdout.write(`${JSON.stringify(figures)}\n`)

interface Outcome {
  /** Kills that hit a server which had acknowledged something and had something under way. */
  readonly kills: number
  readonly acknowledged: number
  readonly lost: number
  readonly brokenChains: number
}

async function killLoop(
  acknowledgeFirst: boolean,
  enough: (so: Outcome) => boolean,
): Promise<Outcome & { readonly oracles: readonly Oracle[] }> {
  const { ca, oracles } = await bureau()
  let kills = 0
  let brokenChains = 0
  let acknowledgedInAll = 0
  for (;;) {
    const life = await startServer({ home, acknowledgeFirst })
    brokenChains += life.integrity.broken.length
    for (const oracle of oracles) await oracle.connect(life.port, ca)
    const before = oracles.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
    const so = {
      kills,
      acknowledged: acknowledgedInAll,
      lost: oracles.reduce((sum, { lost }) => sum + lost, 0),
      brokenChains,
    }
    if (enough(so)) {
      await kill(life)
      for (const oracle of oracles) oracle.gone()
      return { ...so, oracles }
    }
    for (const oracle of oracles) oracle.load()
    await expect
      .poll(() => oracles.every(({ acknowledged }) => acknowledged > 0), { timeout: 10_000, interval: 2 })
      .toBe(true)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
    const acknowledged = oracles.reduce((sum, oracle) => sum + oracle.acknowledged, 0) - before
    const effective = acknowledged > 0 && oracles.some(({ inFlight }) => inFlight > 0)
    await kill(life)
    for (const oracle of oracles) oracle.gone()
    acknowledgedInAll += acknowledged
    if (effective) kills++
  }
}

test(`${effectiveKills} kills lose nothing and double nothing`, async () => {
  const began = performance.now()
  const { oracles, ...outcome } = await killLoop(false, ({ kills }) => kills >= effectiveKills)
  tell({ ...outcome, tookMs: Math.round(performance.now() - began) })
  expect(outcome).toMatchObject({ lost: 0, brokenChains: 0 })
  expect(outcome.acknowledged).toBeGreaterThan(effectiveKills * terminalCount)

  const database = openDatabase(join(home, 'store.db'))
  const count = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0])
  const records = count('SELECT count(*) FROM record')
  expect(count('SELECT count(*) FROM (SELECT DISTINCT endpoint, epoch, sequence FROM record)')).toBe(records)
  expect(count('SELECT sum(last_sequence) FROM cursor')).toBe(records)
  expect(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})).toEqual(['ok'])
  database.close()

  const store = await openSqliteStore({ file: join(home, 'store.db'), log: silentLog })
  const { situation, integrity } = await loadSituation(store.history, store.registry, silentLog)
  expect(integrity.broken).toEqual([])
  expect(situation.alerts.size).toBe(records)
  expect(situation.incidents.size).toBe(terminalCount)
  for (const { acknowledged, alerts } of oracles) {
    expect(alerts.slice(0, acknowledged).filter((id) => !situation.alerts.has(id))).toEqual([])
  }
  await store.close()
})

test('control: a server that acknowledges first is found out', async () => {
  const { kills, lost } = await killLoop(true, ({ lost, kills }) => lost > 0 || kills >= 15)
  tell({ control: 'acknowledge first', kills, lost })
  expect(lost).toBeGreaterThan(0)
})
