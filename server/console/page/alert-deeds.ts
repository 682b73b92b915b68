/** 告警研判: what may be done with an alert that somebody has taken over, each as a dialog that asks for what the server needs. */

import { atLeast } from '#shared/domain/severity.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { AlertRow, IncidentRow } from '../feed-frame.ts'
import { placeOf } from './duty-row.tsx'
import { post } from './ask.ts'
import type { FeedState } from './feed-state.ts'
import type { Deed } from './forms/deed-dialog.tsx'
import { ruleTitle } from './rule-title.ts'

type Known = Pick<FeedState, 'alerts' | 'incidents' | 'endpoints'>

const words = consolePage.alerts
const over: readonly IncidentRow['phase'][] = ['ended', 'false-alarm', 'merged', 'archived']

/** A list that is longer is not read. */
const mostOffered = 100

const told = (alert: AlertRow, { endpoints }: Known): string =>
  `${alert.code} ${ruleTitle(alert.rule)} ${placeOf(endpoints.get(alert.endpoint))}`

export function linkDeed(alert: AlertRow, feed: Known): Deed {
  const open = [...feed.incidents.values()].filter(({ phase, drill }) => !over.includes(phase) && drill === alert.drill)
  open.sort((one, other) => other.receivedAt - one.receivedAt)
  return {
    title: words.link,
    hint: `${told(alert, feed)}。${open.length === 0 ? words.linkNone : words.linkHint}`,
    fields: [
      {
        key: 'incident',
        label: words.linkTo,
        kind: 'choice',
        choices: open.map(({ id, number, title, phase }) => ({
          value: id,
          label: `${number} ${title}（${consolePage.incidents.phases[phase]}）`,
        })),
      },
    ],
    perform: (fields) => post(`/api/alerts/${alert.id}/link`, fields),
  }
}

export function closeDeed(alert: AlertRow, feed: Known): Deed {
  const others = [...feed.alerts.values()].filter(
    ({ id, drill, closed }) => id !== alert.id && drill === alert.drill && closed === undefined,
  )
  // Of the same terminal first: a duplicate is most often there.
  const isElsewhere = ({ endpoint }: AlertRow): number => Number(endpoint !== alert.endpoint)
  others.sort((one, other) => isElsewhere(one) - isElsewhere(other) || other.receivedAt - one.receivedAt)
  others.splice(mostOffered)
  const { 'false-positive': wrong, duplicate } = consolePlan.closings
  return {
    title: words.close,
    hint: `${told(alert, feed)}。${atLeast(alert.severity, 'high') ? words.closeByTwo : words.closeHint}`,
    fields: [
      {
        key: 'closing',
        label: words.closing,
        kind: 'choice',
        choices: [
          { value: 'false-positive', label: wrong },
          {
            value: 'duplicate',
            label: duplicate,
            ...(others.length === 0 ? { refused: words.duplicateNone } : {}),
          },
        ],
      },
      {
        key: 'of',
        label: words.duplicateOf,
        kind: 'choice',
        choices: others.map((other) => ({ value: other.id, label: told(other, feed) })),
        requiredWhen: { key: 'closing', is: 'duplicate' },
        blockedWhen: { key: 'closing', is: 'false-positive', why: words.duplicateOnly },
      },
      { key: 'reason', label: consolePlan.form.reason, kind: 'long-text', max: 500 },
    ],
    perform: ({ of, ...fields }) =>
      post(
        `/api/alerts/${alert.id}/close`,
        fields['closing'] === 'duplicate' && of !== undefined ? { ...fields, of } : fields,
      ),
  }
}

export function confirmDeed(alert: AlertRow, agreed: boolean, feed: Known): Deed {
  const { closing } = alert
  const proposed = closing ? words.proposed(closing.by, consolePlan.closings[closing.as], closing.reason) : ''
  return {
    title: agreed ? words.confirm : words.reject,
    hint: `${told(alert, feed)}。${proposed}`,
    fields: [],
    perform: () => post(`/api/alerts/${alert.id}/confirm-closing`, { agreed }),
  }
}

/** Taken over and not settled: neither in an incident nor closed, or waiting for a second person to agree. */
export const isUndecided = ({ taken, incident, closing, closed }: AlertRow): boolean =>
  taken !== undefined && closed === undefined && (incident === undefined || closing !== undefined)
