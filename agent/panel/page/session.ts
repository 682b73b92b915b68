/** Who the page is to the agent: a ticket from the address is exchanged once for a token, which is kept until the window closes. */

import { panelClient, post } from './panel-client.ts'
import type { PanelClient } from './panel-client.ts'

const tokenKey = 'sentinel.token'

/** Nothing where the page was opened without a ticket and has no token from before. */
export async function openSession(): Promise<PanelClient | undefined> {
  const ticket = new URLSearchParams(location.hash.slice(1)).get('ticket')
  if (ticket !== null) {
    // Out of the address at once: it must not stay in the history or on a screenshot.
    history.replaceState(null, '', location.pathname)
    const answer = await post<{ token: string }>('/api/session', { ticket })
    if (answer.kind === 'done') sessionStorage.setItem(tokenKey, answer.value.token)
  }
  const token = sessionStorage.getItem(tokenKey)
  return token === null ? undefined : panelClient(token)
}
