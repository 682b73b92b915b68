/** Tells the server, at most once a minute, that a person is at the screen; a page that is only looked at locks by itself. */

import { useEffect } from 'react'
import { stayActive } from './people/people-answers.ts'

const atMostEveryMs = 60_000

export function useActivity(): void {
  useEffect(() => {
    let toldAt = performance.now()
    const moved = () => {
      const now = performance.now()
      if (now - toldAt < atMostEveryMs) return
      toldAt = now
      void stayActive()
    }
    addEventListener('pointerdown', moved)
    addEventListener('keydown', moved)
    return () => {
      removeEventListener('pointerdown', moved)
      removeEventListener('keydown', moved)
    }
  }, [])
}
