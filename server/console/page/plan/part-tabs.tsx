/** The parts of an incident as links, each with what waits in it. */

import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { Course } from '../../../workflow/course.ts'
import { incidentParts, writeRoute } from '../route.ts'
import type { IncidentPart } from '../route.ts'

interface TabsProps {
  readonly id: string
  readonly part: IncidentPart
  readonly course: Course | undefined
  readonly facts: readonly unknown[] | undefined
  /** Server time. */
  readonly now: number
}

const words = consolePlan.parts

export function PartTabs({ id, part, course, facts, now }: TabsProps) {
  const counts = course ? countsOf(course, facts ?? [], now) : {}
  return (
    <nav className="part-tabs" aria-label={words.label}>
      {incidentParts.map((each) => {
        const { count = 0, late = false } = counts[each] ?? {}
        return (
          <a
            key={each}
            href={writeRoute({ screen: 'incident', id, part: each })}
            aria-current={each === part ? 'page' : undefined}
          >
            {words[each]}
            {count > 0 && (
              <span className={late ? 'bad' : 'soft'}>
                {late ? ' ◆' : ''} {count}
              </span>
            )}
          </a>
        )
      })}
    </nav>
  )
}

type Counts = { readonly [P in IncidentPart]?: { readonly count: number; readonly late?: boolean } }

function countsOf(course: Course, facts: readonly unknown[], now: number): Counts {
  const owed = course.directives.filter(({ completed }) => completed === undefined)
  return {
    forms: { count: Object.values(course.forms).filter((filed) => filed.length > 0).length },
    directives: { count: owed.length, late: owed.some(({ issued, directive }) => issued && directive.dueAt < now) },
    reconnections: { count: course.reconnections.filter(({ decided }) => !decided).length },
    accountability: { count: facts.length, late: facts.length > 0 },
    evidence: { count: course.evidence.length },
  }
}
