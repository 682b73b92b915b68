/** Reads what the feed does not carry, and again whenever the feed says that it has changed. */

import { useEffect, useState } from 'react'
import type { Answer } from './ask.ts'

export type Detail<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'read'; readonly value: T }
  /** `last` is still shown where there is one. */
  | { readonly kind: 'failed'; readonly message: string; readonly last: T | undefined }

export interface Read<T> {
  readonly detail: Detail<T>
  readonly again: () => void
}

/** `changes`: rows of the feed; another object in any place means that there is something new to read. */
export function useDetail<T>(
  read: (id: string) => Promise<Answer<T>>,
  id: string,
  changes: readonly unknown[],
): Read<T> {
  const [detail, setDetail] = useState<Detail<T>>({ kind: 'loading' })
  const [seen, setSeen] = useState({ changes, round: 0 })
  if (!same(seen.changes, changes)) setSeen({ changes, round: seen.round + 1 })
  const { round } = seen

  useEffect(() => {
    let over = false
    const readAnew = async () => {
      const answer = await read(id)
      if (over) return
      setDetail((before) =>
        answer.ok
          ? { kind: 'read', value: answer.value }
          : { kind: 'failed', message: answer.message, last: valueOf(before) },
      )
    }
    void readAnew()
    return () => {
      over = true
    }
    // `round` is not read: a new one is the order to read again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [read, id, round])

  return { detail, again: () => setSeen((before) => ({ ...before, round: before.round + 1 })) }
}

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, place) => value === other[place])

export const valueOf = <T>(detail: Detail<T>): T | undefined =>
  detail.kind === 'read' ? detail.value : detail.kind === 'failed' ? detail.last : undefined
