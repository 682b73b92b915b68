// Who and what there is, other systems, the office's own forms, and what leaves the house.
import { describe, expect, test } from 'vitest'
import { act, by, day, now, refusalOf, start } from '#test/fakes/office-acting.ts'
import { anEndpoint, idOf } from '#test/fakes/standings.ts'
import { permittedAs } from '../who.ts'

describe('machine tokens', () => {
  const make = {
    kind: 'make-machine-token',
    name: '市级平台',
    scopes: ['read', 'intake'],
    notAfter: now + day,
  } as const
  const made = (change: Partial<typeof make> = {}, situation = start()) =>
    act(situation, { ...make, ...change }, by('system-administrator'))

  test('no secret is in the history, and the token lets a machine report and nothing else', () => {
    const { entries, after } = made()
    expect(entries[0]?.happening).toEqual({ ...make, kind: 'machine-token-made', id: idOf(500) })
    const may = (operation: Parameters<typeof permittedAs>[2], at = now) =>
      permittedAs(after.office, { id: idOf(500) }, operation, {}, at)
    expect(may('incident.register')).toBe('institution')
    expect(may('incident.read')).toBeUndefined()
    expect(may('alert.close')).toBeUndefined()
    expect(may('incident.register', make.notAfter)).toBeUndefined()
    const revoked = act(after, { kind: 'revoke-machine-token', token: idOf(500) }, by('system-administrator'))
    expect(permittedAs(revoked.after.office, { id: idOf(500) }, 'incident.register', {}, now)).toBeUndefined()
    expect(
      act(revoked.after, { kind: 'revoke-machine-token', token: idOf(500) }, by('system-administrator')).kinds,
    ).toEqual([])
  })

  test('one that may only read registers nothing', () => {
    const { after } = made({ scopes: ['read'] as never })
    expect(permittedAs(after.office, { id: idOf(500) }, 'incident.register', {}, now)).toBeUndefined()
  })

  test.each([
    ['more than a year', { notAfter: now + 367 * day }, 'period-wrong'],
    ['ended before it began', { notAfter: now }, 'period-wrong'],
    ['no name', { name: ' ' }, 'reason-missing'],
    ['no scope', { scopes: [] }, 'reason-missing'],
  ])('refused: %s', (_, change, refusal) => {
    expect(refusalOf(made(change as never))).toBe(refusal)
  })

  test('a name that another one in force has is refused; after it was revoked it is free', () => {
    const { after } = made()
    expect(refusalOf(made({}, after))).toBe('name-taken')
    const revoked = act(after, { kind: 'revoke-machine-token', token: idOf(500) }, by('system-administrator'))
    expect(refusalOf(made({}, revoked.after))).toBe('done')
    expect(refusalOf(act(after, { kind: 'revoke-machine-token', token: idOf(1) }, by('system-administrator')))).toBe(
      'unknown-token',
    )
  })
})

describe('the registry', () => {
  const system = by('system-administrator')
  const one = { kind: 'pharmacy', name: '百草堂', phone: '' } as const

  test('registered, changed, and all or none', () => {
    const first = act(start(), { kind: 'register-institutions', institutions: [one] }, system)
    expect(first.after.office.institutions.get(idOf(500))).toEqual({ id: idOf(500), ...one })
    const changed = { kind: 'register-institutions', institutions: [{ ...one, id: idOf(500), phone: '1' }] } as const
    expect(act(first.after, changed, system).after.office.institutions.size).toBe(1)
    const twice = { kind: 'register-institutions', institutions: [{ ...one, name: '新' }, one] } as const
    const refused = act(first.after, twice, system)
    expect([refusalOf(refused), refused.entries]).toEqual(['name-taken', []])
    expect(refusalOf(act(start(), twice, by('office')))).toBe('not-permitted')
  })

  test('five thousand in one commit', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({ ...one, name: `店${i}` }))
    const { after } = act(start(), { kind: 'register-institutions', institutions: many }, system)
    expect(new Set([...after.office.institutions.values()].map(({ name }) => name)).size).toBe(5_000)
  })

  test('a terminal has another name and keeps its number', () => {
    const rename = { kind: 'rename-endpoints', endpoints: [{ id: anEndpoint.id, name: ' 一号台 ' }] } as const
    const { after } = act(start(), rename, system)
    expect(after.endpoints.get(anEndpoint.id)?.endpoint).toEqual({ ...anEndpoint, name: '一号台' })
    const unknown = { kind: 'rename-endpoints', endpoints: [{ id: idOf(77), name: 'x' }] } as const
    expect(refusalOf(act(start(), unknown, system))).toBe('unknown-endpoint')
  })

  test.each([
    ['revoked with a reason', { kind: 'revoke-endpoint', endpoint: anEndpoint.id, reason: '报废' }, 'done'],
    ['without one', { kind: 'revoke-endpoint', endpoint: anEndpoint.id, reason: '' }, 'reason-missing'],
    ['an unknown one', { kind: 'revoke-endpoint', endpoint: idOf(77), reason: 'x' }, 'unknown-endpoint'],
    [
      'a code for three days',
      { kind: 'make-enrollment-codes', codes: [{ institution: 'p', notAfter: now + 3 * day }] },
      'done',
    ],
    [
      'a code for a year',
      { kind: 'make-enrollment-codes', codes: [{ institution: 'p', notAfter: now + 365 * day }] },
      'period-wrong',
    ],
  ] as const)('%s', (_, command, outcome) => {
    expect(refusalOf(act(start({ institutions: new Map([['p', { id: 'p', ...one }]]) }), command, system))).toBe(
      outcome,
    )
  })

  test('a code for nobody', () => {
    const command = { kind: 'make-enrollment-codes', codes: [{ institution: 'p', notAfter: now + day }] } as const
    expect(refusalOf(act(start(), command, system))).toBe('unknown-institution')
  })
})

describe('forms of the office', () => {
  const version = (number: number) => ({
    version: number,
    document: '璧医保发〔2026〕1号',
    changes: '修订联系电话',
    reason: '人员变动',
    effectiveAt: now + 30 * day,
  })
  const drafted = (number = 2) =>
    act(start(), { kind: 'file-office-form', form: 'D22', fields: version(number) }, by('office'))

  test('a version of the plan: drafted by the office, approved by the leader, one after the other', () => {
    const first = drafted()
    expect(first.value).toMatchObject({ ok: true, value: { serial: 1 } })
    const approve = { kind: 'approve-plan-version', serial: 1 } as const
    expect(refusalOf(act(first.after, approve, by('office')))).toBe('not-permitted')
    expect(act(first.after, approve, by('leader')).after.office.planVersion).toBe(2)
    expect(refusalOf(act(drafted(3).after, approve, by('leader')))).toBe('version-not-next')
    expect(refusalOf(act(first.after, { ...approve, serial: 2 }, by('leader')))).toBe('unknown-form')
  })

  test('wrong fields come back with their reasons', () => {
    const { value } = act(start(), { kind: 'file-office-form', form: 'D22', fields: { version: 2 } }, by('office'))
    expect(value).toMatchObject({ ok: false, refusal: 'form-incomplete' })
    expect(!value.ok && value.fields?.map(({ key }) => key)).toContain('document')
  })

  test('an authorisation is a form and takes effect with it, or neither', () => {
    const fields = { to: by('deputy').id, scope: '代行审批', from: now, until: now + day }
    const granted = act(start(), { kind: 'file-office-form', form: 'D23', fields }, by('leader'))
    expect(granted.kinds).toEqual(['office-form-filed', 'delegation-granted'])
    const wrong = { ...fields, to: by('office').id }
    const refused = act(start(), { kind: 'file-office-form', form: 'D23', fields: wrong }, by('leader'))
    expect([refusalOf(refused), refused.entries]).toEqual(['not-the-deputy', []])
  })

  test('a form about an incident is none of the office’s', () => {
    expect(refusalOf(act(start(), { kind: 'file-office-form', form: 'D02', fields: {} }, by('office')))).toBe(
      'unknown-form',
    )
  })
})

describe('exports', () => {
  const record = { kind: 'record-export', what: 'registry', sha256: 'a'.repeat(64), bytes: 9 } as const
  test.each([
    ['the registry, by the system administrator', record, 'system-administrator', 'done'],
    ['the registry, by the auditor', record, 'audit-administrator', 'not-permitted'],
    ['the audit, by the auditor', { ...record, what: 'audit' }, 'audit-administrator', 'done'],
    ['the audit, by the office', { ...record, what: 'audit' }, 'office', 'not-permitted'],
  ] as const)('%s', (_, command, role, outcome) => {
    expect(refusalOf(act(start(), command, by(role)))).toBe(outcome)
  })
})
