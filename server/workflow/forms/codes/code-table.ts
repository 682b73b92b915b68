/** 事件分类: what a code table is, and how its lines are offered on forms. */

import type { Choice } from '../form.ts'

export const standards = ['GB/T 20986-2023', 'GB/Z 20986-2007'] as const
export type Standard = (typeof standards)[number]

export interface CodeTable {
  readonly standard: Standard
  readonly title: string
  readonly categories: readonly {
    readonly value: string
    readonly name: string
    readonly kinds: Readonly<Record<string, string>>
  }[]
}

/** `malicious-program/ransomware`, 恶意程序事件 · 勒索软件. */
export const choicesOf = ({ standard, categories }: CodeTable, field?: string): readonly Choice[] =>
  categories.flatMap(({ value, name, kinds }) =>
    Object.entries(kinds).map(([kind, label]) => ({
      value: `${value}/${kind}`,
      label: label === name ? name : `${name} · ${label}`,
      ...(field === undefined ? {} : { offeredWhen: { key: field, is: standard } }),
    })),
  )
