/** Listeners that cannot harm what they listen to: one that throws is logged, and the others are still told. */

import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'

export interface Listeners<T> {
  add(listener: (news: T) => void): () => void
  tell(news: T): void
}

export function listeners<T>(log: Log): Listeners<T> {
  const all = new Set<(news: T) => void>()
  return {
    add: (listener) => {
      all.add(listener)
      return () => {
        all.delete(listener)
      }
    },
    tell: (news) => {
      for (const listener of all) {
        try {
          listener(news)
        } catch (error) {
          log.error('response/listener-failed', errorFields(error))
        }
      }
    },
  }
}
