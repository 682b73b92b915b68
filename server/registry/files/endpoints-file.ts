/** 终端名册 as CSV: lines with a number rename a terminal, lines without ask for an enrolment code each; and the registry as such a file. */

import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import type { FileRefusal, LineRefusal, LineRefusalCode } from './line-refusal.ts'
import { readTable } from './read-table.ts'
import type { Column } from './read-table.ts'
import type { Encoding } from './text-of-file.ts'
import { writeTable } from './write-table.ts'

export const endpointColumns = {
  /** Empty for a terminal that is still to be enrolled. */
  number: { title: '终端编号', max: 32, optional: true },
  institution: { title: '机构名称', max: 64 },
  name: { title: '终端名称', max: 64 },
} as const satisfies Record<string, Column>

export interface EndpointsPlan {
  readonly ok: true
  readonly encoding: Encoding
  /** Terminals to come: a terminal is only there once it has enrolled with a code of its own. */
  readonly codes: readonly { readonly line: number; readonly institution: Institution; readonly name: string }[]
  readonly renamed: readonly { readonly line: number; readonly endpoint: Endpoint; readonly name: string }[]
  readonly unchanged: number
  readonly refusals: readonly LineRefusal[]
}

const nameKey = (name: string): string => name.normalize('NFKC')

/** Pure. A terminal that is not in the file stays as it is, and none can be moved to another institution: it enrols there anew. */
export function planEndpoints(
  bytes: Uint8Array,
  known: { readonly endpoints: Iterable<Endpoint>; readonly institutions: ReadonlyMap<string, Institution> },
): EndpointsPlan | { readonly ok: false; readonly refusal: FileRefusal } {
  const table = readTable(bytes, endpointColumns)
  if (!table.ok) return table
  const byNumber = new Map([...known.endpoints].map((endpoint) => [endpoint.number, endpoint]))
  const byName = new Map([...known.institutions.values()].map((one) => [nameKey(one.name), one]))
  const codes: EndpointsPlan['codes'][number][] = []
  const renamed: EndpointsPlan['renamed'][number][] = []
  const refusals = [...table.refusals]
  const seen = new Set<string>()
  let unchanged = 0
  for (const { line, cells } of table.rows) {
    const refuse = (column: keyof typeof endpointColumns, refusal: LineRefusalCode) =>
      refusals.push({ line, column: endpointColumns[column].title, refusal })
    const institution = byName.get(nameKey(cells.institution))
    const endpoint = byNumber.get(cells.number)
    if (cells.number !== '' && endpoint === undefined) refuse('number', 'unknown-number')
    else if (cells.number !== '' && seen.has(cells.number)) refuse('number', 'named-twice')
    else if (institution === undefined) refuse('institution', 'unknown-institution')
    else if (endpoint !== undefined && endpoint.institution !== institution.id)
      refuse('institution', 'institution-changed')
    else if (endpoint === undefined) codes.push({ line, institution, name: cells.name })
    else if (endpoint.name === cells.name) unchanged++
    else renamed.push({ line, endpoint, name: cells.name })
    seen.add(cells.number)
  }
  const inOrder = refusals.toSorted((a, b) => a.line - b.line)
  return { ok: true, encoding: table.encoding, codes, renamed, unchanged, refusals: inOrder }
}

/** A terminal whose institution the registry does not have any more would not be read back, and is not there: the database forbids it. */
export const endpointsFile = (
  endpoints: Iterable<Endpoint>,
  institutions: ReadonlyMap<string, Institution>,
): Uint8Array =>
  writeTable(
    endpointColumns,
    [...endpoints].map(({ number, institution, name }) => ({
      number,
      institution: institutions.get(institution)?.name ?? '',
      name,
    })),
  )
