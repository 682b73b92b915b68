// A district with thousands of accounts: what each sign-in costs the fold, and each question of rights the one who waits for the answer.
import { expect, test } from 'vitest'
import { applyNew, emptySituation } from './fold.ts'
import type { NewEntry } from './history.ts'
import { officeSubject } from './office.ts'
import type { OfficeHappening } from './office-history.ts'
import { holders, holds, permittedAs } from './who.ts'

const people = 5_000
const entry = (happening: OfficeHappening): NewEntry => ({
  subject: officeSubject,
  at: 1,
  actor: { kind: 'server' },
  happening,
})
const numbers = Array.from({ length: people }, (_, i) => i)
const crowded = applyNew(emptySituation(), [
  ...numbers.map((i) => entry({ kind: 'person-added', person: { id: `p${i}`, name: '', login: `l${i}`, phone: '' } })),
  ...numbers.map((i) =>
    entry({
      kind: 'post-given',
      post: { id: `o${i}`, person: `p${i}`, role: 'institution', unit: `u${i}`, from: 0, document: '' },
    }),
  ),
])

const took = (work: () => void): number => {
  const { user } = process.cpuUsage()
  work()
  return (process.cpuUsage().user - user) / 1_000
}

test('a start goes through a year of sign-ins in seconds: a day of them copies nobody', () => {
  const day = numbers.map((i) => entry({ kind: 'signed-in', person: `p${i}`, address: '' }))
  // 5,000 copies of 5,000 persons were two seconds; a year of such days, ten minutes.
  expect(took(() => applyNew(crowded, day))).toBeLessThan(400)
  expect(applyNew(crowded, day).office.people.get('p7')?.lastSignedInAt).toBe(1)
})

test('the rights of one person cost the same however many there are', () => {
  const { office } = crowded
  const asked = () => {
    for (let i = 0; i < 20_000; i++) permittedAs(office, { id: 'p4990' }, 'live.view', { units: ['u1'] }, 2)
  }
  expect(took(asked)).toBeLessThan(300)
  expect(took(() => holders(office, 'institution', 2))).toBeLessThan(300)
})

test('and follow the posts as they are given and ended', () => {
  const given = applyNew(crowded, [
    entry({ kind: 'post-given', post: { id: 'x', person: 'p1', role: 'office', from: 0, document: '' } }),
  ])
  const ended = applyNew(given, [entry({ kind: 'post-ended', post: 'x', to: 1, document: '' })])
  expect([crowded, given, ended].map(({ office }) => holds(office, 'p1', 2).map(({ role }) => role))).toEqual([
    ['institution'],
    ['institution', 'office'],
    ['institution'],
  ])
})

test('people are named in the order in which they came, whoever signs in', () => {
  const again = applyNew(crowded, [entry({ kind: 'signed-in', person: 'p40', address: '' })])
  expect([...again.office.people.keys()]).toEqual(numbers.map((i) => `p${i}`))
  expect([...again.office.people.values()].map(({ person }) => person.id)).toEqual([...again.office.people.keys()])
  expect([again.office.people.size, [...again.office.people].length]).toEqual([people, people])
})
