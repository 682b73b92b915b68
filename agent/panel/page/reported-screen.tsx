/** S2 已上报: where the report is, its code, and what to do now. */

import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import type { Annotation, FalseAlarm, Pause, Postponement } from '#shared/protocol/record.ts'
import type { Countdown, Report } from '../panel-state.ts'
import type { Actions } from './actions.ts'
import { HoldButton } from './hold-button.tsx'
import { Mark } from './mark.tsx'
import { secondsLeft } from './moments.ts'
import type { Told } from './moments.ts'
import { Steps } from './steps.tsx'

interface ReportedProps {
  readonly told: Told
  readonly report: Report
  readonly phone: string
  readonly actions: Actions
}

// A person in a hurry reads the sign first. Drawn, since old counters have no font with a padlock in it.
const signs: Record<Annotation, string> = {
  'files-locked': 'M6 10V7a6 6 0 0 1 12 0v3h2v12H4V10zm3 0h6V7a3 3 0 0 0-6 0z',
  'remote-control': 'M5 2v17l4-4 3 7 3-1-3-7h6z',
  unsure: 'M8 8a4 4 0 1 1 6 4c-1 1-2 2-2 4M12 19v2',
}

export function ReportedScreen({ told, report, phone, actions }: ReportedProps) {
  return (
    <section class="reported-body" aria-label={titleOf(report)}>
      <Steps told={told} report={report} phone={phone} />
      <div class="code-row">
        <h2>{titleOf(report)}</h2>
        <p class="code">
          {counter.reported.code} <strong>{report.code}</strong>
          <small>（{counter.reported.codeUse}）</small>
        </p>
        {report.incident !== undefined && <p class="incident">{counter.reported.incident(report.incident)}</p>}
      </div>
      <Remarks told={told} report={report} />
      {report.withdrawnAt === undefined && (
        <>
          {report.origin === 'operator' ? (
            <What report={report} onAnnotate={actions.annotate} />
          ) : (
            <p class="because">{report.because}</p>
          )}
          <div>
            <h3>{counter.reported.doNow}</h3>
            <ol class="todo">
              <li>{counter.reported.handsOff}</li>
              {!report.drill && (
                <li>
                  <Cut told={told} report={report} actions={actions} />
                </li>
              )}
              <li>{counter.reported.waitForCall}</li>
            </ol>
          </div>
        </>
      )}
    </section>
  )
}

const titleOf = (report: Report): string =>
  report.origin === 'operator' ? counter.reported.title : counter.reported.detectedTitle

function Remarks({ told, report }: Pick<ReportedProps, 'told' | 'report'>) {
  const { evidence } = report
  return (
    <div class="remarks">
      {report.drill && <Mark kind="warning">{counter.reported.drill}</Mark>}
      {report.withdrawnAt !== undefined && <Mark kind="off">{counter.reported.withdrawn}</Mark>}
      {report.repeats > 0 && <Mark kind="good">{counter.reported.repeated(report.code, report.repeats + 1)}</Mark>}
      {evidence?.state === 'taking' && (
        <Mark kind="waiting">
          {counter.reported.evidence(evidence.done, evidence.of, secondsLeft(told, evidence.remainingMs))}
        </Mark>
      )}
      {evidence?.state === 'kept' && <Mark kind="good">{counter.reported.evidenceKept}</Mark>}
      {evidence?.state === 'not-kept' && <Mark kind="warning">{counter.reported.evidenceNotKept}</Mark>}
    </div>
  )
}

interface WhatProps {
  readonly report: Report
  readonly onAnnotate: (annotation: Annotation) => void
}

function What({ report, onAnnotate }: WhatProps) {
  const choices = Object.entries(counter.reported.annotations) as [Annotation, string][]
  return (
    <fieldset class="tiles">
      <legend class="tiles-label">{counter.reported.what}</legend>
      {choices.map(([annotation, words]) => (
        <button
          key={annotation}
          type="button"
          class="button tile"
          aria-pressed={report.annotation === annotation}

          onClick={() => onAnnotate(annotation)}
        >
          <svg class={`sign ${annotation}`} viewBox="0 0 24 24" aria-hidden="true">
            <path d={signs[annotation]} />
          </svg>
          {words}
          {report.annotation === annotation && <span aria-hidden="true"> {counter.marks.good}</span>}
        </button>
      ))}
    </fieldset>
  )
}

function Cut({ told, report, actions }: Omit<ReportedProps, 'phone'>) {
  const { countdown } = report
  const running = countdown?.state === 'running'
  return (
    <div class="cut-row">
      {running && (
        <p class={countdown.detected === undefined ? 'countdown' : 'countdown beside'}>
          {counter.reported.countdown(secondsLeft(told, countdown.remainingMs))}
        </p>
      )}
      {countdown?.state === 'postponed' && (
        <p class="countdown">
          <Mark kind="warning">
            {counter.reported.postponed(counter.reported.postponements[countdown.postponement])}
          </Mark>
        </p>
      )}
      {countdown?.state === 'asking' && (
        <p class="countdown">
          <Mark kind="warning">{counter.reported.asking}</Mark>
        </p>
      )}
      <HoldButton
        label={countdown?.state === 'postponed' ? counterPage.cutAfterAll : counter.reported.cut}
        again={counter.reported.cutAgain}

        onMeant={actions.cut}
      />
      {running ? (
        <PutOff detected={countdown.detected} onPostpone={actions.postpone} />
      ) : (
        <span class="cost">{counter.reported.cutCost}</span>
      )}
    </div>
  )
}

const pauses = ['settling', 'patient-waiting', 'other'] as const satisfies readonly Pause[]

interface PutOffProps {
  readonly detected: Extract<Countdown, { state: 'running' }>['detected']
  readonly onPostpone: (postponement: Postponement) => void
}

/** After a press the operator may stop the countdown; after an alert of a detector put it off, or call it off where the rule allows. */
function PutOff({ detected, onPostpone }: PutOffProps) {
  const { postpone, postponements, callOff, callOffs, pause } = counter.reported
  const tile = (postponement: Postponement, words: string) => (
    <button key={postponement} type="button" class="button tile" onClick={() => onPostpone(postponement)}>
      {words}
    </button>
  )
  return (
    <>
      {(detected === undefined || detected.pauses > 0) && (
        <fieldset class="postpone" aria-label={counterPage.postponeGroup}>
          {detected && <span>{pause(detected.pauses)}</span>}
          {pauses.map((one) => tile(one, one === 'settling' && detected === undefined ? postpone : postponements[one]))}
        </fieldset>
      )}
      {detected?.mayCallOff === true && (
        <fieldset class="postpone" aria-label={callOff}>
          <span>{callOff}</span>
          {(Object.entries(callOffs) as [FalseAlarm, string][]).map(([one, words]) => tile(one, words))}
        </fieldset>
      )}
    </>
  )
}
