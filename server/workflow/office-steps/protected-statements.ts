/** 授意线索: anybody may hand one in; whoever reads one has written down before that he did (五(一)1). */

import { readableStatements } from '../protected-statements.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { longText, words } from './words.ts'

export const makeProtectedStatement: OfficeStep<'make-protected-statement'> = {
  operation: 'self.use',
  decide({ office, incidents }, asking) {
    const { incident, about, aboutLeader } = asking.command
    if (incident !== undefined && !incidents.has(incident)) return refused('unknown-incident')
    if (!about.every((person) => office.people.has(person))) return refused('unknown-person')
    const text = words(asking.command.text, longText)
    if (text === '') return refused('text-missing')
    const id = asking.newId()
    const statement = { id, ...(incident === undefined ? {} : { incident }), about, aboutLeader, text }
    return officeEntries(asking, [{ kind: 'protected-statement-made', statement }], { id })
  },
}

export const readProtectedStatements: OfficeStep<'read-protected-statements'> = {
  operation: 'protected-statement.read',
  decide({ office }, asking) {
    const { by, now } = asking
    const readable = by.kind === 'officer' ? readableStatements(office, by, now) : []
    const statements = readable.map(({ id }) => id)
    // Where there is nothing to read, nothing was read.
    return officeEntries(asking, statements.length === 0 ? [] : [{ kind: 'protected-statements-read', statements }], {
      ids: statements,
    })
  },
}
