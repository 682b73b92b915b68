/** S3 已断网: that this machine is cut off, why, what not to do, and whom to call. */

import { clockLength } from '#shared/text/shanghai-time.ts'
import { counter, counterPage, layerNames } from '#shared/wording/zh-cn.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { PanelIsolation, Report } from '../panel-state.ts'
import type { Actions } from './actions.ts'
import { HoldButton } from './hold-button.tsx'
import { ReleaseForm } from './release-form.tsx'
import { Mark } from './mark.tsx'
import type { Kind } from './mark.tsx'
import { officeTime } from './moments.ts'
import type { Told } from './moments.ts'
import { Steps } from './steps.tsx'

interface IsolatedProps {
  readonly told: Told
  readonly isolation: PanelIsolation
  readonly report: Report | undefined
  readonly phone: string
  readonly actions: Actions
}

export function IsolatedScreen({ told, isolation: shown, report, phone, actions }: IsolatedProps) {
  const { isolation } = shown
  const { kind, words } = headline(shown)
  const firm = isolation.state === 'isolated' || isolation.state === 'degraded'
  return (
    <section class="isolated-body" aria-label={words}>
      <div class={`headline ${kind}`} role={isolation.state === 'failed' ? 'alert' : undefined}>
        <h2>
          <Mark kind={kind}>{words}</Mark>
        </h2>
        {firm && (
          <p class="since">
            {counter.isolated.since(officeTime(told, isolation.since.at), clockLength(shown.forMs + told.agoMs))}
          </p>
        )}
      </div>
      {isolation.rehearsal && <p class="band drill">{counter.isolated.rehearsal}</p>}
      {isolation.state === 'degraded' && (
        <p class="warned">
          <Mark kind="warning">{counter.isolated.degraded(fallenLayers(isolation))}</Mark>
        </p>
      )}
      {shown.releaseFailed && isolation.state !== 'releasing' && (
        <p class="warned" role="alert">
          <Mark kind="warning">{counter.isolated.releaseFailed(phone)}</Mark>
        </p>
      )}
      {isolation.state === 'failed' && (
        <HoldButton
          label={counterPage.cutRetry}
          again={counter.reported.cutAgain}

          onMeant={actions.cut}
        />
      )}
      <p class="because">{because(shown)}</p>
      <p class="dont">
        <strong>{counter.isolated.dont}</strong> {counter.isolated.dontWhy}
      </p>
      <p class="may">{counter.isolated.may}</p>
      {told.state.lease?.of === 'cut' && (
        <p class="lease">
          {counter.isolated.cutEnds(Math.max(1, Math.ceil((told.state.lease.remainingMs - told.agoMs) / 60_000)))}
        </p>
      )}
      <p class="restore">{counter.isolated.restore(phone)}</p>
      {shown.release && (
        <ReleaseForm
          key={shown.release.sequence}
          release={shown.release}
          number={told.state.endpoint?.number ?? ''}
          agoMs={told.agoMs}
          onCode={actions.releaseCode}
        />
      )}
      {report && (
        <div class="report-line">
          <p class="code">
            {counter.reported.code} <strong>{report.code}</strong>
          </p>
          <Steps told={told} report={report} phone={phone} />
        </div>
      )}
    </section>
  )
}

function headline({ isolation, releasing }: PanelIsolation): { kind: Kind; words: string } {
  switch (isolation.state) {
    case 'isolating':
      return { kind: 'waiting', words: counter.isolated.isolating }
    case 'isolated':
    case 'degraded':
      return {
        kind: 'cut',
        words: isolation.scope === 'full' ? counter.isolated.title : counter.isolated.titleSelective,
      }
    case 'failed':
      return { kind: 'bad', words: counter.isolated.failed(isolation.adapter) }
    case 'releasing':
      return { kind: 'waiting', words: counter.isolated.releasing(releasing?.done ?? 0, releasing?.of ?? 0) }
    case 'connected':
      return { kind: 'good', words: counterPage.restored }
  }
}

const fallenLayers = (isolation: Isolation): string =>
  isolation.layers
    .filter(({ stands }) => !stands)
    .map(({ layer }) => (layerNames as Readonly<Record<string, string>>)[layer] ?? layer)
    .join('、')

function because({ isolation: { by, because: what }, incident }: PanelIsolation): string {
  switch (by.kind) {
    case 'officer':
      return counter.isolated.because.officer(by.name, incident)
    case 'operator':
      return counter.isolated.because.operator
    case 'agent':
    case 'server':
      return counter.isolated.because.agent(what)
  }
}
