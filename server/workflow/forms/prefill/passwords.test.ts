// 口令修改清单: filled in with what the terminals named, and only where a superuser was taken (四(二)3).
import { expect, test } from 'vitest'
import { alerted, at, filed, folded, isolation, operator, received } from '#test/fixtures/plan-incident.ts'
import type { Told } from '#test/fixtures/plan-incident.ts'
import { formOf } from '../index.ts'
import type { FormFields } from '../form.ts'
import { prefill } from '../prefill.ts'

/** A detector that saw the account `posuser`, twice. */
function naming(account: string | number): Told {
  const told = alerted(2, { id: 'b', by: 'detector' })
  if (told.happening.kind !== 'alert-received') throw new Error('no alert')
  const { alert } = told.happening
  const detection = { ...alert, moment: alert.raised, facts: { account } }
  return { ...told, happening: { ...told.happening, alert: { ...alert, detections: [detection, detection] } } }
}
const begun: readonly Told[] = [received(0), alerted(0, { by: 'detector' }), isolation(1, 'isolated', operator)]
const examined = (superuserTaken: string): Told => filed(30, 'D10', { superuserTaken })
const passwords = (told: readonly Told[]): FormFields[string] | undefined => {
  const { situation, incident } = folded(told)
  if (!incident) throw new Error('no incident')
  return prefill(formOf('D12'), { situation, incident, now: at(60), institutions: [], facts: [] })['passwords']
}
const system = '收银1号（BS-0001-01）'

test.each<readonly [string, readonly Told[], FormFields[string] | undefined]>([
  [
    'each account that a terminal named, once',
    [...begun, naming('posuser'), examined('yes')],
    [
      { system, account: 'posuser' },
      { system, account: 'till' },
    ],
  ],
  ['a fact that is no account', [...begun, naming(7), examined('yes')], [{ system, account: 'till' }]],
  ['no superuser was taken', [...begun, naming('posuser'), examined('no')], undefined],
  ['nobody has looked yet', [...begun, naming('posuser')], undefined],
  ['nothing was named', [received(0), examined('yes')], undefined],
  [
    'what people have written stays as it is',
    [...begun, naming('posuser'), examined('yes'), filed(40, 'D12', { passwords: [{ system: 's', account: 'a' }] })],
    [{ system: 's', account: 'a' }],
  ],
])('%s', (_, told, expected) => {
  expect(passwords(told)).toEqual(expected)
})
