/** Makes the inventory record of what the child answered: bounded, printable, and every empty answer named as unknown. */

import * as z from 'zod'
import type { RecordBody } from '#shared/protocol/record.ts'
import { printable } from '#shared/protocol/limits.ts'

export type Inventory = Extract<RecordBody, { kind: 'inventory' }>['inventory']

const text = z.string().max(4_096).catch('')
const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0)

/** What the child prints: a part that failed or hung is missing, and a value of the wrong kind counts as none. */
export const answers = z.object({
  osInfo: z.object({ distro: text, release: text, kernel: text, serial: text }).partial().optional(),
  system: z.object({ manufacturer: text, model: text, serial: text }).partial().optional(),
  cpu: z.object({ manufacturer: text, brand: text }).partial().optional(),
  mem: z.object({ total: bytes }).partial().optional(),
  fsSize: z
    .array(z.object({ fs: text, mount: text, size: bytes, used: bytes }))
    .max(256)
    .optional(),
})

export type Answers = z.infer<typeof answers>

// What makers leave in the firmware when they write nothing.
const fillers =
  /^(-|none|n\/a|unknown|default string|not specified|system (product name|serial number|manufacturer)|to be filled by o\.?e\.?m\.?|0+)$/i

const known = (value: string | undefined, max: number): string => {
  const said = value?.trim() ?? ''
  return fillers.test(said) ? '' : printable(said, max)
}

const joined = (max: number, ...values: (string | undefined)[]): string =>
  printable(
    values
      .map((value) => known(value, max))
      .filter((value) => value !== '')
      .join(' '),
    max,
  )

export function inventoryOf({ osInfo, system, cpu, mem, fsSize }: Answers): Inventory {
  const inventory = {
    os: joined(200, osInfo?.distro, osInfo?.release),
    kernel: known(osInfo?.kernel, 200),
    model: joined(200, system?.manufacturer, system?.model),
    serial: known(system?.serial, 100),
    cpu: joined(200, cpu?.manufacturer, cpu?.brand),
    memoryBytes: mem?.total ?? 0,
    disks: (fsSize ?? [])
      .filter(({ size }) => size > 0)
      .slice(0, 16)
      .map(({ fs, mount, size, used }) => ({
        name: printable(mount === '' ? fs : mount, 64),
        bytes: size,
        usedBytes: used,
      })),
  }
  const unknown = Object.entries(inventory)
    .filter(([, value]) => value === '' || value === 0 || (Array.isArray(value) && value.length === 0))
    .map(([name]) => name)
  return { ...inventory, unknown }
}
