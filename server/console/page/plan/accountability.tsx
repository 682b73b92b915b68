/** 督查与线索: the reports and who signed for them, the facts with their records, statements, follow-ups. Facts are leads; only the leader finds fault. */

import { Button } from 'antd'
import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import type { Field } from '../../../workflow/forms/form.ts'
import type { Operation } from '../../../workflow/permissions.ts'
import type { IncidentDetail } from '../api.ts'
import type { Deed } from '../forms/deed-dialog.tsx'
import type { Named } from '../forms/form-answers.ts'
import { actorName } from '../timeline.ts'
import { ExternalReports } from './external-reports.tsx'
import { FollowUps } from './follow-ups.tsx'
import { FormLink } from './next-panel.tsx'
import { command } from './plan-answers.ts'
import type { Reader } from './reader.ts'
import { nameOf } from './unit-names.ts'

interface AccountabilityProps {
  readonly detail: IncidentDetail
  readonly units: readonly Named[]
  readonly reader: Reader
  readonly ask: (deed: Deed) => void
}

const words = consolePlan.accountability
const reason: Field = { key: 'reason', label: consolePlan.form.reason, kind: 'long-text', max: 500 }

const commented = ['D05', 'D07', 'D16a', 'D17', 'D18'] as const
const commentFields: readonly Field[] = [
  {
    key: 'form',
    label: words.commentOn,
    kind: 'choice',
    choices: commented.map((form) => ({ value: form, label: consolePlan.forms[form] })),
  },
  { key: 'text', label: words.comments, kind: 'long-text', max: 4_000 },
]

/** On which form each may, the server says. */
const commenting: readonly Operation[] = [
  'assessment.comment',
  'ending.opinion',
  'evaluation.state',
  'accountability.comment',
]
const mayComment = (reader: Reader): boolean => commenting.some((operation) => reader.may(operation))

export function Accountability(props: AccountabilityProps) {
  const { detail, units, reader, ask } = props
  const { incident, course, facts } = detail
  return (
    <div className="parts">
      <section className="panel" aria-labelledby="facts-title">
        <h2 id="facts-title">{words.title}</h2>
        <p className="soft">{words.note}</p>
        {!reader.may('accountability.read') ? (
          <p className="soft">{words.hidden}</p>
        ) : facts.length === 0 ? (
          <p>✔ {words.none}</p>
        ) : (
          <ul className="facts-list">
            {facts.map(({ code, unit, rows, words: { title, text, rows: restsOn } }) => (
              <li key={`${code} ${unit} ${rows.join()}`}>
                <span className="mark">{words.asLead}</span>
                <span>
                  <strong>
                    {nameOf(unit, units)}：{title}
                  </strong>
                  <span className="fact-text">{text}</span>
                  <small>
                    {code} · {restsOn}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Reports {...props} />
      <section className="panel" aria-labelledby="statements-title">
        <div className="part-head">
          <h2 id="statements-title">{words.statements}</h2>
          {reader.may('accountability.state') && (
            <Button
              onClick={() =>
                ask({
                  title: words.makeStatement,
                  fields: [
                    { key: 'unit', label: words.statementUnit, kind: 'text', max: 64, of: 'unit' },
                    { key: 'text', label: words.statementText, kind: 'long-text', max: 4_000 },
                  ],
                  references: { unit: units },
                  perform: (fields) => command(incident.id, 'make-statement', fields),
                })
              }
            >
              {words.makeStatement}
            </Button>
          )}
          {mayComment(reader) && (
            <Button
              onClick={() =>
                ask({
                  title: words.comment,
                  fields: commentFields,
                  perform: (fields) => command(incident.id, 'comment', fields),
                })
              }
            >
              {words.comment}
            </Button>
          )}
        </div>
        {course.statements.length === 0 && <p className="soft">{words.statementsNone}</p>}
        <ul className="said-list">
          {course.statements.map(({ unit, by, at, text }) => (
            <li key={at}>
              <strong>{nameOf(unit, units)}</strong> {text}
              <small>
                {actorName(by)} · {dayAndTime(at)}
              </small>
            </li>
          ))}
          {course.comments.map(({ form, by, at, text }) => (
            <li key={at}>
              <strong>{consolePlan.forms[form]}</strong> {text}
              <small>
                {words.comments} · {actorName(by)} · {dayAndTime(at)}
              </small>
            </li>
          ))}
        </ul>
      </section>
      <FollowUps incident={incident.id} course={course} />
      {(reader.may('external-report.draft') || reader.may('external-report.approve')) && (
        <ExternalReports incident={incident.id} course={course} reader={reader} ask={ask} />
      )}
    </div>
  )
}

/** 初报 and 结果报告: who signed for them, and the moment from which the two hours run. */
function Reports({ detail: { incident, course }, reader, ask }: AccountabilityProps) {
  const { signedFor, foundProposal, foundDecided, countersigned, registered } = course
  const deed = (title: string, name: string, fields: readonly Field[], more: object = {}): Deed => ({
    title,
    fields,
    perform: (filled) => command(incident.id, name, { ...more, ...filled }),
  })
  const has = (form: keyof Course['forms']) => (course.forms[form]?.length ?? 0) > 0
  return (
    <section className="panel" aria-labelledby="reports-title">
      <h2 id="reports-title">{words.report}</h2>
      <ul className="said-list">
        <li>
          <FormLink incident={incident.id} form="D03" />
          <small>
            {signedFor.length === 0
              ? words.signedForNobody
              : words.signedFor(signedFor.map(({ by }) => by.name).join('、'))}
          </small>
          {has('D03') && reader.may('initial-report.sign-for') && (
            <Button size="small" onClick={() => ask(deed(words.signFor, 'sign-for-report', []))}>
              {words.signFor}
            </Button>
          )}
          {has('D03') && reader.may('initial-report.return') && (
            <Button size="small" onClick={() => ask(deed(words.returnReport, 'return-report', [reason]))}>
              {words.returnReport}
            </Button>
          )}
        </li>
        <li>
          {words.found}：{words.foundMechanical(dayAndTime(incident.found.at))}
          {foundDecided && (
            <small>{words.foundDecided(dayAndTime(foundDecided.found), actorName(foundDecided.by))}</small>
          )}
          {foundProposal && (
            <small>
              {words.foundProposal(dayAndTime(foundProposal.found), actorName(foundProposal.by))}（
              {foundProposal.reason}）
            </small>
          )}
          {!foundProposal && reader.may('found.propose') && (
            <Button
              size="small"
              onClick={() =>
                ask(
                  deed(words.propose, 'propose-found', [
                    { key: 'found', label: words.proposeAt, kind: 'time', past: true },
                    reason,
                  ]),
                )
              }
            >
              {words.propose}
            </Button>
          )}
          {foundProposal && reader.may('found.confirm') && (
            <>
              <Button size="small" onClick={() => ask(deed(words.agree, 'decide-found', [reason], { agreed: true }))}>
                {words.agree}
              </Button>
              <Button
                size="small"
                onClick={() => ask(deed(words.disagree, 'decide-found', [reason], { agreed: false }))}
              >
                {words.disagree}
              </Button>
            </>
          )}
        </li>
        <li>
          <FormLink incident={incident.id} form="D15" />
          {countersigned && (
            <small>{words.countersigned(actorName(countersigned.by), dayAndTime(countersigned.at))}</small>
          )}
          {registered && <small>{words.registered(registered.number, dayAndTime(registered.at))}</small>}
          {has('D15') && !countersigned && reader.may('result-report.countersign') && (
            <Button size="small" onClick={() => ask(deed(words.countersign, 'countersign-result', []))}>
              {words.countersign}
            </Button>
          )}
          {has('D15') && !registered && reader.may('result-report.register') && (
            <Button
              size="small"
              onClick={() =>
                ask(
                  deed(words.register, 'register-result', [
                    { key: 'number', label: words.registerNumber, kind: 'text', max: 64 },
                  ]),
                )
              }
            >
              {words.register}
            </Button>
          )}
        </li>
      </ul>
    </section>
  )
}
