/** 指令: the board of who owes what until when, and what can be done about each. */

import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course, DirectiveStanding } from '../../../workflow/course.ts'
import type { Field, FormFields } from '../../../workflow/forms/form.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import type { Named } from '../forms/form-answers.ts'
import { directiveWords, inOrderOfNeed } from './directive-standing.ts'
import { command } from './plan-answers.ts'
import type { Reader } from './reader.ts'
import { nameOf } from './unit-names.ts'

interface BoardProps {
  readonly incident: string
  readonly course: Course
  readonly units: readonly Named[]
  readonly reader: Reader
  readonly ask: (deed: Deed) => void
  /** Server time. */
  readonly now: number
}

const words = consolePlan.directives

const asked: readonly Field[] = [
  { key: 'text', label: words.text, kind: 'long-text', max: 4_000 },
  { key: 'unit', label: words.unit, kind: 'text', max: 64, of: 'unit' },
  { key: 'dueAt', label: words.due, kind: 'time' },
]
const reason: Field = { key: 'reason', label: consolePlan.form.reason, kind: 'long-text', max: 500 }

export function DirectivesBoard({ incident, course, units, reader, ask, now }: BoardProps) {
  const draft = (name: string, title: string, one?: DirectiveStanding): Deed => ({
    title,
    fields: asked,
    references: { unit: units },
    initial: one && { text: one.directive.text, unit: one.directive.unit, dueAt: one.directive.dueAt },
    perform: (fields) => command(incident, name, { ...(one && { directive: one.directive.id }), ...fields }),
  })
  return (
    <section className="panel" aria-labelledby="directives-title">
      <div className="part-head">
        <h2 id="directives-title">{words.title}</h2>
        {reader.may('directive.draft') && (
          <Button onClick={() => ask(draft('draft-directive', words.draft))}>{words.draft}</Button>
        )}
        {reader.may('directive.issue') && (
          <Button type="primary" onClick={() => ask(draft('issue-directive', words.issueNew))}>
            {words.issueNew}
          </Button>
        )}
      </div>
      {course.directives.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <div className="table-frame">
          <table className="board">
            <thead>
              <tr>
                <th scope="col">{words.number}</th>
                <th scope="col">{words.text}</th>
                <th scope="col">{words.unit}</th>
                <th scope="col">{words.due}</th>
                <th scope="col">{words.standing}</th>
                <th scope="col">{words.deeds}</th>
              </tr>
            </thead>
            <tbody>
              {inOrderOfNeed(course.directives).map((one) => (
                <Line
                  key={one.directive.id}
                  one={one}
                  unit={nameOf(one.directive.unit, units)}
                  now={now}
                  deeds={deedsOf(incident, one, reader, draft)}
                  ask={ask}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

interface LineProps {
  readonly one: DirectiveStanding
  readonly unit: string
  readonly now: number
  readonly deeds: readonly Deed[]
  readonly ask: (deed: Deed) => void
}

function Line({ one, unit, now, deeds, ask }: LineProps) {
  const { directive, completed, judged } = one
  const { text, tone, length } = directiveWords(one, now)
  return (
    <tr>
      <td>{directive.number}</td>
      <td className="long">
        {directive.text}
        {completed && (
          <small>
            {words.completeText}：{completed.text}
          </small>
        )}
      </td>
      <td>{unit}</td>
      <td>
        {dayAndTime(directive.dueAt)}
        {length !== undefined && <small className={tone}>{length}</small>}
      </td>
      <td>
        <span className={tone}>{text}</span>
        {judged && <small>{judged.impaired ? words.impaired : words.notImpaired}</small>}
      </td>
      <td>
        {deeds.map((deed) => (
          <Button
            key={deed.title}
            size="small"
            aria-label={`${deed.title}：${directive.number}`}
            onClick={() => ask(deed)}
          >
            {deed.title}
          </Button>
        ))}
      </td>
    </tr>
  )
}

type Draft = (name: string, title: string, one?: DirectiveStanding) => Deed

/** Where it stands says which deeds there can be at all; who may, the server says. */
function deedsOf(incident: string, one: DirectiveStanding, reader: Reader, draft: Draft): readonly Deed[] {
  const { directive, issued, signedFor, completed, judged } = one
  const about = { directive: directive.id }
  const deeds: Deed[] = []
  if (!issued && reader.may('directive.issue')) deeds.push(draft('issue-directive', words.issue, one))
  if (issued && !completed && reader.may('directive.sign-for')) {
    if (!signedFor)
      deeds.push({
        title: words.signFor,
        hint: directive.text,
        fields: [],
        perform: () => command(incident, 'sign-for-directive', about),
      })
    deeds.push({
      title: words.complete,
      hint: directive.text,
      fields: [{ key: 'text', label: words.completeText, kind: 'long-text', max: 4_000 }],
      perform: (fields) => command(incident, 'complete-directive', { ...about, ...fields }),
    })
  }
  if (issued && !judged && reader.may('evaluation.file'))
    deeds.push({
      title: words.judge,
      fields: [impaired, reason],
      perform: (fields: FormFields) => command(incident, 'judge-directive', { ...about, ...fields }),
    })
  return deeds
}

const impaired: Field = { key: 'impaired', label: words.judgeImpaired, kind: 'yes-no' }
