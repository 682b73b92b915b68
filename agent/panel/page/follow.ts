/** Follows the agent's state: asks again as soon as answered, and says so when nobody answers. */

import type { PanelState } from '../panel-state.ts'
import type { PanelClient } from './panel-client.ts'

/** What the page knows. `receivedAt` is the page's monotonic clock: all countdowns run from there. */
export type View =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly state: PanelState; readonly receivedAt: number }
  /** The agent does not answer; what was last known is still worth showing. */
  | { readonly kind: 'silent'; readonly last: PanelState | undefined }
  /** The agent no longer knows this page: it has to be opened anew. */
  | { readonly kind: 'closed' }

interface Following {
  readonly client: Pick<PanelClient, 'state'>
  readonly show: (view: View) => void
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  /** For tests: false ends it. */
  readonly goOn?: () => boolean
}

// One unanswered question may be the end of a long wait; two in a row mean that nobody is there.
const silentAfter = 2
const askAgainMs = 1_000

export async function follow({ client, show, now, wait, goOn = () => true }: Following): Promise<void> {
  let last: PanelState | undefined
  let unanswered = 0
  while (goOn()) {
    const answer = await client.state(unanswered > 0 ? undefined : last?.version)
    if (answer.kind === 'done') {
      unanswered = 0
      last = answer.value
      show({ kind: 'shown', state: last, receivedAt: now() })
      continue
    }
    if (
      answer.kind === 'refused' &&
      (answer.refusal.refusal === 'no-token' || answer.refusal.refusal === 'ticket-used')
    ) {
      show({ kind: 'closed' })
      return
    }
    unanswered += 1
    if (unanswered >= silentAfter) show({ kind: 'silent', last })
    await wait(askAgainMs)
  }
}
