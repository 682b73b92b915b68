/** GET /api/documents/:sha256: the bytes of a released document or archive, to whom may read what it is of; that they were taken is written down before. */

import { sha256 as sha256Schema } from '#shared/protocol/limits.ts'
import { call, noBody, refuse } from '../call.ts'
import type { Desk } from '../call.ts'
import { handOut } from '../hand-out.ts'
import type { Trace } from '../hand-out.ts'
import { linesOfForm } from '../may-be-read.ts'
import { ofTheIncident } from '../plan-act.ts'
import type { KeptDocument } from '../../documents/documents.ts'
import type { Operation } from '../../workflow/permissions.ts'
import type { About } from '../../workflow/who.ts'

export const readDocument = call({
  method: 'GET',
  path: '/api/documents/:sha256',
  operation: 'document.read',
  // Whose own it is stands with the document.
  about: 'in-the-body',
  params: { sha256: sha256Schema },
  body: noBody,
  async perform({ params: { sha256 }, officer, permits }, desk) {
    const kept = await desk.plan.documents.kept(sha256)
    if (!kept) return refuse('not-found')
    if (!mayRead(kept, permits, desk)) return refuse('not-permitted')
    return handOut(desk, officer, kept, traceOf(kept, sha256, desk))
  },
})

function mayRead({ of }: KeptDocument, permits: (operation: Operation, about?: About) => boolean, desk: Desk): boolean {
  if (of.kind === 'archive') return permits('incident.archive', ofTheIncident(of.incident, desk))
  const { incident, form } = of.filed
  const about = incident === undefined ? undefined : ofTheIncident(incident, desk)
  return permits('document.read', about) && linesOfForm(form).some((operation) => permits(operation, about))
}

/** A document of an incident in its own chain; an archive, and what is of the office alone, in the office's. */
function traceOf({ of, bytes }: KeptDocument, sha256: string, { conductor }: Desk): Trace {
  if (of.kind === 'form' && of.filed.incident !== undefined)
    return { custody: { kind: 'record-custody', incident: of.filed.incident, items: [sha256], act: 'accessed' } }
  const exported = { kind: 'record-export', sha256, bytes: bytes.length } as const
  if (of.kind === 'form')
    return { exported: { ...exported, what: 'document', about: `${of.filed.form}-${of.filed.serial}` } }
  const number = conductor.situation().incidents.get(of.incident)?.number
  return { exported: { ...exported, what: 'incident-archive', about: number } }
}
