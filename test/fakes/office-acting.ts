/** The office's steps as a test drives them: who asks, what was decided, and the situation after it. */

import { applyNew } from '#server/workflow/fold.ts'
import { decideInOffice } from '#server/workflow/office-steps/act.ts'
import type { OfficeCommand } from '#server/workflow/office-commands.ts'
import type { Office } from '#server/workflow/office.ts'
import type { Situation } from '#server/workflow/situation.ts'
import { askerOf, officeOf } from './askers.ts'
import type { PostRole } from './askers.ts'
import { emptySituation } from './recorded-conductor.ts'
import { anEndpoint, anEndpointStanding, idOf } from './standings.ts'

export const hour = 3_600_000
export const day = 24 * hour
export const now = Date.UTC(2026, 10, 22, 6)
const staff = (
  ['leader', 'deputy', 'office', 'system-administrator', 'security-administrator', 'audit-administrator'] as const
).map((role) => askerOf(role))
export const second = {
  ...askerOf('security-administrator'),
  officer: { kind: 'officer', id: idOf(950), name: '乙' },
} as const

export const start = (office: Partial<Office> = {}, more: Partial<Situation> = {}): Situation => ({
  ...emptySituation,
  endpoints: new Map([[anEndpoint.id, anEndpointStanding()]]),
  ...more,
  office: { ...officeOf([...staff, second]), ...office },
})

export const by = (role: PostRole) => askerOf(role).officer

/** What was decided, and the situation after it. */
export function act(
  situation: Situation,
  command: OfficeCommand,
  who: ReturnType<typeof by> = by('security-administrator'),
) {
  // A new one at each call, also of one act after another.
  let ids = situation.position
  const asking = { command, by: who, now, newId: () => idOf(500 + ids++) }
  const { entries, value } = decideInOffice(situation, asking)
  return { entries, value, after: applyNew(situation, entries), kinds: entries.map(({ happening }) => happening.kind) }
}

export const refusalOf = ({ value }: ReturnType<typeof act>) => (value.ok ? 'done' : value.refusal)
