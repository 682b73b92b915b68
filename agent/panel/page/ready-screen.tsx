/** S1 待命: how well this machine is guarded, and the button. */

import { clockLength } from '#shared/text/shanghai-time.ts'
import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import { officeTime, secondsLeft, secondsSince } from './moments.ts'
import type { Told } from './moments.ts'
import { Mark } from './mark.tsx'

interface ReadyProps {
  /** Nothing while the agent has not answered yet. */
  readonly told: Told | undefined
  readonly busy: boolean
  readonly onReport: () => void
}

export function ReadyScreen({ told, busy, onReport }: ReadyProps) {
  const after = told?.state.afterPress ?? 'countdown'
  return (
    <section class="ready-body" aria-label={counter.ready.title}>
      <div class="standing">
        {told === undefined || told.state.stage === 'starting' ? (
          <Mark kind="waiting">{counter.ready.loading}</Mark>
        ) : (
          <Standing told={told} />
        )}
      </div>
      <button type="button" class="button report" aria-disabled={busy} onClick={onReport}>
        <span class="report-verb">
          <span aria-hidden="true">⚠ </span>
          {busy ? counterPage.saving : counter.ready.button}
        </span>
        <span class="report-when">{counter.ready.buttonWhen}</span>
      </button>
      {told && (
        <p class="hint">
          {after === 'countdown'
            ? counter.ready.afterPress.countdown(told.state.countdownSeconds)
            : counter.ready.afterPress[after]}
        </p>
      )}
    </section>
  )
}

function Standing({ told }: { readonly told: Told }) {
  const { stage, protection } = told.state
  if (stage === 'not-enrolled') return <Mark kind="off">{counter.ready.notEnrolled}</Mark>
  return (
    <>
      {protection.state === 'protected' ? (
        <Mark kind="good">{counter.ready.protected}</Mark>
      ) : (
        <Mark kind="warning">{counter.ready.degraded(protection.because)}</Mark>
      )}
      <Link told={told} />
      {told.state.lease?.of === 'release' && (
        <Mark kind="warning">
          {counter.ready.releaseEnds(clockLength(Math.max(0, told.state.lease.remainingMs - told.agoMs)))}
        </Mark>
      )}
    </>
  )
}

function Link({ told }: { readonly told: Told }) {
  const { link } = told.state
  switch (link.kind) {
    case 'connected':
      return (
        <Mark kind="good">
          {counter.ready.connected(officeTime(told, link.lastHeardAt), secondsSince(told, link.lastHeardAt))}
        </Mark>
      )
    case 'connecting':
      return <Mark kind="waiting">{counter.ready.connecting}</Mark>
    case 'offline':
      return (
        <Mark kind="warning">
          {counter.ready.offline}
          <small>
            {link.lastHeardAt !== undefined && `${counter.ready.offlineSince(officeTime(told, link.lastHeardAt))} · `}
            {counter.ready.retryIn(link.attempt, secondsLeft(told, link.retryInMs))}
          </small>
        </Mark>
      )
  }
}
