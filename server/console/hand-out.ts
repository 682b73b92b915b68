/** Hands a file out, and has it written down before: where the history cannot take it, nothing leaves (三(一)2, 四(二)1 “保护证据”). */

import type { Officer } from '#shared/domain/actor.ts'
import type { PlanCommand } from '../workflow/commands.ts'
import type { OfficeCommand } from '../workflow/office-commands.ts'
import { refuse } from './call.ts'
import type { Answer, Desk } from './call.ts'

export interface Outgoing {
  readonly bytes: Uint8Array
  /** MIME. */
  readonly type: string
  readonly filename: string
}

export interface Trace {
  /** In the chain of the incident whose it is. */
  readonly custody?: Extract<PlanCommand, { readonly kind: 'record-custody' }> | undefined
  /** In the chain of the office. */
  readonly exported?: Extract<OfficeCommand, { readonly kind: 'record-export' }> | undefined
}

/** Rejects with `store/not-durable`, which the door answers with 503 and no byte of the file. */
export async function handOut(
  { conductor }: Pick<Desk, 'conductor'>,
  officer: Officer,
  { bytes, type, filename }: Outgoing,
  { custody, exported }: Trace,
): Promise<Answer> {
  if (!custody && !exported) throw new Error('nothing leaves without a trace')
  if (custody) {
    const written = await conductor.act(custody, officer)
    if (!written.ok) return refuse(written.refusal)
  }
  if (exported) {
    const written = await conductor.actInOffice(exported, officer)
    if (!written.ok) return refuse(written.refusal)
  }
  return { status: 200, bytes, type, filename }
}
