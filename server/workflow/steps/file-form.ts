/** 填报: a form by itself, in the phases that it belongs to. */

import { acted, before, refused } from '../acting.ts'
import type { ActStep, Asking, Before } from '../acting.ts'
import { file } from '../filing.ts'
import { rowsOf } from '../forms/completed.ts'
import { foundByReport, movedTo } from '../found.ts'
import type { NewEntry } from '../history.ts'
import type { Situation } from '../situation.ts'
import { directiveNumber } from './directives.ts'
import { permittedAs } from '../who.ts'

export const fileForm: ActStep<'file'> = {
  clause: '四(三)',
  title: '填报',
  decide(situation, asking) {
    const { command, officer, now, means } = asking
    const definition = means.forms.formOf(command.form)
    const facing = before(situation, asking, definition.operation)
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    if (!definition.phases.includes(incident.phase)) return refused('wrong-phase')
    const { form, fields, facts } = command
    const filed = file(situation, incident, { form, fields, officer, as, now, forms: means.forms, facts })
    if (!filed.ok) return refused(filed.refusal, filed.fields)
    // One more report (D01) may tell that somebody knew earlier; the two hours then run from there.
    const earlier = form === 'D01' ? movedTo(incident.found, foundByReport(fields, now)) : undefined
    const entries = [
      entry(filed.happening),
      ...(earlier ? [entry({ kind: 'found-moved', found: earlier })] : []),
      ...(form === 'D06' ? resolved(situation, facing, asking, filed.serial) : []),
    ]
    return acted(entries, { incident: incident.id, serial: filed.serial })
  },
}

/** 议定事项: each becomes a directive; issued where the one who files may issue, else a draft that waits for it (三(二)). */
function resolved(
  situation: Situation,
  { incident, entry }: Before,
  { command, officer, now, means }: Asking<'file'>,
  meeting: number,
): readonly NewEntry[] {
  const issuer = permittedAs(situation.office, officer, 'directive.issue', {}, now)
  return rowsOf(command.fields['resolutions']).map(({ text, unit, dueAt }, index) => {
    const directive = {
      id: means.newId(),
      number: directiveNumber(incident, index),
      text: String(text),
      unit: String(unit),
      dueAt: Number(dueAt),
      meeting,
    }
    // An instruction that is late when it is given would be held against its unit (五(二)2).
    return entry(
      issuer === undefined || directive.dueAt <= now
        ? { kind: 'directive-drafted', directive }
        : { kind: 'directive-issued', directive, as: issuer },
    )
  })
}
