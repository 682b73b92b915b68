/** The six digits of an authenticator: pasted or typed, with or without a gap. */

import { Input } from 'antd'

interface CodeProps {
  readonly id: string
  readonly value: string
  readonly onChange: (digits: string) => void
  readonly describedBy?: string | undefined
}

export const CodeInput = ({ id, value, onChange, describedBy }: CodeProps) => (
  <Input
    id={id}
    className="digits"
    value={value}
    inputMode="numeric"
    autoComplete="one-time-code"
    maxLength={7}
    spellCheck={false}
    {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
    onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, '').slice(0, 6))}
  />
)
