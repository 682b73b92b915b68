/** Which forms may be filed for as long as an incident is open. */

import type { Phase } from '#shared/domain/incident.ts'

/** 误报关闭, 并案 and 归档 end an incident; the others are here in the order of the plan. */
const open: readonly Phase[] = [
  'received',
  'verifying',
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
]

/** Every open phase from this one on, up to and with another. */
export const phasesFrom = (first: Phase, last: Phase = 'evaluated'): readonly Phase[] =>
  open.slice(open.indexOf(first), open.indexOf(last) + 1)
