/** Single-key shortcuts: on by default, off where the officer wants it so (WCAG 2.1.4), never while something is typed. */

import { useEffect, useState } from 'react'

export interface Keys {
  readonly on: boolean
  readonly set: (on: boolean) => void
}

const kept = 'sentinel.keys'

export function useKeys(): Keys {
  const [on, setOn] = useState(() => localStorage.getItem(kept) !== 'off')
  return {
    on,
    set: (next) => {
      localStorage.setItem(kept, next ? 'on' : 'off')
      setOn(next)
    },
  }
}

/** Runs the deed of a key, lower case; a dialog or a field has the keys for itself. */
export function useShortcuts(on: boolean, deeds: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    if (!on) return undefined
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.repeat) return
      const { target } = event
      if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role=dialog]'))
        return
      // Enter belongs to the link or button that has the focus.
      if (event.key === 'Enter' && target instanceof Element && target.closest('a, button')) return
      const deed = deeds[event.key.toLowerCase()]
      if (deed === undefined || document.querySelector('[role=dialog]') !== null) return
      event.preventDefault()
      deed()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}
