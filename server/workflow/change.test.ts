// Which rows a commit changes: what a screen looks up again, and nothing that is not there.
import { expect, test } from 'vitest'
import { quietBureau } from '#test/fixtures/plan-in-motion.ts'
import { changeBy } from './change.ts'
import type { Entry, Happening, Subject } from './history.ts'
import { officeSubject } from './office.ts'

const incident: Subject = { kind: 'incident', id: 'i' }
const found = { at: 0, basis: 'found', offsetMs: 0, uncertaintyMs: 0 } as const

test.each<readonly [string, Subject, Happening, readonly string[]]>([
  ['a note', incident, { kind: 'note-added', text: '' }, ['incident i']],
  [
    'an incident without a terminal',
    incident,
    { kind: 'incident-received', number: '', title: '', institution: 'p', found, drill: false, planVersion: 1 },
    ['incident i'],
  ],
  [
    'an alert linked',
    incident,
    { kind: 'alert-linked', alert: 'a', endpoint: 'e', incident: 'i' },
    ['alert a', 'endpoint e', 'incident i'],
  ],
  ['a merge, on the one side', incident, { kind: 'merged-into', incident: 'j' }, ['incident i', 'incident j']],
  [
    'a merge, on the other',
    incident,
    { kind: 'absorbed', incident: 'j', number: '', endpoints: ['e'], alerts: ['a'], found },
    ['alert a', 'incident i', 'incident j'],
  ],
  [
    'an alert of a terminal',
    { kind: 'endpoint', id: 'e' },
    { kind: 'alert-closing-rejected', alert: 'a' },
    ['alert a', 'endpoint e'],
  ],
  ['the office’s own', officeSubject, { kind: 'audit-read', what: '' }, []],
])('%s', (_, subject, happening, expected) => {
  const entry: Entry = {
    position: 1,
    subject,
    link: { index: 1, previousHash: '', hash: '' },
    at: 0,
    actor: { kind: 'server' },
    happening,
  }
  const { alerts, endpoints, incidents } = changeBy(quietBureau, [entry])
  const named = (kind: string, ids: ReadonlySet<string>) => [...ids].map((id) => `${kind} ${id}`)
  expect([...named('alert', alerts), ...named('endpoint', endpoints), ...named('incident', incidents)]).toEqual(
    expected,
  )
})
