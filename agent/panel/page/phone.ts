/** The duty phone outlives the agent: remembered in the window, so that a page without an agent still says whom to call. */

import type { PanelState } from '../panel-state.ts'

const phoneKey = 'sentinel.phone'

export function rememberedPhone(state: PanelState | undefined): string | undefined {
  const phone = remembered(state)
  return phone && unbroken(phone)
}

/** A number that is broken over two lines is misread: no-break spaces, and a word joiner behind each hyphen. */
const unbroken = (phone: string): string => phone.replaceAll(' ', '\u00A0').replaceAll('-', '-\u2060')

function remembered(state: PanelState | undefined): string | undefined {
  const told = state?.office?.phone
  if (told === undefined) return sessionStorage.getItem(phoneKey) ?? undefined
  if (sessionStorage.getItem(phoneKey) !== told) sessionStorage.setItem(phoneKey, told)
  return told
}
