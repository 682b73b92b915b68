// 查看: whose looking is a person's knowing, once for each person and alert, and only while it can still tell something.
import { describe, expect, test } from 'vitest'
import { severities } from '#shared/domain/severity.ts'
import type { Severity } from '#shared/domain/severity.ts'
import { filledForms } from '#test/fixtures/filled-forms.ts'
import { anAlert } from '#test/fixtures/occurrences.ts'
import { clinic, officerOf, pharmacy, till } from '#test/fixtures/one-bureau.ts'
import type { PersonOf } from '#test/fixtures/one-bureau.ts'
import { ask, does, happens, inMotion, incidentOf } from '#test/fixtures/plan-in-motion.ts'
import type { InMotion } from '#test/fixtures/plan-in-motion.ts'
import { sightings } from '../clocks/sightings.ts'
import { plan } from '../plan.ts'
import { newToSee } from './see.ts'

const minute = 60_000

function alarm(motion: InMotion, id: string, severity: Severity = 'high'): string {
  const moment = { at: motion.now, offsetMs: 0, uncertaintyMs: 0 }
  const { entries } = plan.receive.decide(motion.situation, {
    alert: anAlert({ id, at: motion.now, severity }),
    endpoint: till.id,
    institution: pharmacy,
    raised: moment,
    detected: moment,
    receivedAt: motion.now,
    incident: 'i',
  })
  happens(motion, entries)
  return id
}

/** What one look writes. */
const look = (motion: InMotion, who: PersonOf, what: 'incident' | 'endpoint' = 'incident') => {
  const before = motion.entries.length
  const outcome = ask(
    motion,
    who,
    what === 'incident' ? { kind: 'see-incident', incident: 'i' } : { kind: 'see-endpoint', endpoint: till.id },
  )
  expect(outcome.ok).toBe(true)
  return motion.entries.slice(before).map(({ happening }) => happening)
}

function alarmed(): InMotion {
  const motion = inMotion()
  alarm(motion, 'a')
  return motion
}

describe('an incident', () => {
  test.each<readonly [PersonOf, object | undefined]>([
    ['office', { as: 'office' }],
    ['deputy', { as: 'deputy' }],
    ['pharmacy', { as: 'institution', unit: pharmacy.id }],
    ['department', { as: 'department', unit: 'i-0003' }],
    // The leading group is whom the report goes to: that it looks is no finding of the office's.
    ['leader', undefined],
    ['member', undefined],
  ])('opened by %s', (who, expected) => {
    const seen = look(alarmed(), who)
    expect(seen).toEqual(expected ? [{ kind: 'alert-seen', alerts: ['a'], ...expected }] : [])
  })

  test('once for each person and alert; a new alert is seen anew', () => {
    const motion = alarmed()
    expect([look(motion, 'office'), look(motion, 'office')].map(({ length }) => length)).toEqual([1, 0])
    expect(look(motion, 'technician')).toHaveLength(1)
    alarm(motion, 'b')
    expect(look(motion, 'office')).toMatchObject([{ alerts: ['b'] }])
    expect(motion.situation.alerts.get('a')?.seen?.map(({ by }) => by.id)).toEqual(['p-office', 'p-technician'])
    expect(incidentOf(motion, 'i').course.seen.map(({ by }) => by.id)).toEqual(['p-office', 'p-technician'])
  })

  test('a machine with a token, and whoever is of another institution, sees nothing', () => {
    const motion = alarmed()
    const machine = { kind: 'officer', id: 'a-token', name: '市级平台' } as const
    expect(newToSee(motion.situation, 'i', machine, motion.now)).toBeUndefined()
    const situation = {
      ...motion.situation,
      office: {
        ...motion.situation.office,
        posts: motion.situation.office.posts.map((post) =>
          post.role === 'institution' ? { ...post, unit: clinic.id } : post,
        ),
      },
    }
    expect(newToSee(situation, 'i', officerOf('pharmacy'), motion.now)).toBeUndefined()
    expect(newToSee(motion.situation, 'i', officerOf('pharmacy'), motion.now)).toBeDefined()
  })

  test('once it is reported there is nothing more to find', () => {
    const motion = alarmed()
    does(motion, 'office', { kind: 'advance', incident: 'i', event: 'report', fields: filledForms.D03 })
    expect(look(motion, 'deputy')).toEqual([])
    does(motion, 'office', { kind: 'withdraw-report', incident: 'i', reason: '写错了单位' })
    expect(look(motion, 'deputy')).toHaveLength(1)
  })

  test('it is a moment at which a person knew', () => {
    const motion = alarmed()
    const knew = () => sightings(incidentOf(motion, 'i'), motion.situation).filter(({ how }) => how === 'opened')
    expect(knew()).toEqual([])
    look(motion, 'pharmacy')
    expect(knew()[0]).toEqual({ at: motion.now, by: 'institution', how: 'opened' })
  })
})

describe('alerts of a terminal that are of no incident', () => {
  test.each(severities)('%s', (severity) => {
    const motion = inMotion()
    alarm(motion, 'a', severity)
    const mild = severity !== 'high' && severity !== 'critical'
    expect(look(motion, 'office', 'endpoint')).toHaveLength(mild ? 1 : 0)
    expect(look(motion, 'office', 'endpoint')).toEqual([])
  })

  test('linked later, the two hours run from when it was opened, and not from when it was taken over', () => {
    const motion = alarmed()
    alarm(motion, 'mild', 'low')
    const { incident = '' } = does(motion, 'office', {
      kind: 'register',
      drill: true,
      fields: { ...filledForms.D01, foundAt: motion.now },
    })
    expect(incident).not.toBe('i')
    look(motion, 'office', 'endpoint')
    const openedAt = motion.now
    motion.now += 10 * minute
    const officer = officerOf('office')
    happens(motion, plan.takeOver.decide(motion.situation, { alert: 'mild', officer, now: motion.now }).entries)
    const standing = motion.situation.alerts.get('mild')
    expect([standing?.seen?.[0]?.at, standing?.taken?.at]).toEqual([openedAt, openedAt + 10 * minute])
    // The incident began before, so its own moment stays; the sighting stands beside it.
    does(motion, 'office', { kind: 'link-alert', alert: 'mild', incident: 'i' })
    const opened = sightings(incidentOf(motion, 'i'), motion.situation).find(({ how }) => how === 'opened')
    expect(opened?.at).toBe(openedAt)
  })
})
