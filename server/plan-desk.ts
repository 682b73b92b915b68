/** The desk of the plan, put together: documents with their store and their seal, the audit's entries, and what clocks are computed from. */

import type { Institution } from '#shared/domain/institution.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { RunningAudit } from './audit/audit.ts'
import { lifeSignsIn } from './audit/life-signs.ts'
import type { PlanDesk } from './console/plan-desk.ts'
import { OfficeDocuments } from './documents/documents.ts'
import { fileDocuments } from './store/files/documents.ts'
import type { HistoryStore } from './store/store.ts'
import { contextOf } from './workflow/clocks/clocks.ts'
import { serverOutages } from './workflow/clocks/outages.ts'
import type { RunningConductor } from './workflow/conductor.ts'

export interface PlanDeskParts {
  readonly conductor: RunningConductor<never>
  readonly histories: Pick<HistoryStore, 'entriesAfter'>
  readonly audit: Pick<RunningAudit, 'sealer'>
  readonly institutions: () => readonly Institution[]
  readonly home: { readonly documents: string; readonly checkpoints: string }
  readonly clock: Pick<Clock, 'now'>
}

/** To be called after the audit was opened: its checkpoint of the start ends the last outage. */
export function openPlanDesk(parts: PlanDeskParts): PlanDesk {
  const { conductor, histories, audit, institutions, home, clock } = parts
  const { sealer } = audit
  const now = () => clock.now()
  // While we run there is no further one.
  const outages = serverOutages(lifeSignsIn(home.checkpoints))
  return {
    clockContext: () => contextOf(conductor.situation(), outages, now()),
    documents: new OfficeDocuments({
      histories: conductor,
      documents: fileDocuments(home.documents),
      institutions: async () => institutions(),
      sealer,
      now,
    }),
    sealer,
    entriesAfter: (position, limit) => histories.entriesAfter(position, limit),
  }
}
