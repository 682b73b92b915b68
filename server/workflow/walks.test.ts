// A hundred thousand random walks through the plan hold every invariant; with one guard or one rule taken away, they find it.
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#shared/domain/actor.ts'
import { walk } from '#test/fixtures/plan-walk.ts'
import type { Place } from '#test/fixtures/plan-walk.ts'
import { applyNew } from './fold.ts'
import { guardNames, guards } from './guards.ts'
import type { GuardName } from './guards.ts'
import type { Happening, NewEntry } from './history.ts'
import type { IncidentStanding, Situation } from './situation.ts'
import { transitions } from './transitions.ts'

const walks = 100_000
/** Any other walks elsewhere; a walk that finds something is repeated with its seed. */
const seed = 20_261_122

afterEach(() => void vi.restoreAllMocks())

/** Everything of a situation that can be compared: the maps share their parts and hide them. */
const plain = ({ alerts, incidents, endpoints, office, position }: Situation): unknown => {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return { alerts: sorted(alerts), incidents: sorted(incidents), endpoints: sorted(endpoints), office, position }
}

test(`${walks} walks: no invariant is ever broken, and every transition is taken`, { timeout: 180_000 }, () => {
  const { violations, taken, reached, commands, done } = walk({ seed, walks })
  expect([...violations]).toEqual([])
  const all = transitions.map(({ from, event, to }) => `${from} ${event} ${to}`)
  expect(all.filter((one) => !taken.has(one))).toEqual([])
  // A walk in which everything is refused would prove nothing.
  expect(commands).toBeGreaterThan(walks * 5)
  expect(done / commands).toBeGreaterThan(0.25)
  for (const place of reached.filter((_, index) => index % 5 === 0)) foldedAnew(place)
})

/** What is stored is text; the situation comes back from it as it was. */
function foldedAnew({ root, entries, situation }: Place): void {
  const stored = JSON.parse(JSON.stringify(entries)) as readonly NewEntry[]
  expect(plain(applyNew(root, stored))).toEqual(plain(situation))
}

test('the same seed walks the same way', () => {
  const once = walk({ seed: 5, walks: 500 })
  const again = walk({ seed: 5, walks: 500 })
  expect([again.commands, again.done, [...again.taken]]).toEqual([once.commands, once.done, [...once.taken]])
})

describe('a guard that is taken away is found', () => {
  const says: Readonly<Record<GuardName, string>> = {
    'verified-as-real': 'reported as verified and was not',
    'verified-as-false': 'closed as false and was not verified as such',
    'second-person-where-grave': 'a grave false alarm was closed by one person',
    'target-open': '',
    'reason-given': '',
    'no-other-open-incident': 'two open incidents of one terminal',
    assessed: 'proposed without an assessment',
    'decides-to-activate': 'activated by a form that declines',
    'decides-to-decline': 'declined without saying so',
    'not-the-proposer': 'by its proposer',
    'team-of-the-office': '',
    examined: 'recovery without an examination',
    contained: 'recovery before containment',
    eradicated: 'recovery before eradication',
    restored: 'handled and not restored',
    'all-reconnections-approved': 'handled with a terminal that was cut and not approved',
    'passwords-changed-where-taken': 'handled with passwords that an attacker knows',
    'team-has-given-its-opinion': 'the end proposed without the team',
    'agrees-to-the-end': 'the end approved by a form that does not',
    'not-the-proposer-of-the-end': 'the end approved by its proposer',
    'reported-to-the-group': '',
    'result-filed-where-major': 'archived without the result of a major incident',
    'no-open-directive': 'archived with an open directive',
  }
  // Each is a second lock: no way of the table leads to EVALUATED without D03, and every D09 is looked at when it is filed.
  const second: readonly GuardName[] = ['reported-to-the-group', 'team-of-the-office']
  test.each(guardNames.filter((name) => !second.includes(name)))('%s', { timeout: 60_000 }, (name) => {
    vi.spyOn(guards, name).mockReturnValue(undefined)
    const { violations } = walk({ seed, walks: 30_000, untilFound: true })
    expect([...violations.keys()].join()).toContain(says[name])
    expect(violations.size).toBeGreaterThan(0)
  })
})

describe('a rule that is broken elsewhere is found', () => {
  const each =
    (change: (happening: Happening, situation: Situation) => Happening | undefined) =>
    (entries: readonly NewEntry[], situation: Situation): readonly NewEntry[] =>
      entries.flatMap((entry) => {
        const happening = change(entry.happening, situation)
        return happening ? [{ ...entry, happening }] : []
      })
  /** Somebody else's hand, as the situation knows it. */
  const by =
    (hand: (happening: Happening, incident: IncidentStanding | undefined, situation: Situation) => Actor | undefined) =>
    (entries: readonly NewEntry[], situation: Situation): readonly NewEntry[] =>
      entries.map((entry) => ({
        ...entry,
        actor: hand(entry.happening, situation.incidents.get(entry.subject.id), situation) ?? entry.actor,
      }))
  test.each<readonly [string, (entries: readonly NewEntry[], situation: Situation) => readonly NewEntry[], string]>([
    [
      'a merge takes the later moment',
      each((one) =>
        one.kind === 'absorbed'
          ? one
          : one.kind === 'found-moved'
            ? { ...one, found: { ...one.found, at: one.found.at + 10 ** 9 } }
            : one,
      ),
      'the moment of finding moved later',
    ],
    [
      'a relapse is overlooked',
      each((one) => (one.kind === 'phase-moved' && one.event === 'relapse' && one.as === undefined ? undefined : one)),
      'a relapse was not noticed',
    ],
    [
      'a phase is skipped',
      each((one) => (one.kind === 'phase-moved' && one.event === 'assess' ? { ...one, to: 'proposed' } : one)),
      'the phases are no path of the table',
    ],
    [
      'a drill gets a number of the office',
      each((one) => (one.kind === 'incident-received' ? { ...one, number: 'BS-2026-0001' } : one)),
      'a number of the wrong series',
    ],
    [
      'a terminal is let back before the decision',
      each((one) => (one.kind === 'reconnection-decided' ? undefined : one)),
      'a terminal was let back without an approval',
    ],
    [
      'a directive is completed unread',
      each((one) => (one.kind === 'directive-signed-for' ? { ...one, kind: 'directive-completed', text: '' } : one)),
      'a directive skipped a step',
    ],
    [
      'everybody acts as the leader',
      each((one) => (one.kind === 'form-filed' ? { ...one, as: 'leader' } : one)),
      'done in a role that the person does not hold',
    ],
    [
      'an alert of another terminal',
      each((one) => (one.kind === 'alert-linked' ? { ...one, endpoint: 'elsewhere' } : one)),
      'an alert of a terminal that is not of the incident',
    ],
    [
      'a drill’s alert in a real incident',
      each((one) =>
        one.kind === 'alert-received' ? { ...one, alert: { ...one.alert, drill: !one.alert.drill } } : one,
      ),
      'an alert of a drill in a real incident',
    ],
    [
      'the initial report is filed twice',
      (entries) =>
        entries.flatMap((entry) =>
          entry.happening.kind === 'form-filed' && entry.happening.form === 'D03' ? [entry, entry] : [entry],
        ),
      'a second initial report',
    ],
    [
      'the deputy finds',
      each((one) => (one.kind === 'form-filed' && one.form === 'D18' ? { ...one, as: 'deputy' } : one)),
      'a finding without the leader',
    ],
    [
      'the proposer lets the terminal back',
      by((one, incident) =>
        one.kind === 'reconnection-decided'
          ? incident?.course.reconnections.find(({ endpoint }) => endpoint === one.endpoint)?.proposed?.by
          : undefined,
      ),
      'a reconnection was decided by its proposer',
    ],
    [
      'one person closes a grave alert',
      by((one, _, { alerts }) => (one.kind === 'alert-closed' ? alerts.get(one.alert)?.closing?.by : undefined)),
      'a grave alert was closed by one person',
    ],
    [
      'who asked for it cuts many terminals off',
      by((one, incident) =>
        one.kind === 'group-isolation-decided'
          ? incident?.course.groupIsolations.find(({ id }) => id === one.request)?.requested.by
          : undefined,
      ),
      'many terminals were cut off by one person',
    ],
    [
      'many terminals are cut off before the decision',
      each((one) => (one.kind === 'group-isolation-decided' ? undefined : one)),
      'orders that nobody approved',
    ],
    [
      'a directive is withdrawn by whoever comes along',
      by((one) => (one.kind === 'directive-withdrawn' ? { kind: 'officer', id: 'p-office', name: '' } : undefined)),
      'a directive was withdrawn by another',
    ],
    [
      'every look is written down',
      each((one, { alerts }) => (one.kind === 'alert-seen' ? { ...one, alerts: [...alerts.keys()] } : one)),
      'the same person saw the same alert twice',
    ],
    [
      'the author approves his report to the outside',
      by((one, incident) =>
        one.kind === 'external-approved' ? incident?.course.forms[one.form]?.at(one.serial - 1)?.by : undefined,
      ),
      'an external report approved by its author',
    ],
  ])('%s', { timeout: 60_000 }, (_, tamper, words) => {
    const { violations } = walk({ seed, walks: 30_000, tamper, untilFound: true })
    expect([...violations.keys()].join()).toContain(words)
  })
})
