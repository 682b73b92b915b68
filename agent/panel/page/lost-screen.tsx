/** When the agent does not answer, or no longer knows this page: what is safe, and whom to call. */

import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import { Mark } from './mark.tsx'

interface LostProps {
  readonly lost: 'silent' | 'closed'
  /** Code of the report that was going on. */
  readonly code: string | undefined
  readonly phone: string
}

export function LostScreen({ lost, code, phone }: LostProps) {
  const silent = lost === 'silent'
  return (
    <section class="lost-body" role="alert">
      <h2>
        <Mark kind={silent ? 'bad' : 'off'}>{silent ? counterPage.silentTitle : counterPage.closedTitle}</Mark>
      </h2>
      {code !== undefined && <p class="lead">{counter.ready.agentDead(code, phone)}</p>}
      <p class="lead">{silent ? counter.ready.agentSilent(phone) : counter.refusals.reopen}</p>
      <p>{silent ? counterPage.silentSafe : counterPage.closedSafe}</p>
    </section>
  )
}
