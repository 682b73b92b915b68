// What calls of the plan reach beside the conductor: the shipped calendar, the settings in force, and nothing that was ever released or stored.
import type { Desk } from '#server/console/call.ts'
import type { PlanDesk } from '#server/console/plan-desk.ts'
import { calendarInForce } from '#server/workflow/calendar/calendar-in-force.ts'
import { settingsOf } from '#server/workflow/settings/settings.ts'

export const aPlanDesk = ({ conductor, now }: Pick<Desk, 'conductor' | 'now'>): PlanDesk => ({
  clockContext() {
    const situation = conductor.situation()
    const { office } = situation
    return { situation, settings: settingsOf(office), calendar: calendarInForce(office), serverOutages: [], now: now() }
  },
  documents: {
    release: async () => ({ ok: false, refusal: 'unknown-form' }),
    archive: async () => ({ ok: false, refusal: 'unknown-incident' }),
    kept: async () => undefined,
    summary: async () => undefined,
  },
  sealer: undefined,
  entriesAfter: async () => [],
})
