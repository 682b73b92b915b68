/** 补充说明: what an officer adds to the timeline. */

import { useId, useState } from 'react'
import { Button, Input } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Answer } from './ask.ts'

interface NoteProps {
  readonly save: (text: string) => Promise<Answer<unknown>>
  readonly onSaved: () => void
}

const words = consolePage.incidents
const maxLength = 2_000

export function NoteForm({ save, onSaved }: NoteProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const field = useId()

  const submit = async () => {
    if (busy) return
    if (text.trim() === '') {
      setMessage(words.noteMissing)
      return
    }
    setBusy(true)
    const answer = await save(text.trim())
    setBusy(false)
    setMessage(answer.ok ? undefined : answer.message)
    if (!answer.ok) return
    setText('')
    onSaved()
  }

  return (
    <form
      className="note"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor={field}>{words.note}</label>
      <Input.TextArea
        id={field}
        rows={2}
        value={text}
        maxLength={maxLength}
        placeholder={words.notePlaceholder}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="note-end">
        <span className="refused" role="alert">
          {message}
        </span>
        <Button htmlType="submit" loading={busy}>
          {words.noteSubmit}
        </Button>
      </div>
    </form>
  )
}
