/** 现在可以做: every event and form that this person may bring about now, and for the others the sentence that says why not. */

import { Button } from 'antd'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { NextEvent, NextForm, NextSteps } from '../../next-steps.ts'
import { writeRoute } from '../route.ts'
import type { Route } from '../route.ts'
import { refusalSentence } from './refusal-sentence.ts'

interface NextProps {
  readonly incident: string
  readonly next: NextSteps
  readonly go: (route: Route) => void
}

const words = consolePlan.next

export function NextPanel({ incident, next: { events, forms }, go }: NextProps) {
  const open = events.filter(({ permitted }) => permitted)
  const shut = events.filter(({ permitted }) => !permitted)
  const filable = forms.filter(({ permitted }) => permitted)
  return (
    <section className="panel next" aria-labelledby="next-title">
      <h2 id="next-title">{words.title}</h2>
      {open.length === 0 && <p className="soft">{events.length === 0 ? words.ended : words.none}</p>}
      <ul className="next-events">
        {open.map((event) => (
          <li key={event.event}>
            <Button
              type={isWayBack(event) ? 'default' : 'primary'}
              onClick={() => go({ screen: 'incident', id: incident, event: event.event })}
            >
              {consolePlan.events[event.event]}
            </Button>
            <span className="soft">{leads(event)}</span>
          </li>
        ))}
      </ul>
      {filable.length > 0 && (
        <>
          <h3>{words.forms}</h3>
          <ul className="next-forms">
            {filable.map(({ form, filed }) => (
              <li key={form}>
                <FormLink incident={incident} form={form} />
                <small>{words.filedTimes(filed)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {shut.length > 0 && (
        <>
          <h3>{words.blocked}</h3>
          <ul className="next-shut">
            {shut.map((event) => (
              <li key={event.event}>
                <span aria-hidden="true">✕</span>
                <span>
                  {consolePlan.events[event.event]}
                  <small>{refusalSentence(event.refusal)}</small>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

export const FormLink = ({ incident, form }: { readonly incident: string; readonly form: NextForm['form'] }) => (
  <a href={writeRoute({ screen: 'incident', id: incident, form })}>
    {form} {consolePlan.forms[form]}
  </a>
)

/** Not what an incident waits for: going back needs no big button. */
const isWayBack = ({ event }: NextEvent): boolean =>
  ['relapse', 'return-for-more', 'reject-end', 'reopen', 'close-false', 'decline', 'merge'].includes(event)

const leads = ({ to, form, clause }: NextEvent): string =>
  [
    words.leads(consolePage.incidents.phases[to]),
    form && words.withForm(consolePlan.forms[form]),
    clause === '' ? undefined : clause,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
