/** One clock of the plan in a line: what is due, how it stands, and who fixed the time. */

import type { PlanClock } from '../../../workflow/clocks/clock.ts'
import { clockWords } from './clock-words.ts'

interface LineProps {
  readonly clock: PlanClock
  /** Number of the directive that it is about. */
  readonly about: string | undefined
  /** Server time. */
  readonly now: number
}

export function ClockLine({ clock, about, now }: LineProps) {
  const { name, text, tone, remarks } = clockWords(clock, now)
  return (
    <li className={`clock-line ${tone}`}>
      <span>
        {name} {about}
      </span>{' '}
      <strong>{text}</strong>
      {remarks.length > 0 && <small>{remarks.join(' · ')}</small>}
    </li>
  )
}
