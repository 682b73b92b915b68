/** 处理结果报告: five working days after the incident was handled (四(三)); stored times in, so that no restart can change it. */

import type { Calendar } from './calendar.ts'
import { workingDaysAfter } from './working-days.ts'
import type { Cutoff, WorkingDaysDue } from './working-days.ts'

export const resultReportWithinWorkingDays = 5

/** `handledAt`: 处理完毕时间, milliseconds since 1970 UTC by the server's clock. */
export const resultReportDue = (handledAt: number, calendar: Calendar, cutoff: Cutoff = {}): WorkingDaysDue =>
  workingDaysAfter(handledAt, resultReportWithinWorkingDays, calendar, cutoff)
