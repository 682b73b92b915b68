// What the page is told may happen next is what the steps then let happen: asked of every role in every phase of a whole incident.
import { describe, expect, test } from 'vitest'
import { officerOf, people } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, incidentOf, inMotion } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import type { FormId } from '../workflow/forms/form.ts'
import type { PlanEvent } from '../workflow/transitions.ts'
import { nextSteps } from './next-steps.ts'

const everybody = Object.keys(people) as readonly PersonOf[]

const stepsOf = (motion: InMotion, incident: string, who: PersonOf) =>
  nextSteps(motion.situation, incidentOf(motion, incident), officerOf(who), motion.now)

const eventOf = (motion: InMotion, incident: string, who: PersonOf, event: PlanEvent) =>
  stepsOf(motion, incident, who).events.find((one) => one.event === event)

function opened(): { readonly motion: InMotion; readonly incident: string } {
  const motion = inMotion()
  const { incident = '' } = does(motion, 'office', { kind: 'register', fields: filledForms.D01, drill: false })
  return { motion, incident }
}

const files = (motion: InMotion, incident: string, who: PersonOf, form: FormId) =>
  does(motion, who, { kind: 'file', incident, form, fields: filledForms[form] })
const advances = (motion: InMotion, incident: string, who: PersonOf, event: PlanEvent, form?: FormId) =>
  does(motion, who, { kind: 'advance', incident, event, ...(form ? { fields: filledForms[form] } : {}) })

describe('an event', () => {
  test('that the phase does not lead to is not named', () => {
    const { motion, incident } = opened()
    expect(stepsOf(motion, incident, 'office').events.map(({ event }) => event)).toEqual(['start-verifying', 'report'])
  })
  test('is refused for want of a post, and named all the same', () => {
    const { motion, incident } = opened()
    expect(eventOf(motion, incident, 'member', 'start-verifying')).toMatchObject({
      permitted: false,
      refusal: 'not-permitted',
    })
  })
  test('is refused by the first guard that does not hold, and permitted once it does', () => {
    const { motion, incident } = opened()
    advances(motion, incident, 'office', 'start-verifying')
    expect(eventOf(motion, incident, 'office', 'report')).toMatchObject({ refusal: 'not-verified-as-real' })
    files(motion, incident, 'office', 'D02')
    expect(eventOf(motion, incident, 'office', 'report')).toMatchObject({ permitted: true, form: 'D03' })
  })
  test('asks for a reason where one is needed, and does not hold its absence against it', () => {
    const { motion, incident } = opened()
    advances(motion, incident, 'office', 'start-verifying')
    files(motion, incident, 'office', 'D02')
    advances(motion, incident, 'office', 'report', 'D03')
    expect(eventOf(motion, incident, 'leader', 'activate')).toMatchObject({ permitted: true, reason: true })
  })
})

test('what is refused here is refused by the steps, of everybody and all along', () => {
  const { motion, incident } = opened()
  let compared = 0
  const compare = () => {
    for (const who of everybody)
      for (const { event, form, permitted, refusal } of stepsOf(motion, incident, who).events) {
        if (permitted) continue
        const asked = {
          kind: 'advance',
          incident,
          event,
          reason: '试一试',
          ...(form ? { fields: filledForms[form] } : {}),
        } as const
        expect([who, event, ask(motion, who, asked)]).toMatchObject([who, event, { ok: false, refusal }])
        compared++
      }
  }
  compare()
  advances(motion, incident, 'office', 'start-verifying')
  compare()
  files(motion, incident, 'office', 'D02')
  advances(motion, incident, 'office', 'report', 'D03')
  compare()
  advances(motion, incident, 'office', 'assess')
  compare()
  files(motion, incident, 'office', 'D05')
  advances(motion, incident, 'office', 'propose', 'D07')
  compare()
  advances(motion, incident, 'leader', 'activate', 'D08')
  compare()
  expect(compared).toBeGreaterThan(30)
})

describe('forms', () => {
  test('are those of the phase, with how often each was filed; what was filed stays named afterwards', () => {
    const { motion, incident } = opened()
    advances(motion, incident, 'office', 'start-verifying')
    files(motion, incident, 'office', 'D02')
    const now = stepsOf(motion, incident, 'office').forms
    expect(now.find(({ form }) => form === 'D02')).toMatchObject({ permitted: true, filed: 1 })
    expect(now.find(({ form }) => form === 'D17')).toBeUndefined()
    advances(motion, incident, 'office', 'report', 'D03')
    expect(stepsOf(motion, incident, 'office').forms.find(({ form }) => form === 'D03')).toMatchObject({
      permitted: false,
      refusal: 'wrong-phase',
      filed: 1,
    })
  })
  test('are refused to whom the table does not let', () => {
    const { motion, incident } = opened()
    advances(motion, incident, 'office', 'start-verifying')
    expect(stepsOf(motion, incident, 'pharmacy').forms.find(({ form }) => form === 'D02')).toMatchObject({
      permitted: false,
      refusal: 'not-permitted',
    })
  })
})

test('a form of which nothing may be read is not counted to whom may neither file nor read it', () => {
  const { motion, incident } = opened()
  advances(motion, incident, 'office', 'start-verifying')
  files(motion, incident, 'office', 'D02')
  advances(motion, incident, 'office', 'report', 'D03')
  files(motion, incident, 'office', 'D19b')
  const formsOf = (who: PersonOf) => stepsOf(motion, incident, who).forms.map(({ form }) => form)
  expect(formsOf('office')).toContain('D19b')
  expect(formsOf('pharmacy')).not.toContain('D19b')
  expect(formsOf('pharmacy')).toContain('D02')
})
