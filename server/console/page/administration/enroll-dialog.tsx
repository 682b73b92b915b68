/** 添加终端: a one-time code for one terminal; the system administrator makes it, the duty desk sees the terminal come. */

import { useEffect, useId, useState } from 'react'
import { Button, Input, Modal, Radio } from 'antd'
import type { InputRef } from 'antd'
import type { Institution } from '#shared/domain/institution.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { listInstitutions, makeCode } from '../api.ts'
import type { EnrollmentCode } from '../api.ts'
import { useFirstFocus } from '../use-first-focus.ts'

interface EnrollProps {
  readonly onClose: () => void
}

const words = consolePage.enroll

export function EnrollDialog({ onClose }: EnrollProps) {
  const [made, setMade] = useState<EnrollmentCode>()
  return (
    <Modal open title={words.title} footer={null} onCancel={onClose} mask={{ closable: false }} width={640}>
      {made ? <Made made={made} onAnother={() => setMade(undefined)} onClose={onClose} /> : <Wanted onMade={setMade} />}
    </Modal>
  )
}

function Wanted({ onMade }: { readonly onMade: (code: EnrollmentCode) => void }) {
  const [known, setKnown] = useState<readonly Institution[]>([])
  const [institution, setInstitution] = useState('')
  const [kind, setKind] = useState<Institution['kind']>('pharmacy')
  const [phone, setPhone] = useState('')
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const field = useId()
  const first = useFirstFocus<InputRef>()
  useEffect(() => {
    // A list that cannot be read is no reason not to write the name.
    void listInstitutions().then((answer) => setKnown(answer.ok ? answer.value.institutions : []))
  }, [])

  const existing = known.find(({ name }) => name === institution.trim())
  const submit = async () => {
    if (institution.trim() === '') {
      setMessage(words.institutionMissing)
      return
    }
    setBusy(true)
    const wanted = existing
      ? { institution: existing.name }
      : { institution: institution.trim(), kind, ...(phone.trim() === '' ? {} : { phone: phone.trim() }) }
    const answer = await makeCode(wanted)
    setBusy(false)
    if (answer.ok) onMade(answer.value)
    else setMessage(answer.message)
  }

  return (
    <form
      className="dialog"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor={`${field}-name`}>{words.institution}</label>
      <Input
        id={`${field}-name`}
        list={`${field}-known`}
        ref={first}
        maxLength={64}
        value={institution}
        placeholder={words.institutionHint}
        onChange={(event) => setInstitution(event.target.value)}
      />
      <datalist id={`${field}-known`}>
        {known.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      {existing === undefined && (
        <>
          <fieldset>
            <legend>{words.kind}</legend>
            <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as Institution['kind'])}>
              {(Object.keys(words.kinds) as Institution['kind'][]).map((each) => (
                <Radio key={each} value={each}>
                  {words.kinds[each]}
                </Radio>
              ))}
            </Radio.Group>
          </fieldset>
          <label htmlFor={`${field}-phone`}>{words.phone}</label>
          <Input
            id={`${field}-phone`}
            type="tel"
            maxLength={32}
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        </>
      )}
      <p className="refused" role="alert">
        {message}
      </p>
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.submit}
      </Button>
    </form>
  )
}

interface MadeProps {
  readonly made: EnrollmentCode
  readonly onAnother: () => void
  readonly onClose: () => void
}

function Made({ made, onAnother, onClose }: MadeProps) {
  const [copied, setCopied] = useState<boolean>()
  const copy = () =>
    navigator.clipboard.writeText(made.command).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className="dialog">
      <p>{words.ready}</p>
      <p className="soft">{words.codeLabel}</p>
      <p className="made code">{made.code}</p>
      <p className="soft">{words.commandLabel}</p>
      <p className="made">
        <code>{made.command}</code>
      </p>
      <p>
        <Button onClick={() => void copy()}>{words.copy}</Button>{' '}
        <output>{copied === undefined ? '' : copied ? words.copied : words.copyByHand}</output>
      </p>
      <p className="soft">{words.next}</p>
      <p className="dialog-end">
        <Button onClick={onAnother}>{words.another}</Button>
        <Button type="primary" onClick={onClose}>
          {words.done}
        </Button>
      </p>
    </div>
  )
}
