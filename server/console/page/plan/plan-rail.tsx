/** 流程: where the incident is under the plan, how it came there, and what may follow. */

import { nearTime } from '#shared/text/shanghai-time.ts'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Phase } from '#shared/domain/incident.ts'
import type { Move } from '../../../workflow/course.ts'
import { phasePath, sidePhases } from './phase-path.ts'
import type { PhaseStanding } from './phase-path.ts'

interface RailProps {
  readonly here: Phase
  readonly receivedAt: number
  readonly moves: readonly Move[]
  readonly follow: readonly Phase[]
  /** Server time. */
  readonly now: number
}

const words = consolePlan.rail
const shapes: Record<PhaseStanding['state'], string> = { here: '●', taken: '✔', 'may-follow': '◇', ahead: '○' }
const spoken: Record<PhaseStanding['state'], string> = {
  here: words.here,
  taken: words.taken,
  'may-follow': words.mayFollow,
  ahead: '',
}

export function PlanRail({ here, receivedAt, moves, follow, now }: RailProps) {
  const path = phasePath(here, receivedAt, moves, follow)
  const main = path.filter(({ phase }) => !(phase in sidePhases))
  const side = path.filter(({ phase, state }) => phase in sidePhases && state !== 'ahead')
  return (
    <nav className="panel plan-rail" aria-label={words.label}>
      <ol>
        {main.map((one) => (
          <Station key={one.phase} one={one} now={now} />
        ))}
      </ol>
      {side.length > 0 && (
        <ol className="side" aria-label={words.side}>
          {side.map((one) => (
            <Station key={one.phase} one={one} now={now} />
          ))}
        </ol>
      )}
    </nav>
  )
}

function Station({ one: { phase, state, at }, now }: { readonly one: PhaseStanding; readonly now: number }) {
  return (
    <li className={state} aria-current={state === 'here' ? 'step' : undefined}>
      <span className="station" aria-hidden="true">
        {shapes[state]}
      </span>
      <span className="station-name">{consolePage.incidents.phases[phase]}</span>
      {spoken[state] !== '' && <span className="spoken">（{spoken[state]}）</span>}
      {at !== undefined && <small>{nearTime(at, now, consolePage.yesterday)}</small>}
      {at === undefined && state === 'may-follow' && <small>{words.mayFollow}</small>}
    </li>
  )
}
