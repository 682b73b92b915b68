/** The port of a detector (检测器): what to look for, as code; a definition and one function. */

import type { EndpointEvent, EventKind } from '#shared/domain/event.ts'
import type { Moment } from '#shared/domain/moment.ts'
import type { Severity } from '#shared/domain/severity.ts'

export interface Finding {
  /** One sentence for the duty officer. */
  readonly because: string
  /** The matched facts, name → value. */
  readonly facts: Readonly<Record<string, string | number | boolean>>
  /** What of the terminal it is about (an adapter, a folder): repeats about one subject are folded into one alert. Default: the terminal. */
  readonly subject?: string | undefined
  /** The first fact it rests on, where that is not the event itself. */
  readonly detected?: Moment | undefined
  /** Where one rule knows grades; default the detector's severity. */
  readonly severity?: Severity | undefined
}

export interface Detector {
  /** Rule id = file name. */
  readonly rule: string
  readonly severity: Severity
  /** Event kinds it is called for; a kind that no source emits switches it off visibly. */
  readonly wants: readonly EventKind[]
  /** Kinds it hears besides, to say more; without them it works all the same. */
  readonly hears?: readonly EventKind[] | undefined
  /** Judges one event; state lives in the closure, time comes with the event. */
  onEvent(event: EndpointEvent): Finding | undefined
}
