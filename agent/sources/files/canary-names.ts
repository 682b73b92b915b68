/** Names for decoys: plausible in a pharmacy, first and last in their folder, different on every terminal. */

import { officeKinds } from './office-content.ts'
import type { OfficeKind } from './office-content.ts'
import type { Seeded } from './seeded.ts'

export interface CanaryName {
  readonly name: string
  readonly kind: OfficeKind
}

const subjects = [
  '医保结算明细',
  '门诊处方汇总',
  '药品进销存台账',
  '对账单',
  '盘点表',
  '慢病用药登记',
  '供货商往来',
  '工资发放表',
  '合同扫描件',
  '密码备忘',
] as const

// Programs that go through a folder sort by code unit: digits stand before letters and Han, the full-width bracket behind all of them.
const firsts = ['00', '0', '!'] as const
const lasts = ['（备份）', '（旧）', '～'] as const

/** One name that sorts before everything in the folder and one that sorts behind it; names that are taken are left out. */
export function canaryNames(random: Seeded, present: readonly string[]): readonly CanaryName[] {
  const taken = new Set(present.map((name) => name.toLowerCase()))
  const make = (prefix: string): CanaryName => {
    const kind = random.pick(officeKinds)
    return { name: `${prefix}${random.whole(2021, 2025)}年${random.pick(subjects)}.${kind}`, kind }
  }
  const choose = (prefixes: readonly string[], isOutermost: (name: string) => boolean): CanaryName | undefined => {
    const candidates = prefixes.flatMap((prefix) => [make(prefix), make(prefix)])
    const free = candidates.filter(({ name }) => !taken.has(name.toLowerCase()))
    return free.find(({ name }) => isOutermost(name)) ?? free[0]
  }
  const first = choose(firsts, (name) => present.every((other) => name < other))
  const last = choose(lasts, (name) => present.every((other) => name > other))
  return [first, last].filter((name) => name !== undefined)
}
