/** 消息: what was put before the person, newest first; opened is recorded, so that nobody need ask whether it was read. */

import { useEffect, useState } from 'react'
import { Button, Modal } from 'antd'
import { nearTime } from '#shared/text/shanghai-time.ts'
import type { Severity } from '#shared/domain/severity.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { get, post } from './ask.ts'
import { writeRoute } from './route.ts'
import { SeverityBadge } from './severity-badge.tsx'
import { useWallClock } from './use-time.ts'

interface Message {
  readonly id: string
  readonly at: number
  readonly text: string
  readonly severity: Severity
  readonly incident: string
  readonly readAt?: number | undefined
}

interface Inbox {
  readonly unread: number
  /** Newest first. */
  readonly messages: readonly Message[]
}

const words = consolePage.inbox
const everyMs = 15_000
/** The server takes no more at once. */
const atOnce = 200

/** `asleep`: the session is locked, and asking would only be refused. */
export function InboxBell({ asleep }: { readonly asleep: boolean }) {
  const [inbox, setInbox] = useState<Inbox>()
  const [open, setOpen] = useState(false)
  const [round, setRound] = useState(0)

  useEffect(() => {
    if (asleep) return undefined
    let over = false
    const read = async () => {
      const answer = await get<Inbox>('/api/me/inbox')
      // What was known stands until it is known better: a count of 0 would be a lie.
      if (!over && answer.ok) setInbox(answer.value)
    }
    void read()
    const timer = setInterval(() => void read(), everyMs)
    return () => {
      over = true
      clearInterval(timer)
    }
    // `round` is not read: a new one is the order to read again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [asleep, round])

  const markRead = async (messages: readonly Message[]) => {
    const unread = messages.filter(({ readAt }) => readAt === undefined).map(({ id }) => id)
    if (unread.length === 0) return
    await post('/api/me/inbox/read', { messages: unread.slice(0, atOnce) })
    setRound((before) => before + 1)
  }
  const unread = inbox?.unread ?? 0
  return (
    <>
      <Button
        className={unread > 0 ? 'inbox-bell some' : 'inbox-bell'}
        aria-label={words.bell(unread)}
        onClick={() => setOpen(true)}
      >
        {unread > 0 ? '▲ ' : ''}
        {words.bell(unread)}
      </Button>
      {open && (
        <Modal
          open
          title={words.title}
          width={640}
          onCancel={() => setOpen(false)}
          footer={
            <>
              {unread > 0 && (
                <Button type="primary" onClick={() => void markRead(inbox?.messages ?? [])}>
                  {words.readAll}
                </Button>
              )}
              <Button onClick={() => setOpen(false)}>{consolePage.close}</Button>
            </>
          }
        >
          <MessageList
            messages={inbox?.messages ?? []}
            onRead={(message) => void markRead([message])}
            onFollow={(message) => {
              void markRead([message])
              setOpen(false)
            }}
          />
        </Modal>
      )}
    </>
  )
}

interface MessagesProps {
  readonly messages: readonly Message[]
  readonly onRead: (message: Message) => void
  readonly onFollow: (message: Message) => void
}

function MessageList({ messages, onRead, onFollow }: MessagesProps) {
  const now = useWallClock()
  if (messages.length === 0) return <p className="soft">{words.none}</p>
  return (
    <ul className="inbox">
      {messages.map((message) => (
        <li key={message.id} className={message.readAt === undefined ? 'unread' : 'read'}>
          <SeverityBadge severity={message.severity} />
          <span className="alert-what">
            {message.text}
            <br />
            <small>
              {nearTime(message.at, now, consolePage.yesterday)}
              {message.readAt === undefined ? ` · ${words.unread}` : ` · ${words.read}`}
            </small>
          </span>
          {message.incident !== '' && (
            <a href={writeRoute({ screen: 'incident', id: message.incident })} onClick={() => onFollow(message)}>
              {consolePage.duty.open}
            </a>
          )}
          {message.readAt === undefined && (
            <Button size="small" onClick={() => onRead(message)}>
              {words.markRead}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
