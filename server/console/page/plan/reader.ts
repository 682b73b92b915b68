/** Who looks at the page, and what of it the posts let do; the server decides again whatever is asked. */

import type { Operation } from '../../../workflow/permissions.ts'
import type { Me } from '../people/people-answers.ts'

export interface Reader {
  readonly id: string
  /** What is not here is not shown as a button. */
  may(operation: Operation): boolean
}

export const readerOf = ({ officer, operations }: Me): Reader => ({
  id: officer.id,
  may: (operation) => operations.includes(operation),
})

/** The reader in one incident, by what the server says of it: membership of its field team is no post, and its own is not another's. */
export const readerIn = (reader: Reader, allowed: readonly Operation[] | undefined): Reader =>
  allowed === undefined ? reader : { id: reader.id, may: (operation) => allowed.includes(operation) }
