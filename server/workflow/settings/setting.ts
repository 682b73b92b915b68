/** 设置: what a policy number or choice of this office is made of. Labels are part of the register, as those of forms are: it is printed and explained under them (六(二)). */

/** 依据: who fixed the number. What the plan or the state fixed is shown beside the office's own and is never changed here. */
export const bases = ['office', 'plan', 'state'] as const
export type Basis = (typeof bases)[number]

/** As printed. A number of the office is never called 预案规定: the plan says “立即” and “第一时间”, and no minutes. */
export const basisLabels: Readonly<Record<Basis, string>> = {
  office: '本局内部要求',
  plan: '预案规定',
  state: '国家规定',
}

interface SettingOf {
  readonly label: string
  readonly basis: Basis
  /** The clause that the number makes measurable, or that fixes it. */
  readonly clause: string
  /** What it does, in one sentence, until the office has explained it (六(二)). */
  readonly hint: string
}

export type Setting = SettingOf &
  (
    | {
        readonly kind: 'whole'
        readonly unit: string
        readonly default: number
        readonly min: number
        readonly max: number
        /** The law forbids anything below `min`: refused in words of its own. */
        readonly legalFloor?: boolean | undefined
      }
    | { readonly kind: 'choice'; readonly default: string; readonly choices: Readonly<Record<string, string>> }
    | { readonly kind: 'yes-no'; readonly default: boolean }
    | { readonly kind: 'text'; readonly default: string; readonly max: number }
  )

export type WholeSetting = Extract<Setting, { kind: 'whole' }>

export const directions = ['either', 'lower', 'higher', 'fixed'] as const
/** Which way it may be moved from its default: what protects may only be made stricter. */
export type Direction = (typeof directions)[number]

export function directionOf(setting: Setting): Direction {
  if (setting.kind !== 'whole') return 'either'
  const { default: usual, min, max } = setting
  if (min === max) return 'fixed'
  return max === usual ? 'lower' : min === usual ? 'higher' : 'either'
}
