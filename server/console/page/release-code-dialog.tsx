/** 断网恢复码: the officer types what is read out over the telephone, and reads back nine digits that stand there once, large. */

import { useId, useState } from 'react'
import { Button, Input, Modal, Radio } from 'antd'
import type { GetRef } from 'antd'
import { grouped, readNineDigits } from '#shared/text/release-code.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { ReleaseAnswer } from '../../workflow/ports.ts'
import type { EndpointRow } from '../feed-frame.ts'
import { makeReleaseCode } from './api.ts'
import { useFirstFocus } from './use-first-focus.ts'

interface DialogProps {
  readonly endpoint: EndpointRow
  readonly where: string
  readonly onClose: () => void
}

const words = consolePage.releaseCode
/** 仅放行结算 is not offered: no layer can narrow a full cut yet, and the server refuses it. */
const offered = ['release', 'release-4h', 'stay'] as const satisfies readonly ReleaseAction[]
type Offered = (typeof offered)[number]

/** What is wrong with the typed challenge; nothing where it is whole. */
function challengeFault(typed: string): string | undefined {
  const read = readNineDigits(typed)
  if (read.is === 'whole') return undefined
  return read.is === 'wrong-length' ? words.incomplete(read.group) : words.misread
}

export function ReleaseCodeDialog({ endpoint, where, onClose }: DialogProps) {
  const [sequence, setSequence] = useState('')
  const [challenge, setChallenge] = useState('')
  const [action, setAction] = useState<Offered>('release')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const [made, setMade] = useState<ReleaseAnswer>()
  const id = useId()
  const first = useFirstFocus<GetRef<typeof Input>>()

  const submit = async () => {
    if (busy) return
    const read = readNineDigits(challenge)
    const fault =
      (/^[1-9]\d*$/.test(sequence) ? undefined : words.sequenceMissing) ??
      challengeFault(challenge) ??
      (reason.trim() === '' ? consolePage.order.reasonMissing : undefined)
    if (fault !== undefined || read.is !== 'whole') {
      setMessage(fault)
      return
    }
    setBusy(true)
    const answer = await makeReleaseCode(endpoint.id, {
      sequence: Number(sequence),
      challenge: read.digits,
      action,
      reason: reason.trim(),
    })
    setBusy(false)
    if (answer.ok) setMade(answer.value)
    else setMessage(answer.message)
  }

  if (made)
    return (
      <Modal
        open
        title={words.title(where)}
        onCancel={onClose}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={onClose}>
            {consolePage.close}
          </Button>
        }
      >
        {'code' in made ? (
          <div className="dialog">
            <p>
              {words.readBack} <strong>{consolePage.timeline.releaseActions[action]}</strong>
            </p>
            <p className="release-code">{grouped(made.code)}</p>
            <p className="soft">{words.once}</p>
          </div>
        ) : (
          <p>▲ {words.second}</p>
        )}
      </Modal>
    )
  return (
    <Modal
      open
      title={words.title(where)}
      okText={words.confirm}
      cancelText={consolePage.cancel}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="dialog">
        <p>{words.hint}</p>
        <p>
          <strong>{words.number(endpoint.number)}</strong> {endpoint.phone}
        </p>
        <label htmlFor={`${id}-sequence`}>{words.sequence}</label>
        <Input
          id={`${id}-sequence`}
          ref={first}
          className="digits"
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          value={sequence}
          onChange={({ target }) => setSequence(target.value.normalize('NFKC').replaceAll(/\D/g, ''))}
        />
        <label htmlFor={`${id}-challenge`}>{words.challenge}</label>
        <Input
          id={`${id}-challenge`}
          className="digits"
          inputMode="numeric"
          autoComplete="off"
          maxLength={15}
          placeholder="582 133 469"
          value={challenge}
          // In groups of three, as it is read out.
          onChange={({ target }) =>
            setChallenge(grouped(target.value.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 9)))
          }
        />
        <fieldset>
          <legend>{words.action}</legend>
          <Radio.Group value={action} onChange={(event) => setAction(event.target.value as Offered)}>
            {offered.map((each) => (
              <Radio key={each} value={each} className="scope">
                <strong>{consolePage.timeline.releaseActions[each]}</strong>
                <br />
                <span className="soft">{words.hints[each]}</span>
              </Radio>
            ))}
          </Radio.Group>
        </fieldset>
        <label htmlFor={`${id}-reason`}>{consolePage.order.reason}</label>
        <Input.TextArea
          id={`${id}-reason`}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <p className="refused" role="alert">
          {message}
        </p>
      </div>
    </Modal>
  )
}
