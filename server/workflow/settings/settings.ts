/** The settings that are in force: what was changed in the office's history, and the defaults of the register. */

import { isIP } from 'node:net'
import { printable } from '#shared/protocol/limits.ts'
import type { Office } from '../office.ts'
import { isSettingKey, settingKeys, settings } from './register.ts'
import type { SettingKey } from './register.ts'
import type { Setting } from './setting.ts'

type ValueOf<S extends Setting> = S extends { kind: 'whole' }
  ? number
  : S extends { kind: 'yes-no' }
    ? boolean
    : S extends { kind: 'choice'; choices: infer Choices }
      ? keyof Choices & string
      : string

/** Every setting under its key, as what it is: numbers are in the unit of their name. */
export type Settings = { readonly [Key in SettingKey]: ValueOf<(typeof settings)[Key]> }

export const settingRefusals = [
  'unknown-setting',
  'setting-fixed',
  'setting-not-a-value',
  'setting-out-of-range',
  'below-legal-floor',
] as const
export type SettingRefusal = (typeof settingRefusals)[number]

export type ReadSetting =
  | { readonly ok: true; readonly value: number | boolean | string; readonly text: string }
  | { readonly ok: false; readonly refusal: SettingRefusal }

const refused = (refusal: SettingRefusal): ReadSetting => ({ ok: false, refusal })
const taken = (value: number | boolean | string): ReadSetting => ({ ok: true, value, text: String(value) })

/** A value as it was typed or stored. What a later version of the register no longer takes is refused here too, and its default holds. */
export function readSetting(key: string, typed: string): ReadSetting {
  if (!isSettingKey(key)) return refused('unknown-setting')
  const setting: Setting = settings[key]
  const text = typed.trim()
  switch (setting.kind) {
    case 'whole': {
      if (!/^\d{1,6}$/.test(text)) return refused('setting-not-a-value')
      const value = Number(text)
      if (setting.min === setting.max) return refused('setting-fixed')
      if (value < setting.min) return refused(setting.legalFloor ? 'below-legal-floor' : 'setting-out-of-range')
      return value > setting.max ? refused('setting-out-of-range') : taken(value)
    }
    case 'yes-no':
      return text === 'true' || text === 'false' ? taken(text === 'true') : refused('setting-not-a-value')
    case 'choice':
      return Object.hasOwn(setting.choices, text) ? taken(text) : refused('setting-not-a-value')
    case 'text':
      if (text.length > setting.max || printable(text, setting.max) !== text) return refused('setting-not-a-value')
      return key === 'adminAddresses' && !readsAsAddresses(text) ? refused('setting-not-a-value') : taken(text)
  }
}

/** `10.1.0.0/24 fd00::1`: addresses and networks, separated by spaces; none is good. */
export const addressesIn = (text: string): readonly string[] => text.split(/\s+/).filter((one) => one !== '')

function readsAsAddresses(text: string): boolean {
  return addressesIn(text).every((one) => {
    const [address = '', prefix, ...rest] = one.split('/')
    const family = isIP(address)
    if (family === 0 || rest.length > 0) return false
    return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
  })
}

/** Whole and typed; the same object for the same settings, so that it costs nothing to ask. */
export function settingsOf({ settings: changed }: Pick<Office, 'settings'>): Settings {
  const known = remembered.get(changed)
  if (known) return known
  const values = Object.fromEntries(settingKeys.map((key) => [key, valueOf(key, changed.get(key)?.value)]))
  const inForce = values as unknown as Settings
  remembered.set(changed, inForce)
  return inForce
}

const remembered = new WeakMap<Office['settings'], Settings>()

function valueOf(key: SettingKey, stored: string | undefined): number | boolean | string {
  const read = stored === undefined ? undefined : readSetting(key, stored)
  return read?.ok ? read.value : settings[key].default
}

/** 归口科室: the department that answers for an institution, its own or the general one (四(三)). Nothing where none is set. */
export function answeringDepartment(
  { settings: changed }: Pick<Office, 'settings'>,
  institution: string,
): string | undefined {
  const own = changed.get(answeringKey(institution))?.value ?? ''
  return own || settingsOf({ settings: changed }).answeringDepartment || undefined
}

/** The key under which an institution's own department is stored: one history row for each, instead of a list in one value. */
export const answeringKey = (institution: string): string => `answeringDepartment/${institution}`
