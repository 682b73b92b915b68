/** What may be asked over the pipe and what is answered: one JSON line each, every limit in the schema. */

import * as z from 'zod'
import type { Isolation } from '#shared/domain/isolation.ts'
import { id, sentence, text } from '#shared/protocol/limits.ts'
import { moment, reportCodePattern } from '#shared/protocol/record.ts'
import type { Coverage } from '#shared/protocol/frame.ts'
import type { PanelState, PressAnswer } from './panel-state.ts'

/** Longest line either way is bounded only for requests: answers come from the agent itself. */
export const maxRequestBytes = 4 * 1024

const account = text(64)

/** The press as the command line made it, so that it is the same one whether it comes by pipe or by spool. */
export const pressed = z.strictObject({ id, code: z.string().regex(reportCodePattern), moment })

export type Pressed = z.infer<typeof pressed>

export const request = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('report'), account, drill: z.boolean().optional(), pressed: pressed.optional() }),
  z.strictObject({ do: z.literal('status') }),
  z.strictObject({ do: z.literal('panel-ticket'), account }),
  z.strictObject({ do: z.literal('doctor') }),
  z.strictObject({ do: z.literal('isolate'), account, reason: sentence.min(1) }),
  z.strictObject({ do: z.literal('release'), account, reason: sentence.min(1) }),
])

export type PipeRequest = z.infer<typeof request>

/** What needs the administrator's socket. */
export const adminOnly: Record<PipeRequest['do'], boolean> = {
  report: false,
  status: false,
  'panel-ticket': false,
  doctor: false,
  isolate: true,
  release: true,
}

/** What only the running service knows, for `doctor`. */
export interface ServiceHealth {
  readonly sources: readonly Coverage[]
  readonly because: readonly string[]
  /** Records not yet acknowledged by the office. */
  readonly pending: number
  readonly officeOffsetMs: number
  readonly connected: boolean
}

export interface PipeRefusal {
  readonly ok: false
  readonly refusal: 'too-large' | 'not-a-request' | 'not-permitted' | 'not-saved' | 'not-possible'
  /** A sentence in the operator's language. */
  readonly message: string
}

export interface PipeAnswers {
  report: { readonly ok: true } & PressAnswer
  status: { readonly ok: true; readonly state: PanelState }
  'panel-ticket': { readonly ok: true; readonly url: string }
  doctor: { readonly ok: true; readonly health: ServiceHealth }
  isolate: { readonly ok: true; readonly isolation: Isolation | undefined }
  release: { readonly ok: true; readonly isolation: Isolation | undefined }
}

export type PipeAnswer<Do extends PipeRequest['do'] = PipeRequest['do']> = PipeAnswers[Do] | PipeRefusal
