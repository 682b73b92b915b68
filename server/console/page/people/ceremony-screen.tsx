/** C0 首次启动: with the setup code, three different persons become the three administrators; then this page is closed for ever. */

import { useState } from 'react'
import { Button, Input } from 'antd'
import { consolePage, consolePeople } from '#shared/wording/zh-cn.ts'
import { CodeInput } from './code-input.tsx'
import { FounderFields, founderIsWhole, nobody } from './founder-fields.tsx'
import type { FounderDraft } from './founder-fields.tsx'
import { founders, setUp } from './people-answers.ts'
import type { Founder, FounderRole } from './people-answers.ts'

interface CeremonyProps {
  readonly passwordLength: number
  readonly onDone: (said: string) => void
}

const words = consolePeople.ceremony
const lastStep = founders.length + 1

export function CeremonyScreen({ passwordLength, onDone }: CeremonyProps) {
  const [step, setStep] = useState(0)
  const [code, setCode] = useState('')
  const [people, setPeople] = useState<Readonly<Record<FounderRole, FounderDraft>>>({
    system: nobody,
    security: nobody,
    audit: nobody,
  })
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string>()
  const role = founders[step - 1]
  const change = (who: FounderRole, part: Partial<FounderDraft>) =>
    setPeople((before) => ({ ...before, [who]: { ...before[who], ...part } }))

  const goTo = (next: number) => {
    setMessage(undefined)
    setStep(next)
  }
  const forward = () => {
    const whole = role ? founderIsWhole(people[role], passwordLength) : code.trim() !== ''
    if (whole) goTo(step + 1)
    else setMessage(consolePeople.credentials.incomplete)
  }
  const submit = async () => {
    if (busy) return
    const whole = wholeFounders(people)
    if (!whole) {
      setMessage(consolePeople.credentials.incomplete)
      return
    }
    setBusy(true)
    const answer = await setUp(code.trim().toUpperCase(), whole)
    setBusy(false)
    if (answer.ok) {
      onDone(words.done)
      return
    }
    setMessage(answer.message)
    // Each code counts once, also where it was another's that was wrong.
    for (const who of founders) change(who, { totp: '' })
  }

  const name = words.steps[step] ?? ''
  return (
    <main className="whole">
      <form
        className="sign-in wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (step === lastStep) void submit()
          else forward()
        }}
      >
        <p className="product">{consolePage.product}</p>
        <h1>{words.title}</h1>
        <ol className="steps" aria-label={words.title}>
          {words.steps.map((each, place) => (
            <li key={each} className={place < step ? 'good' : ''} aria-current={place === step ? 'step' : undefined}>
              <span aria-hidden="true">{place < step ? '✔' : place + 1}</span> {each}
            </li>
          ))}
        </ol>
        <h2>{words.step(step + 1, words.steps.length, name)}</h2>
        {step === 0 && (
          <>
            <p>{words.intro}</p>
            <label htmlFor="setup-code">{words.code}</label>
            <Input
              id="setup-code"
              className="code"
              value={code}
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="setup-hint"
              onChange={(event) => setCode(event.target.value)}
            />
            <p className="hint" id="setup-hint">
              {words.codeHint}
            </p>
          </>
        )}
        {role && (
          <FounderFields
            key={role}
            role={role}
            person={people[role]}
            passwordLength={passwordLength}
            onChange={(part) => change(role, part)}
          />
        )}
        {step === lastStep && (
          <>
            <p>{words.codes}</p>
            {founders.map((who, place) => (
              <p key={who} className="founder-code">
                <label htmlFor={`code-${who}`}>
                  {consolePeople.credentials.codeOf(`${words.steps[place + 1]} ${people[who].name}`)}
                </label>
                <CodeInput id={`code-${who}`} value={people[who].totp} onChange={(totp) => change(who, { totp })} />
              </p>
            ))}
          </>
        )}
        <p className="refused" role="alert">
          {message}
        </p>
        <p className="dialog-end">
          {step > 0 && <Button onClick={() => goTo(step - 1)}>{words.previous}</Button>}
          <Button type="primary" htmlType="submit" loading={busy}>
            {step === lastStep ? words.submit : words.next}
          </Button>
        </p>
      </form>
    </main>
  )
}

/** Nothing where somebody's part is not whole. */
function wholeFounders(
  people: Readonly<Record<FounderRole, FounderDraft>>,
): Readonly<Record<FounderRole, Founder>> | undefined {
  const founder = ({ name, login, phone, password, made, totp }: FounderDraft): Founder | undefined =>
    made && totp.length === 6
      ? { name: name.trim(), login: login.trim(), phone: phone.trim(), password, secret: made.secret, totp }
      : undefined
  const [system, security, audit] = founders.map((who) => founder(people[who]))
  return system && security && audit ? { system, security, audit } : undefined
}
