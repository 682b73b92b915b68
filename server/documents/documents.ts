/** The documents of the office: released, archived, and found again by their hash. */

import type { Officer } from '#shared/domain/actor.ts'
import type { ManifestSealer } from '../audit/manifest.ts'
import { closedToAlerts } from '../workflow/fold.ts'
import { formIds } from '../workflow/forms/form.ts'
import type { FormId } from '../workflow/forms/form.ts'
import { formOf } from '../workflow/forms/index.ts'
import type { Entry, Subject } from '../workflow/history.ts'
import type { CustodyAct } from '../workflow/plan-history.ts'
import type { CommandRefusal, Outcome } from '../workflow/ports.ts'
import type { IncidentStanding, Situation } from '../workflow/situation.ts'
import { archivePackage } from './archive-package.ts'
import type { PackedFile } from './archive-package.ts'
import { titleOf } from './layouts.ts'
import { releaseDocument, standingOf } from './release-document.ts'
import type { Filed, Kept, ReleaseParts } from './release-document.ts'
import { summarySheet } from './summary-sheet.ts'

export interface DocumentsParts extends ReleaseParts {
  /** Nothing where the audit's key is damaged; then nothing is archived. */
  readonly sealer: ManifestSealer | undefined
}

export interface KeptDocument {
  readonly bytes: Uint8Array
  /** MIME. */
  readonly type: string
  readonly filename: string
  readonly of:
    | { readonly kind: 'form'; readonly filed: Filed }
    | { readonly kind: 'archive'; readonly incident: string }
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const archivePurpose = '归档'

export class OfficeDocuments {
  readonly #parts: DocumentsParts

  constructor(parts: DocumentsParts) {
    this.#parts = parts
  }

  /** The same document again where it was released before. Rejects with `store/not-durable`; then nothing is released. */
  release(filed: Filed, officer: Officer): Promise<Outcome<Kept>> {
    return releaseDocument(this.#parts, filed, officer)
  }

  /** One page about an incident, for print, with what of its forms the one who asks may read; made anew each time and not kept. */
  async summary(incident: string, mayRead: (form: FormId) => boolean): Promise<Uint8Array | undefined> {
    const { histories, institutions, now } = this.#parts
    const situation = histories.situation()
    const standing = situation.incidents.get(incident)
    if (!standing) return undefined
    const head = (await histories.history(chainOf(incident))).at(-1)?.link.hash ?? ''
    const known = { situation, incident: standing, institutions: await institutions() }
    return summarySheet({ incident: standing, mayRead, known, head, now: now() })
  }

  /** 归档: every form is released that was not yet; the package is kept and written down. The same one again while nothing but its handing out came after it. */
  async archive(
    incident: string,
    officer: Officer,
  ): Promise<Outcome<Kept> | { readonly ok: false; readonly refusal: 'not-sealed' }> {
    const { histories, documents, sealer, now } = this.#parts
    const refusal = notToArchive(histories.situation().incidents.get(incident))
    if (refusal !== undefined) return { ok: false, refusal }
    if (!sealer) return { ok: false, refusal: 'not-sealed' }
    const known = archivedBefore(await histories.history(chainOf(incident)))
    const there = known && (await documents.get(known))
    if (known !== undefined && there) return { ok: true, value: { sha256: known, bytes: there.length } }

    const released = await this.#releaseAll(incident, officer)
    if (!released.ok) return released
    const standing = histories.situation().incidents.get(incident)
    if (!standing) return { ok: false, refusal: 'unknown-incident' }
    const { bytes } = archivePackage({
      incident: standing,
      entries: await histories.history(chainOf(incident)),
      documents: released.value,
      sealer,
      by: officer,
      now: now(),
    })
    const sha256 = await documents.put(bytes)
    const items = [...standing.course.evidence.map(({ evidence }) => evidence.id), ...hashesOf(standing)]
    return histories.perform(() => ({
      entries: [
        {
          subject: chainOf(incident),
          at: now(),
          actor: officer,
          happening: { kind: 'custody-changed', items, act: 'exported', purpose: archivePurpose, sha256 },
        },
      ],
      value: { ok: true, value: { sha256, bytes: bytes.length } },
    }))
  }

  /** Nothing where no document of ours has that hash. Rejects with `store/document-damaged` where its bytes are no longer what was released. */
  async kept(sha256: string): Promise<KeptDocument | undefined> {
    const { histories, documents } = this.#parts
    const of = whoseIs(histories.situation(), sha256)
    const bytes = of && (await documents.get(sha256))
    if (!of || !bytes) return undefined
    return of.kind === 'form'
      ? { bytes, type: word, filename: fileNameOf(histories.situation(), of.filed), of }
      : { bytes, type: 'application/zip', filename: archiveName(histories.situation(), of.incident), of }
  }

  async #releaseAll(incident: string, officer: Officer): Promise<Outcome<readonly PackedFile[]>> {
    const { histories, documents } = this.#parts
    const files: PackedFile[] = []
    for (const filed of filedIn(histories.situation(), incident)) {
      const outcome = await this.release(filed, officer)
      if (!outcome.ok) return outcome
      const bytes = await documents.get(outcome.value.sha256)
      if (bytes) files.push({ name: fileNameOf(histories.situation(), filed), bytes })
    }
    return { ok: true, value: files }
  }
}

const chainOf = (incident: string): Subject => ({ kind: 'incident', id: incident })

/** An incident that still runs is not archived: its package would be out of date before it is read. */
function notToArchive(incident: IncidentStanding | undefined): CommandRefusal | undefined {
  if (!incident) return 'unknown-incident'
  return closedToAlerts.includes(incident.phase) ? undefined : 'wrong-phase'
}

/** What the office packed itself; the purpose alone is what anybody may write who takes a piece of evidence in hand. */
const isOfArchive = ({ act, purpose }: { readonly act: CustodyAct; readonly purpose?: string | undefined }): boolean =>
  act === 'exported' && purpose === archivePurpose

/** Hash of the newest package, where nothing but custody was written down since. */
function archivedBefore(entries: readonly Entry[]): string | undefined {
  const index = entries.findLastIndex(({ happening }) => happening.kind === 'custody-changed' && isOfArchive(happening))
  const happening = entries[index]?.happening
  const since = entries.slice(index + 1)
  return happening?.kind === 'custody-changed' && since.every((one) => one.happening.kind === 'custody-changed')
    ? happening.sha256
    : undefined
}

function filedIn({ incidents }: Situation, incident: string): readonly Filed[] {
  const forms = incidents.get(incident)?.course.forms ?? {}
  return formIds.flatMap((form) => (forms[form] ?? []).map(({ serial }) => ({ incident, form, serial })))
}

const hashesOf = ({ course }: IncidentStanding): readonly string[] =>
  formIds.flatMap((form) => (course.forms[form] ?? []).flatMap(({ document }) => document?.sha256 ?? []))

/** Looked for where it was written down: a hash that no history names is nobody's document. */
function whoseIs({ incidents, office }: Situation, sha256: string): KeptDocument['of'] | undefined {
  const formWith = (forms: IncidentStanding['course']['forms']): { form: FormId; serial: number } | undefined => {
    for (const form of formIds) {
      const filed = forms[form]?.find(({ document }) => document?.sha256 === sha256)
      if (filed) return { form, serial: filed.serial }
    }
    return undefined
  }
  for (const { id, course } of incidents.values()) {
    const filed = formWith(course.forms)
    if (filed) return { kind: 'form', filed: { incident: id, ...filed } }
    const isArchive = course.custody.some((step) => step.sha256 === sha256 && isOfArchive(step))
    if (isArchive) return { kind: 'archive', incident: id }
  }
  for (const form of formIds) {
    const filed = office.forms[form]?.find(({ document }) => document?.sha256 === sha256)
    if (filed) return { kind: 'form', filed: { form, serial: filed.serial } }
  }
  return undefined
}

/** `D03 信息网络安全突发事件报告单（初报） BS-2026-0137 第1份.docx` */
function fileNameOf(situation: Situation, filed: Filed): string {
  const form = formOf(filed.form)
  const title = titleOf(form, standingOf(situation, filed)?.fields ?? {}).replaceAll(/[\\/:*?"<>|]/g, '／')
  const number = filed.incident === undefined ? undefined : situation.incidents.get(filed.incident)?.number
  return `${[form.id, title, ...(number === undefined ? [] : [number]), `第${filed.serial}份`].join(' ')}.docx`
}

const archiveName = ({ incidents }: Situation, incident: string): string =>
  `${incidents.get(incident)?.number ?? incident} 归档.zip`
