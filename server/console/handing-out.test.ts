// What leaves the office leaves a trace before: over real HTTP, with the real steps, and with a disk that is full.
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { aSealer as sealer } from '#test/fakes/a-sealer.ts'
import { askerOf } from '#test/fakes/askers.ts'
import type { PostRole } from '#test/fakes/askers.ts'
import { consoleParts } from '#test/fakes/console-parts.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import { anEndpoint, idOf } from '#test/fakes/standings.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { OfficeDocuments } from '../documents/documents.ts'
import { fileDocuments } from '../store/files/documents.ts'
import { conductor as openConductor } from '../workflow/conductor.ts'
import type { Entry, Happening, NewEntry, Subject } from '../workflow/history.ts'
import { officeSubject } from '../workflow/office.ts'
import { auditPageAnswer } from './answers.ts'
import { openConsole } from './console.ts'
import type { OpenConsole } from './console.ts'
import { releaseCodeMaker } from '#test/fakes/release-code-maker.ts'

const began = new ManualClock().now()
const incident: Subject = { kind: 'incident', id: idOf(200) }
const corrected = { at: began, offsetMs: 0, uncertaintyMs: 0 }
const content = 'b'.repeat(64)
const evidence = {
  id: idOf(300),
  file: 'evidence-1.tar',
  sha256: content,
  bytes: 4_096,
  moment: { at: began, clockId: 'boot-1', monotonicMs: 1 },
  parts: ['sockets'],
  tookMs: 20,
}
const roles = [
  'office',
  'leader',
  'member',
  'audit-administrator',
  'institution',
] as const satisfies readonly PostRole[]
type Who = (typeof roles)[number]

const told = (subject: Subject, happening: Happening): NewEntry => ({
  subject,
  at: began,
  actor: { kind: 'server' },
  happening,
})

const before: readonly NewEntry[] = [
  ...roles.flatMap((role) => {
    const { officer, unit } = askerOf(role)
    const { id, name } = officer
    return [
      told(officeSubject, { kind: 'person-added', person: { id, name, login: role, phone: '' } }),
      told(officeSubject, {
        kind: 'post-given',
        post: { id: `post-${id}`, person: id, role, unit, from: 0, document: '1' },
      }),
    ]
  }),
  told(incident, {
    kind: 'incident-received',
    number: 'BS-2026-0137',
    title: '一键上报',
    endpoint: anEndpoint.id,
    institution: anEndpoint.institution,
    found: { ...corrected, basis: 'found' },
    drill: false,
    planVersion: 1,
  }),
  told(incident, { kind: 'evidence-listed', endpoint: anEndpoint.id, evidence }),
  told(incident, { kind: 'form-filed', form: 'D02', serial: 1, as: 'office', fields: filledForms.D02 }),
  told(incident, { kind: 'form-filed', form: 'D19a', serial: 1, as: 'office', fields: filledForms.D19a }),
  told(incident, { kind: 'phase-moved', event: 'archive', from: 'evaluated', to: 'archived', as: 'office' }),
]

async function open({
  unsealed = false,
  clock = new ManualClock(began),
}: { readonly unsealed?: boolean; readonly clock?: ManualClock } = {}) {
  const sealed = unsealed ? undefined : sealer
  const store = memoryStore()
  await store.history.commit({ records: [], entries: before })
  const conductor = await openConductor({
    store,
    signer: { sign: (order) => ({ order, keyId: 'key', signature: 'signed' }) },
    releaseCodes: releaseCodeMaker,
    clock,
    random: (bytes) => crypto.getRandomValues(bytes),
    log: silentLog,
  })
  const fakes = consoleParts({ clock })
  const plan = {
    ...fakes.parts.desk.plan,
    documents: new OfficeDocuments({
      histories: conductor,
      documents: fileDocuments(join(folder, 'documents')),
      institutions: async () => [],
      sealer: sealed,
      now: () => clock.now(),
    }),
    sealer: sealed,
    entriesAfter: (position: number, limit: number) => store.history.entriesAfter(position, limit),
  }
  const opened = openConsole({ ...fakes.parts, desk: { ...fakes.parts.desk, conductor, plan } })
  const port = await opened.listen({ host: '127.0.0.1', port: 0 })
  const cookies = new Map<Who, string>()
  for (const role of roles) cookies.set(role, (await fakes.signedIn(askerOf(role))).cookie)
  const ask = (who: Who, method: string, path: string, body?: unknown) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { cookie: cookies.get(who) ?? '', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  /** What was stored since the start. */
  const since = (): readonly Entry[] => store.entries.slice(before.length)
  return { opened, store, ask, since }
}

let folder: string
let desk: Awaited<ReturnType<typeof open>>
let more: OpenConsole[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handing-out-'))
  desk = await open()
  more = [desk.opened]
})
afterEach(async () => {
  for (const one of more) await one.close()
  rmSync(folder, { recursive: true, force: true })
})

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n')

const evidenceList = (who: Who, body: unknown = { purpose: '移交公安' }) =>
  desk.ask(who, 'POST', `/api/incidents/${incident.id}/export-evidence-list`, body)
const auditExport = (who: Who, from = 0, to = began + 1) =>
  desk.ask(who, 'GET', `/api/audit/export?from=${from}&to=${to}`)
const auditEntries = (who: Who, query = '') => desk.ask(who, 'GET', `/api/audit/entries${query}`)

describe('the evidence list', () => {
  test('leaves with a name and a seal, and its trace stands in the incident’s chain', async () => {
    const got = await evidenceList('office')
    expect(got.status).toBe(200)
    expect(got.headers.get('content-disposition')).toContain('attachment; filename=')
    const bytes = Buffer.from(await got.arrayBuffer())
    const lines = linesOf(bytes.toString())
    const { manifest } = JSON.parse(lines.at(-1) ?? '') as { manifest: { items: readonly object[]; about: string } }
    expect(sealer.holds(manifest)).toBe(true)
    expect(manifest.about).toBe('BS-2026-0137')
    const above = bytes.subarray(0, bytes.lastIndexOf(Buffer.from('{"manifest"')))
    expect(manifest.items).toEqual([
      { name: 'evidence-list', sha256: hash('sha256', above), bytes: above.length },
      { name: 'evidence-1.tar', sha256: content, bytes: 4_096 },
    ])
    const sha256 = hash('sha256', bytes)
    expect(desk.since()).toMatchObject([
      {
        subject: incident,
        actor: askerOf('office').officer,
        happening: { kind: 'custody-changed', act: 'exported', items: [evidence.id], purpose: '移交公安', sha256 },
      },
    ])
  })
  test('a member may not take it out, and nothing is written', async () => {
    expect((await evidenceList('member')).status).toBe(403)
    expect(desk.since()).toEqual([])
  })
})

const release = async (who: Who, form = 'D02') => {
  const got = await desk.ask(who, 'POST', `/api/incidents/${incident.id}/documents`, { form, serial: 1 })
  return { status: got.status, body: (await got.json()) as { sha256: string; bytes: number } }
}
const document = (who: Who, sha256: string) => desk.ask(who, 'GET', `/api/documents/${sha256}`)
const archive = async (who: Who) => {
  const got = await desk.ask(who, 'POST', `/api/incidents/${incident.id}/archive-package`, {})
  return { status: got.status, body: (await got.json()) as { sha256: string; bytes: number } }
}

describe('a document', () => {
  test('is released once, and every time it is fetched that stands in the history before', async () => {
    const { body: first } = await release('office')
    const { body: again } = await release('leader')
    expect(again).toEqual(first)
    const got = await document('member', first.sha256)
    const bytes = Buffer.from(await got.arrayBuffer())
    expect([got.status, hash('sha256', bytes), bytes.length]).toEqual([200, first.sha256, first.bytes])
    expect(decodeURIComponent(got.headers.get('content-disposition') ?? '')).toContain('BS-2026-0137')
    expect(desk.since().map(({ happening, actor }) => [happening.kind, actor])).toEqual([
      ['document-released', askerOf('office').officer],
      ['custody-changed', askerOf('member').officer],
    ])
    expect(desk.since()[1]?.happening).toMatchObject({ act: 'accessed', items: [first.sha256] })
  })
  test('is not given to whom may not read its form, nor released for them', async () => {
    expect((await release('institution', 'D19a')).status).toBe(403)
    expect(desk.since()).toEqual([])
    const { body } = await release('office', 'D19a')
    expect((await document('institution', body.sha256)).status).toBe(403)
    expect((await document('audit-administrator', body.sha256)).status).toBe(403)
    expect(desk.since().map(({ happening }) => happening.kind)).toEqual(['document-released'])
  })
  test('that nobody released is not there', async () => {
    expect((await document('office', 'a'.repeat(64))).status).toBe(404)
    expect((await document('office', '..%2f..%2fstore.sqlite')).status).toBe(404)
  })
})

describe('the archive of an incident', () => {
  test('is made for the office, holds, and is fetched by its hash with a trace of its own', async () => {
    const { status, body } = await archive('office')
    expect(status).toBe(200)
    const got = await document('office', body.sha256)
    const bytes = Buffer.from(await got.arrayBuffer())
    expect([got.headers.get('content-type'), hash('sha256', bytes)]).toEqual(['application/zip', body.sha256])
    const { 'manifest.json': manifest = new Uint8Array() } = unzipSync(new Uint8Array(bytes))
    expect(sealer.holds(JSON.parse(Buffer.from(manifest).toString()))).toBe(true)
    expect(desk.since().map(({ happening }) => happening.kind)).toEqual([
      'document-released',
      'document-released',
      'custody-changed',
      'exported',
    ])
  })
  test('is nobody else’s', async () => {
    expect((await archive('leader')).status).toBe(403)
    const { body } = await archive('office')
    expect((await document('member', body.sha256)).status).toBe(403)
  })
})

describe('evidence', () => {
  const dispose = (who: Who) =>
    desk.ask(who, 'POST', `/api/incidents/${incident.id}/dispose-of-evidence`, {
      items: [evidence.id],
      purpose: '到期',
    })
  const status = async (answer: Promise<Response>) => {
    const got = await answer
    return `${got.status} ${((await got.json()) as { refusal?: string }).refusal ?? ''}`.trim()
  }
  test('is handed over only to somebody and for something', async () => {
    const path = `/api/incidents/${incident.id}/transfer-evidence`
    const items = [evidence.id]
    expect((await desk.ask('office', 'POST', path, { items, receiver: '区公安分局', purpose: '立案' })).status).toBe(
      200,
    )
    expect(desk.since()[0]?.happening).toMatchObject({ act: 'transferred', receiver: '区公安分局', purpose: '立案' })
    expect((await desk.ask('office', 'POST', path, { items, purpose: '立案' })).status).toBe(400)
    expect((await desk.ask('office', 'POST', path, { items: [idOf(301)], receiver: '×', purpose: '×' })).status).toBe(
      404,
    )
  })
  test('is disposed of by the leader and the audit administrator, one each, and not before its time', async () => {
    expect(await status(dispose('leader'))).toBe('409 retention-not-over')
    expect(await status(dispose('office'))).toBe('403 not-permitted')
    const later = await open({ clock: new ManualClock(began + 4 * 365 * 86_400_000) })
    more.push(later.opened)
    desk = later
    expect(await status(dispose('leader'))).toBe('200')
    expect(await status(dispose('leader'))).toBe('409 already-done')
    expect(await status(dispose('audit-administrator'))).toBe('200')
    expect(desk.since().map(({ happening }) => happening)).toMatchObject([
      { act: 'disposed', as: 'leader' },
      { act: 'disposed', as: 'audit-administrator' },
    ])
  })
})

describe('the audit', () => {
  test('is exported as one sealed file, and the export stands in it the next time', async () => {
    const first = linesOf(await (await auditExport('audit-administrator')).text())
    expect(first).toHaveLength(before.length + 1)
    expect(JSON.parse(first[0] ?? '')).toEqual(JSON.parse(JSON.stringify(desk.store.entries[0])))
    const { manifest } = JSON.parse(first.at(-1) ?? '') as { manifest: unknown }
    expect(sealer.holds(manifest)).toBe(true)
    const again = linesOf(await (await auditExport('audit-administrator')).text())
    const { happening } = JSON.parse(again.at(-2) ?? '') as Entry
    expect(happening).toMatchObject({
      kind: 'exported',
      what: 'audit',
      sha256: hash('sha256', `${first.join('\n')}\n`),
    })
  })
  test('is read a page at a time, newest first; who looked for what stands in it before the answer', async () => {
    const got = await auditEntries('audit-administrator', '?subject=incident&kind=form-filed&limit=1')
    const page = (await got.json()) as { entries: readonly Entry[]; before: number }
    auditPageAnswer.parse(page)
    expect(page.entries.map(({ happening }) => happening)).toMatchObject([{ kind: 'form-filed', form: 'D19a' }])
    const next = await auditEntries(
      'audit-administrator',
      `?subject=incident&kind=form-filed&limit=1&before=${page.before}`,
    )
    const { entries } = (await next.json()) as typeof page
    expect(entries.map(({ happening }) => happening)).toMatchObject([{ kind: 'form-filed', form: 'D02' }])
    expect(desk.since().map(({ happening }) => happening)).toEqual([
      { kind: 'audit-read', what: 'subject=incident kind=form-filed limit=1' },
      { kind: 'audit-read', what: expect.stringContaining(`before=${page.before}`) },
    ])
  })
  test.each(['office', 'leader', 'member', 'institution'] as const)('%s neither reads nor exports it', async (who) => {
    expect((await auditEntries(who)).status).toBe(403)
    expect((await auditExport(who)).status).toBe(403)
    expect(desk.since()).toEqual([])
  })
  test('a verification stands in the history too', async () => {
    expect((await desk.ask('office', 'GET', '/api/histories/verification')).status).toBe(200)
    expect(desk.since().map(({ happening }) => happening)).toEqual([{ kind: 'audit-verified', findings: 0 }])
  })
})

describe('a manifest that comes back', () => {
  const asked = async (manifest: unknown) => {
    const got = await desk.ask('audit-administrator', 'POST', '/api/manifests/verification', { manifest })
    return ((await got.json()) as { holds: boolean }).holds
  }
  test('holds as it left, and not with one byte changed', async () => {
    const { manifest } = JSON.parse(linesOf(await (await evidenceList('office')).text()).at(-1) ?? '') as {
      manifest: Record<string, unknown>
    }
    expect(await asked(manifest)).toBe(true)
    expect(await asked({ ...manifest, about: 'BS-2026-0138' })).toBe(false)
    expect(await asked({})).toBe(false)
  })
})

describe('where the history cannot take it, nothing leaves', () => {
  let sha256: string
  let archived: string
  let stored: number
  beforeEach(async () => {
    sha256 = (await release('office')).body.sha256
    archived = (await archive('office')).body.sha256
    stored = desk.since().length
    desk.store.full = true
  })
  test.each([
    ['the evidence list', () => evidenceList('office')],
    ['the audit, exported', () => auditExport('audit-administrator')],
    ['the audit, read', () => auditEntries('audit-administrator')],
    ['a document', () => document('member', sha256)],
    ['an archive', () => document('office', archived)],
    ['what a verification found', () => desk.ask('office', 'GET', '/api/histories/verification')],
  ])('%s', async (_, ask) => {
    const got = await ask()
    expect(got.status).toBe(503)
    const text = await got.text()
    expect(JSON.parse(text)).toMatchObject({ refusal: 'not-durable' })
    // Not a byte of it, whatever it was.
    expect(text).not.toContain(content)
    expect(text).not.toContain('BS-2026-0137')
    expect(got.headers.get('content-disposition')).toBeNull()
    expect(desk.since()).toHaveLength(stored)
    desk.store.full = false
    expect((await ask()).status).toBe(200)
  })
})

test('without the audit’s key nothing can be sealed and nothing leaves', async () => {
  const unsealed = await open({ unsealed: true })
  more.push(unsealed.opened)
  desk = unsealed
  const got = await evidenceList('office')
  expect([got.status, ((await got.json()) as { refusal: string }).refusal]).toEqual([503, 'not-sealed'])
  expect(unsealed.since()).toEqual([])
})
