/** Giving an order: how far to cut, and why; nothing is sent without a reason. */

import { useId, useState } from 'react'
import { Input, Modal, Radio } from 'antd'
import type { GetRef } from 'antd'
import type { IsolationScope } from '#shared/domain/isolation.ts'
import type { OrderAction } from '#shared/domain/order.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { giveOrder } from './api.ts'
import { placeOf } from './duty-row.tsx'
import type { FeedState } from './feed-state.ts'
import { useFirstFocus } from './use-first-focus.ts'

export interface WantedOrder {
  readonly endpoint: string
  readonly kind: OrderAction['kind']
}

interface OrderDialogProps {
  readonly wanted: WantedOrder
  readonly feed: FeedState
  /** With what is to be said, or nothing where it was put aside. */
  readonly onDone: (said: string | undefined) => void
}

const words = consolePage.order
const maxLength = 500

export function OrderDialog({ wanted, feed, onDone }: OrderDialogProps) {
  const endpoint = feed.endpoints.get(wanted.endpoint)
  const [scope, setScope] = useState<IsolationScope>('selective')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const field = useId()
  const first = useFirstFocus<GetRef<typeof Input.TextArea>>()
  const isolate = wanted.kind === 'isolate'
  const where = placeOf(endpoint)

  const submit = async () => {
    if (reason.trim() === '') {
      setMessage(words.reasonMissing)
      return
    }
    setBusy(true)
    const action: OrderAction = isolate ? { kind: 'isolate', scope } : { kind: 'release' }
    const answer = await giveOrder(wanted.endpoint, action, reason.trim())
    setBusy(false)
    if (answer.ok) onDone(words.sent)
    else setMessage(answer.message)
  }

  return (
    <Modal
      open
      title={isolate ? words.isolateTitle(where) : words.releaseTitle(where)}
      okText={isolate ? words.confirmIsolate : words.confirmRelease}
      okButtonProps={{ danger: isolate }}
      cancelText={consolePage.cancel}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={() => onDone(undefined)}
      mask={{ closable: false }}
    >
      <div className="dialog">
        {endpoint?.online === false && <p className="warned">▲ {words.offline}</p>}
        {isolate ? (
          <fieldset>
            <legend>{words.scope}</legend>
            <Radio.Group value={scope} onChange={(event) => setScope(event.target.value as IsolationScope)}>
              {(['selective', 'full'] as const).map((each) => (
                <Radio key={each} value={each} className="scope">
                  <strong>{consolePage.isolation.scopes[each]}</strong>
                  <br />
                  <span className="soft">{each === 'selective' ? words.selectiveHint : words.fullHint}</span>
                </Radio>
              ))}
            </Radio.Group>
          </fieldset>
        ) : (
          <p>{words.releaseHint}</p>
        )}
        <label htmlFor={field}>{words.reason}</label>
        <Input.TextArea
          id={field}
          rows={2}
          ref={first}
          value={reason}
          maxLength={maxLength}
          placeholder={isolate ? words.reasonPlaceholder : words.releaseReasonPlaceholder}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="refused" role="alert">
          {message}
        </p>
      </div>
    </Modal>
  )
}
