/** What the operator can do from the page, and what comes back when it could not be done. */

import { counter } from '#shared/wording/zh-cn.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import type { Answer, PanelClient } from './panel-client.ts'

export interface Actions {
  readonly report: () => void
  readonly drill: () => void
  readonly annotate: (annotation: Annotation) => void
  readonly withdraw: () => void
  readonly cut: () => void
  readonly postpone: (postponement: Postponement) => void
  /** Resolves with the sentence that the code was refused with. */
  readonly releaseCode: (code: string) => Promise<string | undefined>
}

interface Deed {
  readonly client: PanelClient | undefined
  readonly phone: string
  /** A press is being saved; the next one waits for it. */
  readonly busy: boolean
  readonly setBusy: (busy: boolean) => void
  /** A sentence for the operator, or nothing where all went well. */
  readonly say: (sentence: string | undefined) => void
}

/** The actions on one report, or on none. All but the press may be repeated without harm, so nothing ever holds up the cut. */
export function actionsOn(alert: string | undefined, { client, phone, busy, setBusy, say }: Deed): Actions {
  const perform = async (call: (client: PanelClient) => Promise<Answer<unknown>>) => {
    say(client === undefined ? counter.ready.agentSilent(phone) : sentenceFor(await call(client), phone))
  }
  const press = (drill: boolean) => {
    if (busy) return
    setBusy(true)
    void perform((client) => client.report(drill)).then(() => setBusy(false))
  }
  const onReport = (call: (client: PanelClient, alert: string) => Promise<Answer<unknown>>) => {
    if (alert !== undefined) void perform((client) => call(client, alert))
  }
  return {
    report: () => press(false),
    drill: () => press(true),
    annotate: (annotation) => onReport((client, alert) => client.annotate(alert, annotation)),
    withdraw: () => onReport((client, alert) => client.withdraw(alert)),
    cut: () => void perform((client) => client.cut(alert)),
    releaseCode: async (code) => {
      if (client === undefined) return counter.ready.agentSilent(phone)
      const answer = await client.releaseCode(code)
      // Everything else shows by itself: the screen is another one.
      if (answer.kind === 'done' && answer.value.action === 'stay') say(counter.isolated.release.stays)
      return sentenceFor(answer, phone)
    },
    postpone: (postponement) => onReport((client, alert) => client.postpone(alert, postponement)),
  }
}

/** Never a tick here: that something is saved is told by the state alone. */
export function sentenceFor(answer: Answer<unknown>, phone: string): string | undefined {
  switch (answer.kind) {
    case 'done':
      return undefined
    case 'refused':
      return answer.refusal.message
    case 'silent':
      return counter.ready.agentSilent(phone)
  }
}
