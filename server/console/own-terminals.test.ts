// An incident that was merged of two institutions: each reads of its own terminals, and of the incident what belongs to both.
import { describe, expect, test } from 'vitest'
import { quietBureau } from '#test/fixtures/plan-in-motion.ts'
import { clinic, pharmacy, till } from '#test/fixtures/one-bureau.ts'
import { anAlert, anEndpointStanding, isolated } from '#test/fakes/standings.ts'
import { chainStart } from '#shared/text/hash-chain.ts'
import { courseOf } from '../workflow/course.ts'
import type { Entry, Happening } from '../workflow/history.ts'
import type { Situation } from '../workflow/situation.ts'
import { courseOfOwn, entriesOfOwn, seesOwn } from './own-terminals.ts'

const theirs = { ...till, id: 'their-till', institution: clinic.id }
const moment = { at: 0, offsetMs: 0, uncertaintyMs: 0 }
const { alert } = anAlert()
const situation: Situation = {
  ...quietBureau,
  endpoints: new Map([
    [till.id, anEndpointStanding({ endpoint: till })],
    [theirs.id, anEndpointStanding({ endpoint: theirs })],
  ]),
  alerts: new Map([till.id, theirs.id].map((endpoint) => [`of-${endpoint}`, anAlert({ endpoint }, `of-${endpoint}`)])),
}
const ofPharmacy = seesOwn(situation, (_, { units = [] }) => units.includes(pharmacy.id))
const ofOffice = seesOwn(situation, () => true)

const order = (endpoint: string): Happening => ({
  kind: 'order-issued',
  signed: {
    order: {
      id: 'o',
      endpoint,
      action: { kind: 'release' },
      notAfter: 0,
      counter: 1,
      reason: '',
      approver: { id: '', name: '' },
    },
    keyId: '',
    signature: '',
  },
})
const about = (endpoint: string): readonly (readonly [string, Happening])[] => [
  ['its alert', { kind: 'alert-received', alert, endpoint, raised: moment, detected: moment, receivedAt: 0 }],
  ['what was written beside it', { kind: 'alert-closed', alert: `of-${endpoint}`, closing: 'duplicate', reason: '' }],
  ['its cut', { kind: 'isolation-changed', endpoint, isolation: isolated, since: moment }],
  ['an order to it', order(endpoint)],
  ['its way back', { kind: 'reconnection-requested', endpoint, as: 'office' }],
]
const entry = (happening: Happening): Entry => ({
  position: 1,
  subject: { kind: 'incident', id: 'i' },
  link: { ...chainStart, previousHash: '' },
  at: 0,
  actor: { kind: 'server' },
  happening,
})
const read = (happening: Happening, sees = ofPharmacy) => entriesOfOwn([entry(happening)], situation, sees).length === 1

describe('of the history', () => {
  test.each(about(till.id))('%s is read by its own institution', (_, happening) => {
    expect(read(happening)).toBe(true)
  })
  test.each(about(theirs.id))('%s is not read by the other one, and by the office it is', (_, happening) => {
    expect([read(happening), read(happening, ofOffice)]).toEqual([false, true])
  })
  test('what is the whole incident’s is read by both', () => {
    expect(read({ kind: 'note-added', text: '' })).toBe(true)
    expect(
      read({
        kind: 'absorbed',
        incident: 'x',
        number: '',
        endpoints: [],
        alerts: [],
        found: { basis: 'found', ...moment },
      }),
    ).toBe(true)
  })
})

test('of the course, terminals, cuts and ways back', () => {
  const both = [till.id, theirs.id]
  const course = {
    ...courseOf(till.id),
    endpoints: both,
    cut: both.map((endpoint) => ({ endpoint, now: true })),
    reconnections: both.map((endpoint) => ({ endpoint })),
  }
  expect(courseOfOwn(course, ofPharmacy)).toMatchObject({
    endpoints: [till.id],
    cut: [{ endpoint: till.id }],
    reconnections: [{ endpoint: till.id }],
  })
  expect(courseOfOwn(course, ofOffice)).toEqual(course)
})
