/** 统计: counts, lengths and what was late of all incidents of a period; drills are in none of it (二(一)3, 一(二)3). */

import { calendarInForce } from '../../calendar/calendar-in-force.ts'
import { allClocks, clocksOf } from '../../clocks/clocks.ts'
import type { ClockName } from '../../clocks/clock.ts'
import { settingsOf } from '../../settings/settings.ts'
import type { IncidentStanding } from '../../situation.ts'
import { categoryChoicesByStandard } from '../codes/categories.ts'
import { levelChoices } from '../codes/level.ts'
import type { Cell, Choice } from '../form.ts'
import type { Filling, KnownOfOffice } from '../prefill.ts'
import { durationsOf } from './durations.ts'
import { answer, wholeMinutes } from './known.ts'
import type { Period } from './period.ts'

type Row = Readonly<Record<string, Cell>>

const undetermined = '待核实'

/** Merged incidents are counted in the one that they went into, false alarms nowhere. */
const counts = ({ drill, phase, receivedAt }: IncidentStanding, { from, to }: Period): boolean =>
  !drill && phase !== 'merged' && phase !== 'false-alarm' && from <= receivedAt && receivedAt < to

function countedBy(
  incidents: readonly IncidentStanding[],
  nameOf: (incident: IncidentStanding) => string,
): readonly Row[] {
  const counted = new Map<string, number>()
  for (const incident of incidents) {
    const name = nameOf(incident)
    counted.set(name, (counted.get(name) ?? 0) + 1)
  }
  return [...counted]
    .toSorted(([one, some], [other, more]) => more - some || (one < other ? -1 : 1))
    .map(([name, number]) => ({ name, incidents: number }))
}

const labelOf = (choices: readonly Choice[], value: unknown): string =>
  choices.find((choice) => choice.value === value)?.label ?? undetermined

/** The category without what belongs to it. */
const categoryOf = (incident: IncidentStanding): string => {
  const value = answer(incident, 'D05', 'category') ?? answer(incident, 'D03', 'category')
  return labelOf(categoryChoicesByStandard, value).split(' · ')[0] ?? undetermined
}

const levelOf = (incident: IncidentStanding): string =>
  labelOf(levelChoices, answer(incident, 'D05', 'level') ?? answer(incident, 'D03', 'level'))

const durationNames = [
  ['discoveryMs', '发现'],
  ['reportMs', '报告'],
  ['rescueMs', '救治'],
  ['controlMs', '控制'],
] as const

function durationRows(known: KnownOfOffice, incidents: readonly IncidentStanding[]): readonly Row[] {
  const all = incidents.map((incident) => durationsOf(incident, known.situation))
  return durationNames.map(([key, name]): Row => {
    const lengths = all.flatMap((one) => one[key] ?? []).toSorted((one, other) => one - other)
    const [median, longest] = [lengths[Math.floor((lengths.length - 1) / 2)], lengths.at(-1)]
    return {
      name,
      ...(median === undefined || longest === undefined
        ? {}
        : { median: wholeMinutes(median), longest: wholeMinutes(longest) }),
      counted: lengths.length,
    }
  })
}

/** What the plan owes, late; the office's own limits are no entry of this list. */
const owed: { readonly [Name in ClockName]?: string } = {
  'initial-report': '两小时报告',
  'result-report': '处理结果报备',
  directive: '指令',
}

function lateRows({ situation, now }: KnownOfOffice, incidents: readonly IncidentStanding[]): readonly Row[] {
  const { office } = situation
  const context = { situation, settings: settingsOf(office), calendar: calendarInForce(office), serverOutages: [], now }
  return incidents.flatMap((incident) =>
    allClocks(clocksOf(incident, context)).flatMap(({ name, lateMs, about, state }): readonly Row[] => {
      const what = owed[name]
      if (what === undefined || lateMs <= 0 || state === 'cancelled') return []
      const directive = incident.course.directives.find((one) => one.directive.id === about)?.directive.number
      return [
        {
          number: incident.number,
          what: directive === undefined ? what : `${what} ${directive}`,
          lateMinutes: Math.ceil(lateMs / 60_000),
        },
      ]
    }),
  )
}

export function statisticsOf(known: KnownOfOffice, period: Period): Filling {
  const { situation, institutions } = known
  const incidents = [...situation.incidents.values()].filter((incident) => counts(incident, period))
  const nameOf = (id: string): string =>
    institutions?.find((one) => one.id === id)?.name ?? situation.office.institutions.get(id)?.name ?? id
  return {
    incidents: incidents.length,
    byCategory: countedBy(incidents, categoryOf),
    byLevel: countedBy(incidents, levelOf),
    byInstitution: countedBy(incidents, ({ institution }) => nameOf(institution)),
    durations: durationRows(known, incidents),
    late: lateRows(known, incidents),
  }
}
