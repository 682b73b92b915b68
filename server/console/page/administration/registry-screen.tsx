/** 机构与终端 (系统管理员): files out, and files in: first what a file would do, line by line, then doing it. */

import { useId, useState } from 'react'
import { Button } from 'antd'
import { consoleOffice, consolePage } from '#shared/wording/zh-cn.ts'
import { EnrollDialog } from './enroll-dialog.tsx'
import { InstitutionsList } from './institutions-list.tsx'
import { importFile } from './office-answers.ts'
import type { ImportAnswer } from './office-answers.ts'
import type { OfficeTools } from './office-screen.tsx'
import { OfficeTable } from './office-table.tsx'

const words = consoleOffice.registry
const files = ['institutions', 'endpoints'] as const

export function RegistryScreen(tools: OfficeTools) {
  const [enrolling, enroll] = useState(false)
  return (
    <div className="parts">
      <section className="panel office" aria-labelledby="enroll-title">
        <div className="part-head">
          <h1 id="enroll-title">{consolePage.enroll.title}</h1>
          <span className="top-rest" />
          <Button type="primary" onClick={() => enroll(true)}>
            {consolePage.enroll.title}
          </Button>
        </div>
        <p className="soft">{words.enrollHint}</p>
      </section>
      <InstitutionsList {...tools} />
      {files.map((what) => (
        <RegistryFile key={what} what={what} />
      ))}
      {enrolling && <EnrollDialog onClose={() => enroll(false)} />}
    </div>
  )
}

function RegistryFile({ what }: { readonly what: (typeof files)[number] }) {
  const [content, setContent] = useState<string>()
  const [answer, setAnswer] = useState<ImportAnswer>()
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const id = useId()

  const send = async (file: string, apply: boolean, partial: boolean) => {
    setBusy(true)
    const outcome = await importFile(what, file, apply, partial)
    setBusy(false)
    setMessage(outcome.ok ? undefined : outcome.message)
    if (outcome.ok) setAnswer(outcome.value)
  }
  const choose = async (file: File | undefined) => {
    setAnswer(undefined)
    if (!file) return
    const read = base64Of(new Uint8Array(await file.arrayBuffer()))
    setContent(read)
    await send(read, false, false)
  }
  const wrong = answer?.refusals ?? []
  return (
    <section className="panel office" aria-labelledby={`${id}-title`}>
      <div className="part-head">
        <h1 id={`${id}-title`}>{words.titles[what]}</h1>
        <span className="top-rest" />
        <a className="button-link" href={`/api/${what}.csv`} download>
          {words.export}
        </a>
      </div>
      <p className="soft">{words.hints[what]}</p>
      <p>
        <label htmlFor={`${id}-file`}>{words.choose}</label>{' '}
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </p>
      {answer && (
        <>
          <p>
            <strong>{answer.applied ? `✔ ${words.applied}` : words.preview}</strong> {summary(answer)}
          </p>
          {wrong.length > 0 && (
            <>
              <p className="bad">✖ {words.wrong(wrong.length)}</p>
              <OfficeTable
                rows={wrong}
                keyOf={({ line, column, why }) => `${line} ${column} ${why}`}
                columns={[
                  { head: consoleOffice.line, render: ({ line }) => line },
                  { head: words.column, render: ({ column }) => column },
                  { head: words.why, render: ({ why }) => why },
                ]}
              />
            </>
          )}
          {answer.codes && answer.codes.length > 0 && (
            <>
              <p className="warned">▲ {words.codesOnce}</p>
              <OfficeTable
                rows={answer.codes}
                keyOf={({ command }) => command}
                columns={[
                  { head: words.endpoint, render: ({ institution, name }) => `${institution} · ${name}` },
                  { head: words.command, render: ({ command }) => <code className="hash">{command}</code> },
                ]}
              />
            </>
          )}
          {!answer.applied && content !== undefined && (
            <p className="dialog-end">
              <Button
                type="primary"
                loading={busy}
                onClick={() => void send(content, true, wrong.length > 0)}
                danger={wrong.length > 0}
              >
                {wrong.length > 0 ? words.applyGood : words.apply}
              </Button>
            </p>
          )}
        </>
      )}
      <p className="refused" role="alert">
        {message}
      </p>
    </section>
  )
}

const summary = ({ added, changed, renamed, toEnroll, unchanged }: ImportAnswer): string =>
  [
    added && words.added(added.length),
    changed && words.changed(changed.length),
    toEnroll && words.toEnroll(toEnroll.length),
    renamed && words.renamed(renamed.length),
    words.unchanged(unchanged),
  ]
    .filter((part) => part !== undefined)
    .join('，')

/** Bytes as they are: a file in GB18030 must not be read as UTF-8 on the way. */
function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
