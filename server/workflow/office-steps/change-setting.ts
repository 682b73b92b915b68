/** 修改设置: a policy number of this office, within the bounds of its register (六(二)); what the plan or the state fixed is refused. */

import { calendarInForce } from '../calendar/calendar-in-force.ts'
import { movedByCalendar, recomputed } from '../clocks/result-report.ts'
import { readSetting, settingsOf } from '../settings/settings.ts'
import { longReason, words } from './words.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { isDepartment } from './set-answering-department.ts'

export const changeSetting: OfficeStep<'change-setting'> = {
  operation: 'settings.change',
  decide(situation, asking) {
    const { key, value } = asking.command
    const read = readSetting(key, value)
    if (!read.ok) return refused(read.refusal)
    const reason = words(asking.command.reason, longReason)
    if (reason === '') return refused('reason-missing')
    const { office } = situation
    if (key === 'answeringDepartment' && read.text !== '' && !isDepartment(office, read.text))
      return refused('not-a-department')
    const inForce = settingsOf(office)
    if ((inForce as Readonly<Record<string, unknown>>)[key] === read.value) return officeEntries(asking, [])
    const changed = officeEntries(asking, [{ kind: 'setting-changed', key, value: read.text, reason }])
    const settings = new Map(office.settings).set(key, { value: read.text, by: asking.by, at: asking.now })
    const calendar = calendarInForce(office)
    const moved = movedByCalendar(
      situation,
      { calendar, settings: inForce },
      { calendar, settings: settingsOf({ settings }) },
    )
    return { ...changed, entries: [...changed.entries, ...recomputed(moved, reason, asking.now)] }
  },
}
