// A notice that another system sends again stays one incident; whatever differs in who, whose and which is another one.
import { expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { clinic, officerOf, pharmacy } from '#test/fixtures/one-bureau.ts'
import { ask, happens, inMotion } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import type { FormFields } from '../forms/form.ts'
import { officeSubject } from '../office.ts'

const machine = (id: string): Officer => ({ kind: 'officer', id, name: id })
const [platform, siem] = [machine('platform'), machine('siem')]

function listening(): InMotion {
  const motion = inMotion()
  happens(
    motion,
    [platform, siem].map(({ id, name }) => ({
      subject: officeSubject,
      at: motion.now,
      actor: { kind: 'server' },
      happening: { kind: 'machine-token-made', id, name, scopes: ['intake'], notAfter: motion.now + 10 ** 10 },
    })),
  )
  return motion
}
const { endpoint: _, ...rest } = filledForms.D01
const notice: FormFields = { ...rest, source: 'cac', reference: 'CAC-2026-118' }

interface Sent {
  readonly by?: Officer
  readonly fields?: FormFields
  readonly drill?: boolean
}
const send = (motion: InMotion, { by = platform, fields = {}, drill = false }: Sent = {}) => {
  const outcome = ask(motion, by, { kind: 'register', fields: { ...notice, ...fields }, drill })
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome.value
}

test('sent three times: one incident, one form, and the same answer', () => {
  const motion = listening()
  const first = send(motion)
  const entries = motion.entries.length
  expect([send(motion), send(motion, { fields: { phenomenon: '又发了一次' } })]).toEqual([first, first])
  expect([motion.entries.length, motion.situation.incidents.size]).toEqual([entries, 1])
})

test.each<readonly [string, Sent]>([
  ['without a number', { fields: { reference: '' } }],
  ['under another number', { fields: { reference: 'CAC-2026-119' } }],
  ['from another system, which counts for itself', { by: siem }],
  ['about another institution', { fields: { institution: clinic.id } }],
  ['as an exercise', { drill: true }],
  ['registered by a person', { by: officerOf('office') }],
])('%s it is another one', (__, other) => {
  const motion = listening()
  const first = send(motion)
  expect(send(motion, other).incident).not.toBe(first.incident)
  expect(motion.situation.incidents.size).toBe(2)
})

test('control: two that carry no number are two, as before', () => {
  const motion = listening()
  const fields = { institution: pharmacy.id, reference: '' }
  expect(send(motion, { fields }).incident).not.toBe(send(motion, { fields }).incident)
})
