/** How a happening is told: its sentence, its tone, and the remarks that an auditor asks for. */

import type { Corrected } from '#shared/domain/moment.ts'
import type { Happening } from '../../workflow/history.ts'

/** What a line looks like beside its words. */
export type Tone = 'plain' | 'alarm' | 'good' | 'bad'

export interface Told {
  readonly text: string
  readonly tone: Tone
  /** Where it happened before it was written down: on a terminal. */
  readonly happened?: Corrected | undefined
  readonly remarks?: readonly string[] | undefined
}

/** One telling per kind: a kind without words does not compile. */
export type Describe<H extends Happening> = {
  readonly [Kind in H['kind']]: (happening: Extract<H, { kind: Kind }>) => Told
}

export const plain = (text: string, remarks: readonly (string | undefined)[] = []): Told => told('plain', text, remarks)

export const told = (tone: Tone, text: string, remarks: readonly (string | undefined)[] = []): Told => ({
  text,
  tone,
  remarks: remarks.filter((remark) => remark !== undefined),
})
