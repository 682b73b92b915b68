/** 定点医药机构 / 科室: who owns endpoints. */

export const institutionKinds = ['pharmacy', 'clinic', 'department'] as const

export interface Institution {
  readonly id: string
  readonly kind: (typeof institutionKinds)[number]
  readonly name: string
  /** The number to call there, as dialled. */
  readonly phone: string
}
