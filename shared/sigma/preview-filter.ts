/** What a filter would have hidden: shown to the office before the exception is put into force. */

import { buildEngine } from './engine.ts'
import type { SigmaEvent } from './event.ts'
import { isAbout } from './link-rules.ts'
import type { SigmaFilter, SigmaRule } from './rule.ts'

export interface Hidden {
  readonly rule: string
  readonly event: SigmaEvent
}

/** `events`: what was kept of the time over which the preview goes. */
export function previewFilter(
  filter: SigmaFilter,
  rules: readonly SigmaRule[],
  events: readonly SigmaEvent[],
): readonly Hidden[] {
  const engine = buildEngine({
    rules: rules.filter((rule) => isAbout(filter, rule)),
    correlations: [],
    filters: [{ ...filter, preview: true }],
  })
  return events.flatMap((event) =>
    engine
      .judge(event)
      .matches.filter(({ wouldHide }) => wouldHide !== undefined)
      .map(({ rule }) => ({ rule: rule.id, event })),
  )
}
