/** What calls of the plan reach beside the conductor: what time it is for the plan, documents, and the audit. */

import type { ManifestSealer } from '../audit/manifest.ts'
import type { OfficeDocuments } from '../documents/documents.ts'
import type { WholeContext } from '../workflow/clocks/clocks.ts'
import type { Entry } from '../workflow/history.ts'

export interface PlanDesk {
  /** Settings, calendar and outages, as clocks and facts are computed from them at this moment. */
  clockContext(): WholeContext
  /** Word documents, and archives of closed incidents: made once, kept under their SHA-256, and never made again. */
  readonly documents: Pick<OfficeDocuments, 'release' | 'archive' | 'kept' | 'summary'>
  /** Seals what leaves the office; nothing where the audit's key is damaged, and then nothing leaves. */
  readonly sealer: ManifestSealer | undefined
  /** Everything after a position, in order, at most `limit` entries. */
  entriesAfter(position: number, limit: number): Promise<readonly Entry[]>
}
