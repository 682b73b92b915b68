/** How a native record becomes an event of Sigma's taxonomy: the shape of the tables beside this file. */

import type { Conversion } from './conversions.ts'

/** One field of the taxonomy; the native ones stay beside it. Where a native field has the same name, the taxonomy wins. */
export interface FieldMapping {
  readonly to: string
  readonly from: string
  readonly as?: Conversion
}

export interface Mapping {
  readonly categories: readonly string[]
  readonly fields?: readonly FieldMapping[]
  /** Only records whose field has one of these values, in lower case, are of these categories. */
  readonly when?: { readonly field: string; readonly is: readonly string[] }
  /** Only records whose hexadecimal field has one of these bits. */
  readonly whenBits?: { readonly field: string; readonly any: number }
}
