/** 备注: what an officer writes down in an incident's history. */

import type { Officer } from '#shared/domain/actor.ts'
import { printable } from '#shared/protocol/limits.ts'
import { aboutIncident } from '../ownership.ts'
import type { Outcome } from '../ports.ts'
import type { Step } from '../step.ts'
import { permittedAs } from '../who.ts'

export interface Noting {
  readonly incident: string
  readonly text: string
  readonly officer: Officer
  readonly now: number
}

const longest = 2_000

export const note: Step<Noting, Outcome> = {
  clause: '四(三)',
  title: '备注',
  decide(situation, { incident, text, officer, now }) {
    if (!situation.incidents.has(incident)) return { entries: [], value: { ok: false, refusal: 'unknown-incident' } }
    if (permittedAs(situation.office, officer, 'incident.note', aboutIncident(situation, incident), now) === undefined)
      return { entries: [], value: { ok: false, refusal: 'not-permitted' } }
    const words = printable(text.trim(), longest)
    if (words === '') return { entries: [], value: { ok: false, refusal: 'reason-missing' } }
    return {
      entries: [
        {
          subject: { kind: 'incident', id: incident },
          at: now,
          actor: officer,
          happening: { kind: 'note-added', text: words },
        },
      ],
      value: { ok: true, value: undefined },
    }
  },
}
