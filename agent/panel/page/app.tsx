/** Which of the counter's screens is up: cut off goes before reported, reported before ready. */

import { Component } from 'preact'
import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import type { Report } from '../panel-state.ts'
import { actionsOn } from './actions.ts'
import type { Actions } from './actions.ts'
import { announce } from './announce.ts'
import type { View } from './follow.ts'
import { Frame } from './frame.tsx'
import { IsolatedScreen } from './isolated-screen.tsx'
import { LostScreen } from './lost-screen.tsx'
import type { PanelClient } from './panel-client.ts'
import { rememberedPhone } from './phone.ts'
import { ReadyScreen } from './ready-screen.tsx'
import { RecentScreen } from './recent-screen.tsx'
import { ReportedScreen } from './reported-screen.tsx'

interface AppProps {
  readonly view: View
  readonly client: PanelClient | undefined
  /** The page's monotonic clock, milliseconds; drawn anew several times a second. */
  readonly now: number
}

interface AppState {
  /** A call is under way. */
  readonly busy: boolean
  /** What the last call came back with, if it was not done. */
  readonly sentence: string | undefined
  readonly side: 'recent' | 'drill' | undefined
  /** The report that the operator has put aside to see the ready screen: a drill, or one that was withdrawn. */
  readonly aside: string | undefined
}

export class App extends Component<AppProps, AppState> {
  override state: AppState = { busy: false, sentence: undefined, side: undefined, aside: undefined }

  private readonly turnTo = (side: AppState['side']) => () => this.setState({ side })

  override render({ view, client, now }: AppProps, { busy, sentence, side, aside }: AppState) {
    const state = view.kind === 'shown' ? view.state : view.kind === 'silent' ? view.last : undefined
    const known = rememberedPhone(state)
    const phone = known ?? counter.phoneUnknown
    const told = view.kind === 'shown' ? { state: view.state, agoMs: Math.max(0, now - view.receivedAt) } : undefined
    const current = state?.current
    const isolation = state?.isolation?.isolation.state === 'connected' ? undefined : state?.isolation
    const actions = actionsOn(current?.alert, {
      client,
      phone,
      busy,
      setBusy: (next) => this.setState({ busy: next }),
      say: (next) => this.setState({ sentence: next }),
    })
    const frame = { state, phone: known, announced: told ? announce(told.state) : '' }
    const notice = sentence !== undefined && (
      <Notice sentence={sentence} onClose={() => this.setState({ sentence: undefined })} />
    )
    const recent = <Turn words={counter.ready.recent} onTurn={this.turnTo('recent')} />

    if (view.kind === 'silent' || view.kind === 'closed')
      return (
        <Frame {...frame} screen="lost">
          <LostScreen lost={view.kind} code={current?.code} phone={phone} />
        </Frame>
      )
    if (told && side === 'recent')
      return (
        <Frame {...frame} screen="recent" actions={<Turn words={counter.ready.back} onTurn={this.turnTo(undefined)} />}>
          <RecentScreen told={told} />
        </Frame>
      )
    if (told && isolation)
      return (
        <Frame {...frame} screen="isolated" actions={recent}>
          {notice}
          <IsolatedScreen told={told} isolation={isolation} report={current} phone={phone} actions={actions} />
        </Frame>
      )
    if (told && current && current.alert !== aside)
      return (
        <Frame
          {...frame}
          screen="reported"
          actions={
            <AfterReport report={current} actions={actions} onAside={() => this.setState({ aside: current.alert })} />
          }
        >
          {notice}
          <ReportedScreen told={told} report={current} phone={phone} actions={actions} />
        </Frame>
      )
    const drill = (
      <>
        <Turn
          words={counterPage.confirmDrill}
          onTurn={() => {
            this.setState({ side: undefined })
            actions.drill()
          }}
        />
        <Turn words={counterPage.cancel} onTurn={this.turnTo(undefined)} />
      </>
    )
    const ready = (
      <>
        <Turn words={counter.ready.drill} onTurn={this.turnTo('drill')} />
        {recent}
      </>
    )
    return (
      <Frame {...frame} screen="ready" actions={side === 'drill' ? drill : told && ready}>
        {notice}
        <ReadyScreen told={told} busy={busy} onReport={actions.report} />
        {side === 'drill' && (
          <p class="band drill" role="alert">
            {counter.ready.drillAsk}
          </p>
        )}
      </Frame>
    )
  }
}

interface AfterReportProps {
  readonly report: Report
  readonly actions: Actions
  readonly onAside: () => void
}

function AfterReport({ report, actions, onAside }: AfterReportProps) {
  const withdrawable = report.origin === 'operator' && report.withdrawnAt === undefined && report.taken === undefined
  const done = report.drill || report.withdrawnAt !== undefined
  return (
    <>
      {withdrawable && (
        <button type="button" class="button plain" onClick={actions.withdraw}>
          {counter.reported.withdraw}
          <small>{counter.reported.withdrawKeeps}</small>
        </button>
      )}
      {done ? (
        <Turn words={counter.ready.back} onTurn={onAside} />
      ) : (
        <Turn
          words={report.origin === 'operator' ? counterPage.reportAgain : counter.ready.button}
          onTurn={actions.report}
        />
      )}
    </>
  )
}

function Notice({ sentence, onClose }: { readonly sentence: string; readonly onClose: () => void }) {
  return (
    <p class="band notice" role="alert">
      <span>
        <span aria-hidden="true">{counter.marks.bad} </span>
        {sentence}
      </span>
      <button type="button" class="button" onClick={onClose}>
        {counterPage.close}
      </button>
    </p>
  )
}

function Turn({ words, onTurn }: { readonly words: string; readonly onTurn: () => void }) {
  return (
    <button type="button" class="button plain" onClick={onTurn}>
      {words}
    </button>
  )
}
