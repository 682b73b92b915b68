/** 发布: makes the Word document of a filed form once, keeps its bytes, writes that down, and only then gives it. Asked again, it is the same one. */

import type { Officer } from '#shared/domain/actor.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { DocumentStore } from '../store/documents.ts'
import type { FormId } from '../workflow/forms/form.ts'
import { formOf } from '../workflow/forms/index.ts'
import type { Entry, NewEntry, Subject } from '../workflow/history.ts'
import { officeSubject } from '../workflow/office.ts'
import type { Decision, Outcome } from '../workflow/ports.ts'
import type { Situation } from '../workflow/situation.ts'
import { documentOf } from './document.ts'
import type { FiledOnce } from './printed.ts'

/** A filed form, of an incident or of the office. */
export interface Filed {
  readonly incident?: string | undefined
  readonly form: FormId
  readonly serial: number
}

export interface Kept {
  readonly sha256: string
  readonly bytes: number
}

/** What of the conductor is needed. */
export interface Histories {
  situation(): Situation
  history(subject: Subject): Promise<readonly Entry[]>
  perform<T>(decide: (situation: Situation) => Decision<T>): Promise<T>
}

export interface ReleaseParts {
  readonly histories: Histories
  readonly documents: DocumentStore
  /** As the registry has them. */
  readonly institutions: () => Promise<readonly Institution[]>
  /** Server time, milliseconds since 1970 UTC. */
  readonly now: () => number
}

type Standing = FiledOnce & { readonly document?: (Kept & { readonly head: string }) | undefined }

export function standingOf(situation: Situation, { incident, form, serial }: Filed): Standing | undefined {
  const forms =
    incident === undefined ? situation.office.forms[form] : situation.incidents.get(incident)?.course.forms[form]
  return forms?.find((one) => one.serial === serial)
}

const subjectOf = ({ incident }: Filed): Subject =>
  incident === undefined ? officeSubject : { kind: 'incident', id: incident }

/** Who may is decided before. Rejects with `store/not-durable`; then nothing was released. */
export async function releaseDocument(parts: ReleaseParts, filed: Filed, officer: Officer): Promise<Outcome<Kept>> {
  const { histories, documents } = parts
  const situation = histories.situation()
  if (filed.incident !== undefined && !situation.incidents.has(filed.incident))
    return { ok: false, refusal: 'unknown-incident' }
  const standing = standingOf(situation, filed)
  if (!standing) return { ok: false, refusal: 'unknown-form' }
  if (standing.document) return kept(standing.document)

  const { bytes, head } = await made(parts, filed, situation, standing)
  const sha256 = await documents.put(bytes)
  // Two may ask at once: the one that is written down first is the document, the other is nobody's.
  return histories.perform((now) => {
    const known = standingOf(now, filed)?.document
    if (known) return { entries: [], value: kept(known) }
    const entry = released(filed, { sha256, bytes: bytes.length, head }, officer, parts.now())
    return { entries: [entry], value: kept({ sha256, bytes: bytes.length }) }
  })
}

const kept = ({ sha256, bytes }: Kept): Outcome<Kept> => ({ ok: true, value: { sha256, bytes } })

function released(filed: Filed, document: Kept & { readonly head: string }, officer: Officer, at: number): NewEntry {
  const { incident, form, serial } = filed
  const kind = incident === undefined ? 'office-document-released' : 'document-released'
  return { subject: subjectOf(filed), at, actor: officer, happening: { kind, form, serial, ...document } }
}

async function made(
  { histories, institutions, now }: ReleaseParts,
  filed: Filed,
  situation: Situation,
  standing: Standing,
): Promise<{ readonly bytes: Uint8Array; readonly head: string }> {
  const entries = await histories.history(subjectOf(filed))
  const head = entries.at(-1)?.link.hash ?? ''
  const incident = filed.incident === undefined ? undefined : situation.incidents.get(filed.incident)
  const printed = {
    form: formOf(filed.form),
    filed: standing,
    known: { situation, incident, institutions: await institutions() },
    head,
    planVersion: incident?.planVersion ?? situation.office.planVersion,
    now: now(),
  }
  return { bytes: await documentOf(printed, incident ? entries : []), head }
}
