/** The counter's side of the agent: pipe, spool, page and the reports they show, put together and started in order. */

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Notice } from '#shared/protocol/frame.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { writeContact } from './contact-file.ts'
import { loopbackApi } from './loopback-api.ts'
import { noticeFile } from './notice-file.ts'
import { pageCalls } from './page-calls.ts'
import type { Asset } from './page-files.ts'
import type { PanelState } from './panel-state.ts'
import { panelState } from './panel-view.ts'
import { pipePaths } from './pipe-path.ts'
import { pipeAnswers } from './pipe-answers.ts'
import { openPipe } from './pipe.ts'
import type { Kept, Keeper, Line, ReleaseDesk, Response, Standing } from './ports.ts'
import { reportDesk } from './press.ts'
import { noReports, pressesOf, withAcknowledged, withKept, withNotice } from './reports.ts'
import { spool } from './spool.ts'
import { stateWatch } from './state-watch.ts'
import { tickets } from './tickets.ts'

export interface PanelOptions {
  readonly clock: Clock
  readonly log: Log
  /** The agent's data folder, as of `openHome`. */
  readonly home: string
  readonly platform: string
  readonly keeper: Keeper
  readonly line: Line
  readonly response: Response
  /** 断网恢复码; undefined before enrolment. */
  readonly release: ReleaseDesk | undefined
  /** Asked on every look; cheap. */
  readonly standing: () => Standing
  readonly asset: Asset
  /** Yields [0, 1). */
  readonly random: () => number
  readonly randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

export interface Panel {
  /** Listens and drains the spool; resolves once a press can be taken. Throws `panel/pipe-taken`. Ends by the signal. */
  start(signal: AbortSignal): Promise<void>
  /** What the office says became of an alert. */
  onNotice(notice: Notice): void
  /** The standing may have changed. */
  touch(): void
  state(): PanelState
  /** Resolves when all is closed, after the signal. */
  readonly stopped: Promise<void>
}

/** How many records the reports are folded from at start; the counter shows twenty. */
const recentRecords = 1_000

export function panel(options: PanelOptions): Panel {
  const { clock, log, home, platform, keeper, line, response } = options
  let reports = noReports
  let lastHeardAt: number | undefined
  const issued = tickets(clock)
  const noticed = noticeFile(home)

  const phone = () => options.standing().office?.phone ?? zhCn.counter.phoneUnknown
  const find = (alert: string) => reports.all.find((facts) => facts.alert.id === alert)
  const view = (version: number): PanelState => {
    const link = line.state()
    if (link.kind === 'connected') lastHeardAt = Math.max(lastHeardAt ?? 0, link.lastHeardAt)
    return panelState(
      {
        now: { at: clock.now(), clockId: clock.id, monotonicMs: clock.monotonic() },
        standing: options.standing(),
        link,
        lastHeardAt,
        reports,
        isolation: response.isolation(),
        countdown: (alert) => response.countdown(alert),
        evidence: (alert) => response.evidence(alert),
        release: options.release?.sight(),
        lease: response.lease(),
      },
      version,
    )
  }
  const states = stateWatch({ clock, view })

  const desk = reportDesk({
    clock,
    log,
    keeper,
    random: options.random,
    randomBytes: options.randomBytes,
    reports: () => pressesOf(reports),
    codeOf: (alert) => find(alert)?.alert.code ?? '',
    onNew: (alert, kept) => {
      line.hurry()
      response.pressed(alert, kept)
    },
    onRepeat: () => {
      line.hurry()
    },
  })
  const calls = pageCalls({
    desk,
    keeper,
    response,
    release: options.release,
    find,
    rehearsing: () => options.standing().rehearsal,
  })

  /** For files that spare somebody a question and are written again anyway: a full disk must not stop a press. */
  const spare = (code: string, write: () => void) => {
    try {
      write()
    } catch (error) {
      log.warn(code, errorFields(error))
    }
  }

  const touch = () => {
    const { office } = options.standing()
    if (office !== undefined)
      spare('panel/contact-not-written', () => {
        writeContact(home, { phone: office.phone, office: office.name })
      })
    states.touch()
  }

  const fold = (record: Kept) => {
    reports = withKept(reports, record)
    states.touch()
  }

  /** Folds what is on disk, then what was kept while that was read, so that the order is that of the outbox. */
  const restore = async (closing: AsyncDisposableStack) => {
    let meanwhile: Kept[] | undefined = []
    closing.defer(
      keeper.onKept((record) => {
        if (meanwhile === undefined) fold(record)
        else meanwhile.push(record)
      }),
    )
    closing.defer(
      keeper.onAcknowledged((cursor) => {
        reports = withAcknowledged(reports, cursor, clock.now())
        states.touch()
      }),
    )
    for (const record of await keeper.recent(recentRecords)) fold(record)
    for (const record of meanwhile) fold(record)
    meanwhile = undefined
    for (const notice of noticed.read()) reports = withNotice(reports, notice)
    for (const cursor of keeper.lanes()) reports = withAcknowledged(reports, cursor, undefined)
    closing.defer(line.onState(touch))
    closing.defer(response.onChange(touch))
    if (options.release !== undefined) closing.defer(options.release.onChange(touch))
  }

  const begin = async (closing: AsyncDisposableStack) => {
    await restore(closing)
    const api = await loopbackApi({ log, tickets: issued, states, calls, asset: options.asset, phone })
    closing.defer(() => api.close())
    const portFile = join(home, 'panel.json')
    writeFileSync(portFile, `${JSON.stringify({ port: api.port, pid: process.pid })}\n`, { mode: 0o600 })
    closing.defer(() => {
      rmSync(portFile, { force: true })
    })
    const answer = pipeAnswers({ ...options, desk, states, response, url: (account) => api.url(account) })
    const paths = pipePaths(home, platform)
    closing.defer(() => desk.settle())
    for (const to of ['open', 'admin'] as const) {
      const pipe = await openPipe({ clock, log, path: paths[to], to, platform, answer, phone })
      closing.defer(() => pipe.close())
    }
    closing.defer(await spool({ clock, log, home, platform, desk }).start())
    touch()
  }

  const ended = Promise.withResolvers<void>()
  return {
    start: async (signal) => {
      await using closing = new AsyncDisposableStack()
      await begin(closing)
      const open = closing.move()
      const close = () => {
        void open.disposeAsync().then(ended.resolve, ended.reject)
      }
      if (signal.aborted) close()
      else signal.addEventListener('abort', close, { once: true })
    },
    onNotice: (notice) => {
      reports = withNotice(reports, notice)
      spare('panel/notices-not-written', () => {
        noticed.write([...reports.notices.values()].flat())
      })
      states.touch()
    },
    touch,
    state: () => states.current(),
    stopped: ended.promise,
  }
}
