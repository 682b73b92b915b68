/** What units are called, as far as the page knows them; an id is better than nothing. */

import { consolePlan } from '#shared/wording/zh-cn.ts'
import type { EndpointRow } from '../../feed-frame.ts'
import type { Named } from '../forms/form-answers.ts'

const ownUnits: Readonly<Record<string, string>> = consolePlan.directives.units

/** Units that something can be asked of: the one that it happened at first, then the bureau's own, then all others. */
export function unitsOf(
  endpoints: readonly EndpointRow[],
  institution: string | undefined,
  registered: readonly Named[],
): readonly Named[] {
  const named = new Map<string, string>(Object.entries(ownUnits))
  for (const { id, name } of registered) named.set(id, name)
  for (const { institution: id, institutionName } of endpoints)
    if (institutionName !== '') named.set(id, institutionName)
  const rank = ({ id }: Named) => (id === institution ? 0 : id in ownUnits ? 1 : 2)
  const units = [...named].map(([id, name]) => ({ id, name }))
  units.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'zh-CN'))
  return units
}

export const nameOf = (id: string, named: readonly Named[]): string => named.find((one) => one.id === id)?.name ?? id
