// Released once and kept; archived with a sealed manifest; found again by hash; nothing given that was not written down.
import { createHash, webcrypto } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Order } from '#shared/domain/order.ts'
import { isFault } from '#shared/fault.ts'
import { silentLog } from '#shared/log.ts'
import { firstBroken } from '#shared/text/hash-chain.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryDocuments } from '#test/fakes/memory-documents.ts'
import type { MemoryDocuments } from '#test/fakes/memory-documents.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import type { MemoryStore } from '#test/fakes/memory-store.ts'
import { fullIncident } from '#test/fixtures/full-incident.ts'
import { institutions, officerOf } from '#test/fixtures/one-bureau.ts'
import { sealer } from '#test/fixtures/sealer.ts'
import { conductor } from '../workflow/conductor.ts'
import type { RunningConductor } from '../workflow/conductor.ts'
import { formIds } from '../workflow/forms/form.ts'
import type { Entry } from '../workflow/history.ts'
import { OfficeDocuments } from './documents.ts'
import { releaseCodeMaker } from '#test/fakes/release-code-maker.ts'

const full = fullIncident()
const { id: incident } = full.incident
const clock = new ManualClock((full.entries.at(-1)?.at ?? 0) + 60_000)
const wang = officerOf('office')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

let store: MemoryStore
let kept: MemoryDocuments
let running: RunningConductor<never>
let documents: OfficeDocuments

/** `until`: how much of the incident has happened. */
async function begin(until = full.entries.length, withKey = true): Promise<void> {
  store = memoryStore()
  kept = memoryDocuments()
  const entries = full.entries
    .slice(0, until)
    .map(({ subject, at, actor, happening }) => ({ subject, at, actor, happening }))
  await store.history.commit({ records: [], entries })
  const signer = { sign: (order: Order) => ({ order, keyId: 'key', signature: 'signed' }) }
  running = await conductor({
    store,
    signer,
    releaseCodes: releaseCodeMaker,
    clock,
    random: (bytes) => webcrypto.getRandomValues(bytes),
    log: silentLog,
  })
  documents = new OfficeDocuments({
    histories: running,
    documents: kept,
    institutions: async () => institutions,
    now: () => clock.now(),
    sealer: withKey ? sealer : undefined,
  })
}
beforeEach(() => begin())

const released = () => store.entries.filter(({ happening }) => happening.kind.endsWith('document-released'))
const report = { incident, form: 'D03', serial: 1 } as const

describe('a release', () => {
  test('keeps the bytes, writes them down with the head of the chain, and gives them', async () => {
    const head = store.entries.findLast(({ subject }) => subject.kind === 'incident')?.link.hash
    const outcome = await documents.release(report, wang)
    expect(outcome).toMatchObject({ ok: true })
    if (!outcome.ok) return
    const bytes = kept.kept.get(outcome.value.sha256)
    expect(bytes?.length).toBe(outcome.value.bytes)
    expect(released().map(({ happening, actor }) => ({ happening, actor }))).toEqual([
      { actor: wang, happening: { kind: 'document-released', form: 'D03', serial: 1, ...outcome.value, head } },
    ])
    expect(await documents.kept(outcome.value.sha256)).toMatchObject({
      bytes,
      filename: 'D03 信息网络安全突发事件报告单（初报） BS-2026-0137 第1份.docx',
      of: { kind: 'form', filed: report },
    })
  })
  test('a second one gives the first one’s bytes', async () => {
    const first = await documents.release(report, wang)
    expect(await documents.release(report, officerOf('deputy'))).toEqual(first)
    expect(released()).toHaveLength(1)
  })
  test('of two at once only one is written down, and both get that one', async () => {
    const [one, other] = await Promise.all([
      documents.release(report, wang),
      documents.release(report, officerOf('deputy')),
    ])
    expect(one).toEqual(other)
    expect(released()).toHaveLength(1)
  })
  test('of the office’s own form stands in the office’s chain', async () => {
    const outcome = await documents.release({ form: 'D23', serial: 1 }, wang)
    expect(outcome.ok).toBe(true)
    expect(released()[0]?.subject).toEqual({ kind: 'office', id: 'office' })
  })
  test.each([
    ['an incident that is not there', { incident: 'nobody', form: 'D03', serial: 1 } as const, 'unknown-incident'],
    ['a form that was not filed', { incident, form: 'D03', serial: 2 } as const, 'unknown-form'],
    ['an office’s form of an incident', { incident, form: 'D23', serial: 1 } as const, 'unknown-form'],
    ['an incident’s form of the office', { form: 'D03', serial: 1 } as const, 'unknown-form'],
  ])('%s is refused', async (_, filed, refusal) => {
    expect(await documents.release(filed, wang)).toEqual({ ok: false, refusal })
    expect(released()).toEqual([])
  })
  test('where the bytes cannot be kept, nothing is written down', async () => {
    kept.full = true
    await expect(documents.release(report, wang)).rejects.toSatisfy((error) => isFault(error, 'store/not-durable'))
    expect(released()).toEqual([])
  })
  test('where it cannot be written down, nothing is given', async () => {
    store.full = true
    await expect(documents.release(report, wang)).rejects.toSatisfy((error) => isFault(error, 'store/not-durable'))
    expect([...kept.kept.keys()].length).toBe(1)
    for (const hash of kept.kept.keys()) expect(await documents.kept(hash)).toBeUndefined()
  })
  test('damaged bytes are told, never made again', async () => {
    const outcome = await documents.release(report, wang)
    if (!outcome.ok) throw new Error(outcome.refusal)
    kept.kept.get(outcome.value.sha256)?.fill(0)
    await expect(documents.kept(outcome.value.sha256)).rejects.toSatisfy((error) =>
      isFault(error, 'store/document-damaged'),
    )
    expect(await documents.release(report, wang)).toEqual(outcome)
  })
  test('bytes that no history names are nobody’s document', async () => {
    const hash = await kept.put(new TextEncoder().encode('a file that somebody put there'))
    expect(await documents.kept(hash)).toBeUndefined()
  })
})

async function archived() {
  const outcome = await documents.archive(incident, wang)
  if (!outcome.ok) throw new Error(outcome.refusal)
  const found = await documents.kept(outcome.value.sha256)
  if (!found) throw new Error('not found')
  const files = unzipSync(found.bytes)
  return {
    outcome,
    found,
    files,
    manifest: JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest,
  }
}
interface Manifest {
  readonly items: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[]
  readonly head: string
  readonly seal: string
}

/** Names of a package whose bytes are not what its manifest says. */
const differing = (files: Readonly<Record<string, Uint8Array>>, { items }: Manifest): readonly string[] =>
  Object.entries(files)
    .filter(([name]) => name !== 'manifest.json')
    .filter(([name, bytes]) => items.find((item) => item.name === name)?.sha256 !== sha256(bytes))
    .map(([name]) => name)

describe('an archive', () => {
  test('holds every document, the chain and the evidence list, each in the sealed manifest', async () => {
    const { files, manifest, found } = await archived()
    const forms = formIds.flatMap((form) => full.incident.course.forms[form] ?? [])
    expect(Object.keys(files).filter((name) => name.startsWith('documents/'))).toHaveLength(forms.length)
    expect(Object.keys(files).toSorted()).toEqual(
      [...manifest.items.map(({ name }) => name), 'manifest.json'].toSorted(),
    )
    expect(differing(files, manifest)).toEqual([])
    expect(sealer.holds(manifest)).toBe(true)
    expect(found).toMatchObject({ type: 'application/zip', filename: 'BS-2026-0137 归档.zip' })
  })
  test('its chain can be verified by whoever has nothing but the package', async () => {
    const { files, manifest } = await archived()
    const lines = strFromU8(files['history/incident.jsonl'] ?? new Uint8Array())
      .trim()
      .split('\n')
    const entries = lines.map((line) => JSON.parse(line) as Entry)
    const chain = entries.map(({ link, subject, at, actor, happening }) => ({
      link,
      body: { subject, at, actor, happening },
    }))
    const digest = (text: string) => sha256(new TextEncoder().encode(text))
    expect(firstBroken(chain, digest)).toBeUndefined()
    expect(manifest.head).toBe(entries.at(-1)?.link.hash)
    const altered = chain.map((one, index) => (index === 4 ? { ...one, body: { ...one.body, at: 0 } } : one))
    expect(firstBroken(altered, digest), 'control').toBe(5)
  })
  test.each([
    ['a document', 'documents/'],
    ['the history', 'history/incident.jsonl'],
    ['the evidence list', 'evidence/list.json'],
  ])('control: one bit of %s differs from the manifest', async (_, prefix) => {
    const { files, manifest } = await archived()
    const name = Object.keys(files).find((one) => one.startsWith(prefix)) ?? ''
    const bytes = files[name]
    if (bytes) bytes[0] = (bytes[0] ?? 0) ^ 1
    expect(differing(files, manifest)).toEqual([name])
  })
  test('is what the office has packed, not what a unit has called so in the custody of its evidence', async () => {
    const report03 = await documents.release(report, wang)
    if (!report03.ok) throw new Error(report03.refusal)
    const { sha256: planted } = report03.value
    await running.perform(() => ({
      entries: [
        {
          subject: { kind: 'incident', id: incident },
          at: clock.now(),
          actor: officerOf('department'),
          happening: { kind: 'custody-changed', items: [], act: 'verified', purpose: '归档', sha256: planted },
        },
      ],
      value: undefined,
    }))
    const { outcome, found } = await archived()
    expect(outcome.value.sha256).not.toBe(planted)
    expect(found.of.kind).toBe('archive')
  })
  test('control: a manifest with another hash does not hold', async () => {
    const { manifest } = await archived()
    const [first, ...rest] = manifest.items
    expect(sealer.holds({ ...manifest, items: [{ ...first, sha256: 'ab'.repeat(32) }, ...rest] })).toBe(false)
  })
  test('made again it is the same, until something else happens', async () => {
    const { outcome } = await archived()
    expect(await documents.archive(incident, officerOf('deputy'))).toEqual(outcome)
    await running.perform(() => ({
      entries: [
        {
          subject: { kind: 'incident', id: incident },
          at: clock.now(),
          actor: wang,
          happening: { kind: 'note-added', text: '补充' },
        },
      ],
      value: undefined,
    }))
    expect(await documents.archive(incident, wang)).not.toEqual(outcome)
  })
  test('is written down in the incident’s custody with everything that is in it', async () => {
    const { outcome } = await archived()
    if (!outcome.ok) return
    const step = running.situation().incidents.get(incident)?.course.custody.at(-1)
    expect(step).toMatchObject({ act: 'exported', purpose: '归档', sha256: outcome.value.sha256, by: wang })
    expect(step?.items).toContain(full.incident.course.evidence[0]?.evidence.id)
  })
  test.each([
    ['without the audit’s key', false, full.entries.length, 'not-sealed'],
    ['while the incident runs', true, full.entries.length - 20, 'wrong-phase'],
  ])('%s is refused', async (_, withKey, until, refusal) => {
    await begin(until, withKey)
    expect(await documents.archive(incident, wang)).toEqual({ ok: false, refusal })
    expect(kept.kept.size).toBe(0)
  })
  test('of an incident that is not there is refused', async () => {
    expect(await documents.archive('nobody', wang)).toEqual({ ok: false, refusal: 'unknown-incident' })
  })
})

test('the one-page summary is there for every incident and for no other', async () => {
  expect((await documents.summary(incident, () => true))?.length).toBeGreaterThan(5_000)
  expect(await documents.summary('nobody', () => true)).toBeUndefined()
})
