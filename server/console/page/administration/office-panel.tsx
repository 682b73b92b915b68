/** The frame of an office screen: its title, what can be begun there, and what could not be read. */

import type { ReactNode } from 'react'
import { Skeleton } from 'antd'
import { ReadFailed } from '../read-failed.tsx'
import type { Read } from '../use-detail.ts'
import { valueOf } from '../use-detail.ts'

interface PanelProps<T> {
  readonly title: string
  readonly hint?: string | undefined
  readonly read: Read<T>
  readonly deeds?: ReactNode
  readonly children: (value: T) => ReactNode
}

export function OfficePanel<T>({ title, hint, read: { detail, again }, deeds, children }: PanelProps<T>) {
  const value = valueOf(detail)
  return (
    <section className="panel office" aria-label={title}>
      <div className="part-head">
        <h1>{title}</h1>
        <span className="top-rest" />
        {deeds}
      </div>
      {hint !== undefined && <p className="soft">{hint}</p>}
      {detail.kind === 'failed' && <ReadFailed message={detail.message} onAgain={again} />}
      {value === undefined ? (
        detail.kind === 'loading' && <Skeleton active={false} title={false} paragraph={{ rows: 6 }} />
      ) : (
        <>{children(value)}</>
      )}
    </section>
  )
}
