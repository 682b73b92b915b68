/** ① ② ③: saved here, received by the bureau, taken over by a person. A tick stands only for what is so. */

import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import type { Report } from '../panel-state.ts'
import { Mark } from './mark.tsx'
import { officeTime, secondsLeft } from './moments.ts'
import type { Told } from './moments.ts'

interface StepsProps {
  readonly told: Told
  readonly report: Report
  readonly phone: string
}

export function Steps({ told, report, phone }: StepsProps) {
  const { taken, unattended } = report
  return (
    <ol class="steps" aria-label={counterPage.steps}>
      <li>
        <Mark kind="good">
          {counter.reported.saved} <time>{officeTime(told, report.savedAt)}</time>
        </Mark>
      </li>
      <li>
        <Delivered told={told} report={report} phone={phone} />
      </li>
      <li>
        {taken ? (
          <Mark kind="good">
            {counter.reported.taken} {counter.reported.takenBy(taken.by)} <time>{officeTime(told, taken.at)}</time>
          </Mark>
        ) : (
          <Mark kind={unattended ? 'warning' : 'waiting'}>
            {unattended ? counter.reported.unattended : counter.reported.awaitingOfficer}
          </Mark>
        )}
      </li>
    </ol>
  )
}

function Delivered({ told, report: { delivery }, phone }: StepsProps) {
  switch (delivery.kind) {
    case 'delivered':
      return (
        <Mark kind="good">
          {counter.reported.delivered} {delivery.at !== undefined && <time>{officeTime(told, delivery.at)}</time>}
        </Mark>
      )
    case 'sending':
      return (
        <Mark kind="waiting">{counter.reported.sending(delivery.attempt, secondsLeft(told, delivery.retryInMs))}</Mark>
      )
    case 'offline':
      return <Mark kind="warning">{counter.reported.notDelivered(phone)}</Mark>
  }
}
