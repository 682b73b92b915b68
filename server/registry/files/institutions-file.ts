/** 机构名册 as CSV: what a file would add and change, line by line, and the registry as such a file. */

import type { Institution } from '#shared/domain/institution.ts'
import { institutionKinds } from '#shared/domain/institution.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { FileRefusal, LineRefusal, LineRefusalCode } from './line-refusal.ts'
import { readTable } from './read-table.ts'
import type { Column } from './read-table.ts'
import type { Encoding } from './text-of-file.ts'
import { writeTable } from './write-table.ts'

const kinds = consolePage.enroll.kinds

export const institutionColumns = {
  /** Empty in a new line; given by the server. */
  id: { title: '机构编号', max: 36, optional: true },
  name: { title: '机构名称', max: 64 },
  kind: { title: '类别', max: 8 },
  phone: { title: '联系电话', max: 32, optional: true },
} as const satisfies Record<string, Column>

export interface InstitutionsPlan {
  readonly ok: true
  readonly encoding: Encoding
  readonly added: readonly { readonly line: number; readonly institution: Omit<Institution, 'id'> }[]
  readonly changed: readonly { readonly line: number; readonly before: Institution; readonly after: Institution }[]
  readonly unchanged: number
  readonly refusals: readonly LineRefusal[]
}

const nameKey = (name: string): string => name.normalize('NFKC')

/** Pure; who is known is handed in. An institution that is not in the file stays: nothing is ever deleted by a file. */
export function planInstitutions(
  bytes: Uint8Array,
  known: ReadonlyMap<string, Institution>,
): InstitutionsPlan | { readonly ok: false; readonly refusal: FileRefusal } {
  const table = readTable(bytes, institutionColumns)
  if (!table.ok) return table
  const added: InstitutionsPlan['added'][number][] = []
  const changed: InstitutionsPlan['changed'][number][] = []
  const refusals = [...table.refusals]
  const ofFile = new Set(table.rows.map(({ cells }) => cells.id).filter((id) => id !== ''))
  // A name that a line of the file takes away from its institution is free for another.
  const taken = new Set([...known.values()].filter(({ id }) => !ofFile.has(id)).map(({ name }) => nameKey(name)))
  const seen = new Set<string>()
  let unchanged = 0
  for (const { line, cells } of table.rows) {
    const refuse = (column: keyof typeof institutionColumns, refusal: LineRefusalCode) =>
      refusals.push({ line, column: institutionColumns[column].title, refusal })
    const kind = institutionKinds.find((one) => kinds[one] === cells.kind)
    const before = known.get(cells.id)
    if (kind === undefined) refuse('kind', 'kind-unknown')
    else if (!/^[\d+\-() 转,，、;；]*$/.test(cells.phone)) refuse('phone', 'phone-wrong')
    else if (cells.id !== '' && before === undefined) refuse('id', 'unknown-number')
    else if (cells.id !== '' && seen.has(cells.id)) refuse('id', 'named-twice')
    else if (seen.has(nameKey(cells.name))) refuse('name', 'named-twice')
    else if (taken.has(nameKey(cells.name))) refuse('name', 'name-taken')
    else {
      const institution = { kind, name: cells.name, phone: cells.phone }
      if (before === undefined) added.push({ line, institution })
      else if (before.kind === kind && before.name === cells.name && before.phone === cells.phone) unchanged++
      else changed.push({ line, before, after: { id: before.id, ...institution } })
    }
    seen.add(nameKey(cells.name))
    if (cells.id !== '') seen.add(cells.id)
  }
  return { ok: true, encoding: table.encoding, added, changed, unchanged, refusals: inOrder(refusals) }
}

const inOrder = (refusals: readonly LineRefusal[]): readonly LineRefusal[] =>
  refusals.toSorted((a, b) => a.line - b.line)

export const institutionsFile = (institutions: Iterable<Institution>): Uint8Array =>
  writeTable(
    institutionColumns,
    [...institutions].map(({ id, name, kind, phone }) => ({ id, name, kind: kinds[kind], phone })),
  )
