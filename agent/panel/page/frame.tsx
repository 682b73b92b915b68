/** What is on every screen of the counter: whose machine this is, the bureau's phone, and the state in words for those who listen. */

import type { ComponentChildren } from 'preact'
import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import type { PanelState } from '../panel-state.ts'

interface FrameProps {
  readonly screen: 'ready' | 'reported' | 'isolated' | 'recent' | 'lost'
  readonly state: PanelState | undefined
  readonly phone: string | undefined
  /** Changes only when the state does, never with a clock: it is read aloud. */
  readonly announced: string
  readonly actions?: ComponentChildren
  readonly children: ComponentChildren
}

export function Frame({ screen, state, phone, announced, actions, children }: FrameProps) {
  const endpoint = state?.endpoint
  return (
    <div class={`frame ${screen}`}>
      <header class="top">
        <h1 class="product">{counter.product}</h1>
        {endpoint && <span class="where">{counter.where(endpoint.institution, endpoint.name, endpoint.number)}</span>}
      </header>
      <main>
        {state?.rehearsal === true && screen !== 'isolated' && <p class="band drill">{counter.drillOn}</p>}
        {children}
      </main>
      <footer class="bottom">
        <span class="phone">{phone === undefined ? counterPage.phoneOnSticker : counter.dutyPhone(phone)}</span>
        <span class="actions">{actions}</span>
      </footer>
      <output class="spoken">{announced}</output>
    </div>
  )
}
