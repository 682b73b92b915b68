// The door asks for a line of the permission table, and so does the step behind it: whomever the step lets act the door lets in, and the other way round but where it is said.
import { expect, test } from 'vitest'
import type { Officer } from '#shared/domain/actor.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { officerOf, people, secondTill } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, inMotion } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import { aPlanDesk } from '#test/fakes/a-plan-desk.ts'
import { anAlert, idOf } from '#test/fakes/standings.ts'
import type { PlanCommand } from '../workflow/commands.ts'
import { formIds } from '../workflow/forms/form.ts'
import { planEvents } from '../workflow/transitions.ts'
import { calls } from './api/index.ts'
import { refusalOf } from './asker.ts'
import type { Answer, Call, Desk } from './call.ts'

const aDay = 86_400_000
const reason = '说明'

/** What is sent with each command, by the last part of its path. */
const bodies = (now: number): Readonly<Record<string, object>> => ({
  incidents: { fields: filledForms.D01 },
  merge: { into: idOf(299) },
  comment: { form: 'D05', text: reason },
  'send-brief': { text: reason },
  'make-statement': { unit: people.pharmacy.id, text: reason },
  'return-report': { reason },
  'withdraw-report': { reason },
  'propose-found': { found: now - aDay, reason },
  'decide-found': { agreed: true, reason },
  'draft-directive': { text: reason, unit: 'office', dueAt: now + aDay },
  'issue-directive': { text: reason, unit: 'office', dueAt: now + aDay },
  'sign-for-directive': { directive: idOf(400) },
  'complete-directive': { directive: idOf(400), text: reason },
  'judge-directive': { directive: idOf(400), impaired: true, reason },
  'withdraw-directive': { directive: idOf(400), reason },
  'request-group-isolation': { group: { kind: 'all' }, reason },
  'order-group-isolation': { group: { kind: 'all' }, reason },
  'decide-group-isolation': { request: idOf(400), approved: true, reason },
  'request-reconnection': { endpoint: secondTill.id },
  'propose-reconnection': { endpoint: secondTill.id, fields: filledForms.D13 },
  'decide-reconnection': { endpoint: secondTill.id, approved: true, reason },
  'register-result': { number: '璧医保事备〔2026〕1号' },
  'approve-external': { form: 'D19a', serial: 1 },
  'record-external-delivery': {
    form: 'D19a',
    serial: 1,
    channel: '传真',
    receiver: '市网信办',
    receipt: '已收',
    deliveredAt: now - 1,
  },
  'transfer-evidence': { items: [idOf(300)], receiver: '区公安分局', purpose: reason },
  'verify-evidence': { items: [idOf(300)] },
  'dispose-of-evidence': { items: [idOf(300)], purpose: reason },
  link: { incident: idOf(299) },
  close: { closing: 'false-positive', reason },
  'confirm-closing': { agreed: true },
  ...Object.fromEntries(formIds.map((form) => [form, { fields: filledForms[form] }])),
})

/** Why the step asks for more than the door, call by call. */
const narrower: Readonly<Record<string, string>> = {
  'POST /api/incidents': 'whose institution it is stands in the form',
  'POST /api/incidents/:id/activate': 'in haste only the leader; which way it is depends on the phase',
  'POST /api/incidents/:id/reopen': 'a false alarm by any member, an ended one by fewer',
  'POST /api/incidents/:id/comment': 'each form has a line of its own',
  'POST /api/incidents/:id/make-statement': 'each for its own unit',
  'POST /api/incidents/:id/sign-for-directive': 'only the unit that it is given to',
  'POST /api/incidents/:id/complete-directive': 'only the unit that it is given to',
  'POST /api/incidents/:id/request-reconnection': 'each for its own terminal',
}

const everybody: readonly Officer[] = (Object.keys(people) as readonly PersonOf[]).map(officerOf)
const last = (path: string): string => path.split('/').at(-1) ?? ''

/** Calls of which a step of the plan decides. */
const commands = calls.filter(
  ({ method, path }) =>
    method === 'POST' &&
    /^\/api\/(incidents|alerts)(\/|$)/.test(path) &&
    !['documents', 'archive-package', 'export-evidence-list', 'notes', 'take-over'].includes(last(path)),
)

function bureau(): { readonly motion: InMotion; readonly incident: string } {
  const motion = inMotion()
  const { incident = '' } = does(motion, 'office', { kind: 'register', fields: filledForms.D01, drill: false })
  const alert = anAlert({ incident, endpoint: secondTill.id })
  motion.situation = { ...motion.situation, alerts: new Map([[alert.alert.id, alert]]) }
  return { motion, incident }
}

/** What the step says where nobody stands at the door; nothing of it stays. */
async function asked(call: Call, id: string, officer: Officer, before: InMotion): Promise<Answer> {
  const motion = { ...before, entries: [] }
  const conductor = {
    situation: () => motion.situation,
    history: async () => [],
    act: async (command: PlanCommand) => ask(motion, officer, command),
  }
  const bare = { conductor, now: () => motion.now } as unknown as Desk
  const desk = { ...bare, plan: aPlanDesk(bare) }
  const body = call.body.parse(bodies(motion.now)[last(call.path)] ?? {})
  const rest = { params: {}, query: {}, roles: [], permits: () => true, session: '', address: '' }
  return call.perform({ id, body, officer, ...rest }, desk)
}

test('every event, form and command of the plan is asked here', () => {
  const paths = commands.map(({ path }) => last(path))
  expect(paths).toEqual(expect.arrayContaining([...planEvents]))
  expect(commands.length).toBeGreaterThanOrEqual(60)
})

interface Disagreement {
  /** The step would let them. */
  readonly lockedOut: readonly string[]
  /** The door let them, and the step does not. */
  readonly turnedAway: readonly string[]
}

async function disagreement(call: Call): Promise<Disagreement> {
  const { motion, incident } = bureau()
  const id = call.path.startsWith('/api/alerts') ? idOf(100) : incident
  const desk = { conductor: { situation: () => motion.situation }, now: () => motion.now } as unknown as Desk
  const lockedOut: string[] = []
  const turnedAway: string[] = []
  for (const officer of everybody) {
    const door = refusalOf(call, { kind: 'person', officer, session: '', locked: false }, id, desk)
    const step = await asked(call, id, officer, motion)
    const refuses = 'refusal' in step && step.refusal === 'not-permitted'
    if (door !== undefined && !refuses) lockedOut.push(officer.name)
    if (door === undefined && refuses) turnedAway.push(officer.name)
  }
  return { lockedOut, turnedAway }
}

test.each(commands.map((call) => [`${call.method} ${call.path}`, call] as const))('%s', async (name, call) => {
  const { lockedOut, turnedAway } = await disagreement(call)
  expect(lockedOut).toEqual([])
  if (!(name in narrower)) expect(turnedAway).toEqual([])
})

test('control: a door with another line than its step is found, be it wider or narrower', async () => {
  const archive = calls.find(({ path }) => path === '/api/incidents/:id/archive')!
  expect((await disagreement({ ...archive, operation: 'incident.read' })).turnedAway).not.toEqual([])
  expect((await disagreement({ ...archive, operation: 'found.confirm' })).lockedOut).not.toEqual([])
  expect(await disagreement(archive)).toEqual({ lockedOut: [], turnedAway: [] })
})

test('only calls that are there are said to be narrower', () => {
  const names = commands.map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(narrower).filter((name) => !names.includes(name))).toEqual([])
})
