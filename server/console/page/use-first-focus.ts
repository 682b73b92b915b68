/** Puts the focus into the first field of a form or dialog once, when it opens, as the ARIA practices for dialogs ask. */

import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

interface Focusable {
  focus(): void
}

export function useFirstFocus<T extends Focusable>(): RefObject<T | null> {
  const field = useRef<T>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}
