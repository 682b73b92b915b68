/** A state in words, shape and colour together, so that none rests on colour alone. */

import type { ComponentChildren } from 'preact'
import { counter } from '#shared/wording/zh-cn.ts'

export type Kind = keyof typeof counter.marks

export function Mark({ kind, children }: { readonly kind: Kind; readonly children: ComponentChildren }) {
  return (
    <span class={`mark ${kind}`}>
      <span class="shape" aria-hidden="true">
        {counter.marks[kind]}
      </span>
      <span>{children}</span>
    </span>
  )
}
