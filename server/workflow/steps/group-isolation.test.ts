// 批量断网: who may ask, approve and order; every terminal by its own signed order in the same commit; an exercise cuts off nobody else.
import { describe, expect, test } from 'vitest'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { clinic, desk, endpoints, people, pharmacy, secondTill, till } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, happens, inMotion, incidentOf } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import { isolation } from '#test/fixtures/plan-incident.ts'
import type { PlanCommand } from '../commands.ts'
import type { IsolatedGroup } from '../plan-history.ts'

const all = { kind: 'all' } as const
const reason = '勒索软件正在扩散'

function begun(drill = false): { readonly motion: InMotion; readonly incident: string } {
  const motion = inMotion()
  const { incident = '' } = does(motion, 'office', { kind: 'register', fields: filledForms.D01, drill })
  return { motion, incident }
}
const request = (incident: string, group: IsolatedGroup = all): PlanCommand => ({
  kind: 'request-group-isolation',
  incident,
  group,
  scope: 'selective',
  reason,
})
const order = (incident: string, group: IsolatedGroup = all): PlanCommand => ({
  kind: 'order-group-isolation',
  incident,
  group,
  scope: 'full',
  reason,
})
const decide = (incident: string, id = '', approved = true): PlanCommand => ({
  kind: 'decide-group-isolation',
  incident,
  request: id,
  approved,
  reason: '同意',
})
const said = (motion: InMotion, who: PersonOf, command: PlanCommand): string => {
  const outcome = ask(motion, who, command)
  return outcome.ok ? 'done' : outcome.refusal
}
/** Orders that the last command gave, by terminal. */
const given = (motion: InMotion, from: number) =>
  motion.entries
    .slice(from)
    .flatMap(({ happening, subject }) =>
      happening.kind === 'order-issued'
        ? [{ ...happening.signed.order, group: happening.group, chain: subject.kind }]
        : [],
    )

test.each<readonly [PersonOf, string, string]>([
  ['office', 'done', 'not-permitted'],
  ['technician', 'done', 'not-permitted'],
  ['deputy', 'not-permitted', 'done'],
  ['leader', 'not-permitted', 'not-permitted'],
  ['member', 'not-permitted', 'not-permitted'],
  ['department', 'not-permitted', 'not-permitted'],
  ['pharmacy', 'not-permitted', 'not-permitted'],
])('%s asks: %s; orders: %s', (who, asking, ordering) => {
  const { motion, incident } = begun()
  expect([said(motion, who, request(incident)), said(motion, who, order(incident))]).toEqual([asking, ordering])
})

describe('a request', () => {
  test('reaches nobody until the leader approves it; then everybody, in the same commit', () => {
    const { motion, incident } = begun()
    const { request: id } = does(motion, 'office', request(incident))
    expect(given(motion, 0)).toEqual([])
    expect(incidentOf(motion, incident).course.groupIsolations).toMatchObject([
      { id, reason, requested: { terminals: 3 } },
    ])
    for (const who of ['office', 'technician', 'deputy', 'member'] as const)
      expect(said(motion, who, decide(incident, id))).toBe('not-permitted')
    const before = motion.entries.length
    expect(does(motion, 'leader', decide(incident, id)).orders).toBe(3)
    const orders = given(motion, before)
    expect(orders.map(({ endpoint }) => endpoint).toSorted()).toEqual(endpoints.map(({ id: one }) => one).toSorted())
    expect(new Set(motion.entries.slice(before).map(({ at }) => at)).size).toBe(1)
    for (const one of orders)
      expect(one).toMatchObject({
        action: { kind: 'isolate', scope: 'selective' },
        counter: 1,
        approver: { id: people.leader.id },
        group: id,
        notAfter: motion.now + 900_000,
      })
    expect(said(motion, 'leader', decide(incident, id))).toBe('nothing-proposed')
  })

  test('the terminal of the incident is told in it, the others with themselves: being cut to be safe makes nobody part of it', () => {
    const { motion, incident } = begun()
    const { request: id } = does(motion, 'office', request(incident))
    does(motion, 'leader', decide(incident, id))
    const chains = Object.fromEntries(given(motion, 0).map((one) => [one.endpoint, [one.chain, one.incident]]))
    expect(chains).toEqual({
      [till.id]: ['incident', incident],
      [secondTill.id]: ['endpoint', undefined],
      [desk.id]: ['endpoint', undefined],
    })
    expect(incidentOf(motion, incident).course.endpoints).toEqual([till.id])
  })

  test('is one at a time, may be declined, and never approved by who asked', () => {
    const { motion, incident } = begun()
    const { request: first } = does(motion, 'office', request(incident))
    expect(said(motion, 'technician', request(incident))).toBe('proposal-pending')
    expect(does(motion, 'leader', decide(incident, first, false)).orders).toBe(0)
    expect(given(motion, 0)).toEqual([])
    const { request: second } = does(motion, 'technician', request(incident))
    // Whoever asked and has become the leader meanwhile is still one person.
    const post = { id: 'p', person: people.technician.id, role: 'leader', from: 0, document: '任' } as const
    happens(motion, [
      {
        subject: { kind: 'office', id: 'office' },
        at: motion.now,
        actor: { kind: 'server' },
        happening: { kind: 'post-given', post },
      },
    ])
    expect(said(motion, 'technician', decide(incident, second))).toBe('proposer-cannot-approve')
    expect(said(motion, 'leader', decide(incident, second))).toBe('done')
  })
})

describe('which terminals', () => {
  test.each<readonly [string, IsolatedGroup, readonly string[] | string]>([
    ['named ones, each once', { kind: 'endpoints', endpoints: [desk.id, till.id, desk.id] }, [desk.id, till.id]],
    ['those of an institution', { kind: 'institution', institution: pharmacy.id }, [till.id, secondTill.id]],
    ['all', all, endpoints.map(({ id }) => id)],
    ['one that nobody knows', { kind: 'endpoints', endpoints: [till.id, 'nobody'] }, 'unknown-endpoint'],
    ['an institution that has none', { kind: 'institution', institution: 'nobody' }, 'unknown-endpoint'],
  ])('%s', (_, group, expected) => {
    const { motion, incident } = begun()
    const answer = said(motion, 'deputy', order(incident, group))
    const orders = given(motion, 0).map(({ endpoint }) => endpoint)
    expect(answer === 'done' ? orders.toSorted() : answer).toEqual(
      typeof expected === 'string' ? expected : [...expected].toSorted(),
    )
  })

  test('one that is cut already is left as it is; where all are, there is nothing to do', () => {
    const { motion, incident } = begun()
    const cut = (endpoint: string) => {
      const { happening } = isolation(0)
      happens(motion, [
        {
          subject: { kind: 'endpoint', id: endpoint },
          at: motion.now,
          actor: { kind: 'agent' },
          happening: { ...happening, endpoint } as typeof happening,
        },
      ])
    }
    cut(desk.id)
    does(motion, 'deputy', order(incident))
    expect(
      given(motion, 0)
        .map(({ endpoint }) => endpoint)
        .toSorted(),
    ).toEqual([till.id, secondTill.id])
    cut(till.id)
    cut(secondTill.id)
    expect(said(motion, 'deputy', order(incident))).toBe('already-done')
  })

  test('an exercise cuts off who takes part in it and nobody else', () => {
    const { motion, incident } = begun(true)
    for (const group of [all, { kind: 'institution', institution: pharmacy.id } as const])
      for (const [who, command] of [
        ['deputy', order(incident, group)],
        ['office', request(incident, group)],
      ] as const)
        expect(said(motion, who, command)).toBe('drills-apart')
    expect(does(motion, 'deputy', order(incident, { kind: 'endpoints', endpoints: [till.id] })).orders).toBe(1)
    expect(given(motion, 0)).toMatchObject([{ endpoint: till.id, incident }])
  })

  test('a terminal that takes part in an exercise is cut off by the real thing, outside of its exercise', () => {
    const { motion } = begun(true)
    const { incident = '' } = does(motion, 'office', {
      kind: 'register',
      fields: { ...filledForms.D01, endpoint: desk.id, institution: clinic.id },
      drill: false,
    })
    does(motion, 'deputy', order(incident))
    expect(given(motion, 0).find(({ endpoint }) => endpoint === till.id)).toMatchObject({ chain: 'endpoint' })
  })
})

test('without a reason, or once the incident is closed, nothing happens', () => {
  const { motion, incident } = begun()
  expect(said(motion, 'deputy', { ...order(incident), reason: '  ' } as PlanCommand)).toBe('reason-missing')
  const { request: id } = does(motion, 'office', request(incident))
  happens(motion, [
    {
      subject: { kind: 'incident', id: incident },
      at: motion.now,
      actor: { kind: 'server' },
      happening: { kind: 'phase-moved', event: 'close-false', from: 'verifying', to: 'false-alarm' },
    },
  ])
  for (const [who, command] of [
    ['deputy', order(incident)],
    ['office', request(incident)],
    ['leader', decide(incident, id)],
  ] as const)
    expect(said(motion, who, command)).toBe('wrong-phase')
  expect(said(motion, 'leader', decide(incident, id, false))).toBe('done')
})
