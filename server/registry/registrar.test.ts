// What the registry's tables hold after the office's chain does; and what they do not where the chain could not be written.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { silentLog } from '#shared/log.ts'
import { askerOf } from '#test/fakes/askers.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { memoryStore } from '#test/fakes/memory-store.ts'
import { OfficeOrders } from '#test/fakes/office-orders.ts'
import { idOf } from '#test/fakes/standings.ts'
import { hashOfCode } from '../pki/enrollment-code.ts'
import { conductor as openConductor } from '../workflow/conductor.ts'
import type { OfficeHappening } from '../workflow/office-history.ts'
import { officeSubject } from '../workflow/office.ts'
import { hashOfToken } from './machine-tokens.ts'
import { Registrar } from './registrar.ts'
import { releaseCodeMaker } from '#test/fakes/release-code-maker.ts'

const day = 86_400_000
const { officer } = askerOf('system-administrator')

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)

async function open(store = memoryStore()) {
  const clock = new ManualClock()
  if (store.entries.length === 0) {
    const happenings: readonly OfficeHappening[] = [
      { kind: 'person-added', person: { id: officer.id, name: officer.name, login: 'sa', phone: '' } },
      {
        kind: 'post-given',
        post: { id: 'p', person: officer.id, role: 'system-administrator', from: 0, document: 'x' },
      },
    ]
    await store.history.commit({
      records: [],
      entries: happenings.map((happening) => ({ subject: officeSubject, at: 0, actor: { kind: 'server' }, happening })),
    })
  }
  const conductor = await openConductor({
    store,
    signer: new OfficeOrders(),
    releaseCodes: releaseCodeMaker,
    clock,
    random,
    log: silentLog,
  })
  const onChanged = vi.fn(async () => {})
  const registrar = new Registrar({
    conductor,
    registry: store.registry,
    fingerprint: 'fingerprint',
    command: (code, name = '') => `enroll ${code} ${name}`,
    onChanged,
    now: () => clock.now(),
    random,
  })
  await registrar.open()
  await registrar.catchUp()
  return { store, clock, conductor, registrar, onChanged }
}

let office: Awaited<ReturnType<typeof open>>
beforeEach(async () => {
  office = await open()
})

const pharmacy = { kind: 'pharmacy', name: '百草堂', phone: '1' } as const
const kinds = () => office.store.entries.map(({ happening }) => happening.kind).slice(2)

async function aTerminal(name = '收银1号') {
  const made = await office.registrar.makeEnrollmentCode({ institution: pharmacy.name }, officer)
  if (!made.ok) throw new Error(made.refusal)
  const [code = ''] = made.value.code.split('.')
  const endpoint = await office.store.registry.enroll(hashOfCode(code), office.clock.now(), {
    endpoint: { id: idOf(1), name },
    certificate: { serial: '0a', notAfter: office.clock.now() + day },
  })
  if (endpoint) office.conductor.enrolled(endpoint)
  return endpoint
}

describe('each act stands in the chain, and then in the tables', () => {
  test('institutions', async () => {
    const done = await office.registrar.registerInstitutions([pharmacy], officer)
    expect(await office.store.registry.institutions()).toEqual(done.ok && done.value)
    expect(kinds()).toEqual(['institution-registered'])
    expect(office.onChanged).toHaveBeenCalledTimes(1)
  })

  test('a code, for an institution that is new, and a second one for the same', async () => {
    expect(await aTerminal()).toMatchObject({ number: 'BS-0001-01', institution: expect.any(String) })
    await office.registrar.makeEnrollmentCode({ institution: pharmacy.name }, officer)
    expect(kinds()).toEqual(['institution-registered', 'enrollment-code-made', 'enrollment-code-made'])
    const codes = office.store.entries.filter(({ happening }) => happening.kind === 'enrollment-code-made')
    expect(JSON.stringify(codes)).not.toContain('fingerprint')
  })

  test('the command carries the name as one word of a shell', async () => {
    const registered = await office.registrar.registerInstitutions([pharmacy], officer)
    const institution = (registered.ok && registered.value[0]?.id) || ''
    const made = await office.registrar.makeCodes(
      ['收银 1号', '--rm', '$(reboot);"x"'].map((name) => ({ institution, name })),
      officer,
    )
    expect(made.ok && made.value.map(({ command }) => command.split(' ').slice(2))).toEqual([
      ['收银1号'],
      ['rm'],
      ['rebootx'],
    ])
  })

  test('names', async () => {
    await aTerminal()
    await office.registrar.renameEndpoints([{ id: idOf(1), name: ' 一号台 ' }], officer)
    expect((await office.store.registry.endpoint(idOf(1)))?.name).toBe('一号台')
    expect(office.conductor.situation().endpoints.get(idOf(1))?.endpoint.name).toBe('一号台')
    expect(office.onChanged).toHaveBeenLastCalledWith([expect.objectContaining({ name: '一号台' })])
  })

  test('revoking takes back every certificate, and asked again does no harm', async () => {
    await aTerminal()
    const revoke = () => office.registrar.revokeEndpoint(idOf(1), '报废', officer)
    expect(await revoke()).toMatchObject({ ok: true })
    const first = await office.store.registry.certificate('0a')
    expect(first?.revokedAt).toBe(office.clock.now())
    await office.clock.advance(1_000)
    await revoke()
    expect(await office.store.registry.certificate('0a')).toEqual(first)
  })
})

describe('where the chain cannot be written', () => {
  test.each([
    ['no institution', () => office.registrar.registerInstitutions([{ ...pharmacy, name: '新' }], officer)],
    ['no code', () => office.registrar.makeEnrollmentCode({ institution: pharmacy.name }, officer)],
    ['no name', () => office.registrar.renameEndpoints([{ id: idOf(1), name: 'x' }], officer)],
    ['no revocation', () => office.registrar.revokeEndpoint(idOf(1), 'x', officer)],
    [
      'no token',
      () =>
        office.registrar.makeMachineToken({ name: 'x', scopes: ['read'], notAfter: office.clock.now() + day }, officer),
    ],
  ])('%s', async (_, act) => {
    await aTerminal()
    const tables = async () =>
      JSON.stringify([
        await office.store.registry.institutions(),
        await office.store.registry.endpoints(),
        await office.store.registry.certificate('0a'),
        await office.store.registry.machineTokens(),
      ])
    const before = await tables()
    office.store.full = true
    await expect(act()).rejects.toMatchObject({ code: 'store/not-durable' })
    expect(await tables()).toBe(before)
  })

  test('and nothing without the right', async () => {
    const stranger = askerOf('office').officer
    expect(await office.registrar.registerInstitutions([pharmacy], stranger)).toEqual({
      ok: false,
      refusal: 'not-permitted',
    })
    expect(await office.store.registry.institutions()).toEqual([])
  })
})

describe('at the next start', () => {
  test('what a crash kept from the tables is made up for', async () => {
    await aTerminal()
    // Committed, and then the power went.
    await office.conductor.actInOffice(
      { kind: 'register-institutions', institutions: [{ ...pharmacy, name: '二店' }] },
      officer,
    )
    await office.conductor.actInOffice(
      { kind: 'rename-endpoints', endpoints: [{ id: idOf(1), name: '二号' }] },
      officer,
    )
    const again = await open(office.store)
    expect((await again.store.registry.institutions()).map(({ name }) => name)).toEqual(['百草堂', '二店'])
    expect((await again.store.registry.endpoint(idOf(1)))?.name).toBe('二号')
  })

  test('what the command line registered joins the chain, once', async () => {
    await office.store.registry.putInstitution({ id: idOf(9), ...pharmacy })
    const again = await open(office.store)
    expect(again.conductor.situation().office.institutions.get(idOf(9))).toMatchObject(pharmacy)
    const { length } = office.store.entries
    await again.registrar.adopt()
    expect(office.store.entries).toHaveLength(length)
  })

  const ofCommandLine = () =>
    office.store.entries.flatMap(({ happening, actor }) =>
      'commandLine' in happening && happening.commandLine !== undefined
        ? [{ kind: happening.kind, number: happening.commandLine, by: actor.kind }]
        : [],
    )

  test('codes and revocations of the command line join the chain, each once, whoever looks and however often', async () => {
    const { registry } = office.store
    await aTerminal()
    const before = ofCommandLine().length
    await registry.putInstitution({ id: idOf(9), ...pharmacy, name: '三店' })
    await registry.putEnrollmentCode({ codeHash: 'c', institution: idOf(9), notAfter: 1_000 })
    await registry.enroll('c', 0, {
      endpoint: { id: idOf(8), name: '收银' },
      certificate: { serial: 'ab12', notAfter: 9_000 },
    })
    await registry.revokeCertificate('ab12', 500)
    await registry.revokeCertificate('ab12', 600)
    await registry.revokeCertificate('no-such', 600)
    await Promise.all([office.registrar.adoptNews(), office.registrar.adopt(), office.registrar.adoptNews()])
    const adopted = ofCommandLine().slice(before)
    expect(adopted.map(({ kind, by }) => [kind, by])).toEqual([
      ['enrollment-code-made', 'server'],
      ['endpoint-revoked', 'server'],
    ])
    expect(office.conductor.situation().office.institutions.get(idOf(9))?.name).toBe('三店')
    const again = await open(office.store)
    const { length } = office.store.entries
    await again.registrar.adoptNews()
    expect(office.store.entries).toHaveLength(length)
  })

  test('control: what goes through the server stands in the chain by the hand that did it, and not once more', async () => {
    await office.registrar.makeEnrollmentCode({ institution: '四店' }, officer)
    await office.registrar.adopt()
    const made = office.store.entries.filter(({ happening }) => happening.kind === 'enrollment-code-made')
    expect(made.map(({ actor }) => actor.kind)).toEqual(['officer'])
  })
})

describe('machine tokens', () => {
  const make = async (name = '市级平台') => {
    const wanted = { name, scopes: ['read'], notAfter: office.clock.now() + day } as const
    const made = await office.registrar.makeMachineToken(wanted, officer)
    if (!made.ok) throw new Error(made.refusal)
    return made.value
  }

  test('shown once, kept as a hash, known also after a restart', async () => {
    const { id, token } = await make()
    expect(token).toMatch(/^sentinel_[\w-]{43}$/)
    expect(await office.store.registry.machineTokens()).toEqual([{ tokenHash: hashOfToken(token), id }])
    expect(JSON.stringify(office.store.entries)).not.toContain(token)
    const again = await open(office.store)
    expect(again.registrar.machine(token)).toEqual({ id, name: '市级平台', scopes: ['read'] })
  })

  test('revoked, it is refused from the next call on; ended too', async () => {
    const { id, token } = await make()
    const other = await make('另一个')
    await office.conductor.actInOffice({ kind: 'revoke-machine-token', token: id }, officer)
    expect(office.registrar.machine(token)).toBeUndefined()
    expect(office.registrar.machine(other.token)).toBeDefined()
    await office.clock.advance(day)
    expect(office.registrar.machine(other.token)).toBeUndefined()
  })

  test.each(['', 'sentinel_', `sentinel_${'A'.repeat(43)}`, 'Bearer x', 'x'.repeat(10_000)])(
    '%j is none',
    async (wrong) => {
      await make()
      expect(office.registrar.machine(wrong)).toBeUndefined()
    },
  )
})

test('a terminal whose revocation stands in the chain alone is revoked at the next start', async () => {
  await office.registrar.registerInstitutions([pharmacy], officer)
  const endpoint = await aTerminal()
  const { registry } = office.store
  const crash = vi.spyOn(registry, 'revokeCertificatesOf').mockRejectedValueOnce(new Error('the server stopped here'))
  await expect(office.registrar.revokeEndpoint(endpoint?.id ?? '', '设备遗失', officer)).rejects.toThrow('stopped here')
  crash.mockRestore()
  expect((await registry.certificate('0a'))?.revokedAt).toBeUndefined()
  office = await open(office.store)
  expect((await registry.certificate('0a'))?.revokedAt).toBe(office.store.entries.at(-1)?.at)
})
