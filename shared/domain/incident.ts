/** (网络安全)事件: what is handled under the bureau's plan. */

/** 阶段: the states of the plan (三, 四, 五); which follows which stands in `server/workflow/transitions.ts`. */
export const phases = [
  'received',
  'verifying',
  'false-alarm',
  'merged',
  'reported',
  'assessing',
  'proposed',
  'activated',
  'routine',
  'responding',
  'recovering',
  'handled',
  'end-proposed',
  'ended',
  'evaluated',
  'archived',
] as const
export type Phase = (typeof phases)[number]

/** From when the two hours run: found by a person, or when it should have been found (the plan 三(一)2). */
export interface Found {
  /** Server time, milliseconds since 1970 UTC. */
  readonly at: number
  readonly basis: 'found' | 'should-have-been-found'
  readonly offsetMs: number
  readonly uncertaintyMs: number
}

/** Two hours by the hour, nights and holidays included (三(一)2; 民法典 第201条第2款 by analogy). */
export const initialReportWithinMs = 2 * 60 * 60 * 1000

/** 璧医保事〔2026〕137号 on forms, `BS-2026-0137` on screens; drills count in a series of their own, `YL-`. */
export const incidentNumber = (year: number, serial: number, drill: boolean): string =>
  `${drill ? 'YL' : 'BS'}-${year}-${String(serial).padStart(4, '0')}`
