/** Turns a record of the Windows event log into an event of Sigma's taxonomy. */

import type { EventOrigin, Fields, SigmaEvent } from '../event.ts'
import { textOfValue } from '../event.ts'
import { conversions } from './conversions.ts'
import type { Mapping } from './mapping.ts'
import { windowsMappings } from './windows-mappings.ts'
import { windowsServices } from './windows-services.ts'

interface Way {
  readonly mapping: Mapping
  readonly origin: EventOrigin
}

/** What becomes of the records of one channel and event id; the first way whose conditions hold. */
interface Ways {
  readonly ways: readonly Way[]
  readonly otherwise: EventOrigin
  /** Defender writes `Threat Name`; rules write it without blanks. */
  readonly hasBlanks: boolean
}

const none: Readonly<Record<number, readonly Mapping[]>> = {}
/** As many channels and ids as a machine has at most; a hostile record shall not fill the memory. */
const waysAtMost = 5_000
const waysBy = new Map<string, Ways>()

/** `record`: `Channel`, `EventID`, `Provider_Name` and the names of its event data, flat. */
export function windowsEvent(record: Fields, at: number): SigmaEvent {
  const { ways, otherwise, hasBlanks } = waysOf(textOfValue(record['Channel']) ?? '', Number(record['EventID']))
  const way = ways.find(({ mapping }) => fits(mapping, record))
  const fields = hasBlanks ? withoutBlanks(record) : record
  if (!way) return { origin: otherwise, fields, at }
  return { origin: way.origin, fields: way.mapping.fields ? mapped(fields, way.mapping) : fields, at }
}

function waysOf(channel: string, id: number): Ways {
  const key = `${channel}\n${id}`
  const known = waysBy.get(key)
  if (known) return known
  const name = channel.toLowerCase()
  const product = name === 'linux-sysmon/operational' ? 'linux' : 'windows'
  const service = Object.hasOwn(windowsServices, name) ? windowsServices[name] : undefined
  const byId = Object.hasOwn(windowsMappings, name) ? (windowsMappings[name] ?? none) : none
  const mappings = Object.hasOwn(byId, id) ? (byId[id] ?? []) : []
  const made: Ways = {
    ways: mappings.map((mapping) => ({ mapping, origin: { product, service, categories: mapping.categories } })),
    otherwise: { product, service, categories: [] },
    hasBlanks: service === 'windefend',
  }
  if (waysBy.size >= waysAtMost) waysBy.clear()
  waysBy.set(key, made)
  return made
}

function fits({ when, whenBits }: Mapping, record: Fields): boolean {
  if (when && !when.is.includes(textOfValue(record[when.field])?.toLowerCase() ?? '')) return false
  return !whenBits || (Number(record[whenBits.field]) & whenBits.any) !== 0
}

function mapped(record: Fields, { fields = [] }: Mapping): Fields {
  const out: Record<string, unknown> = { ...record }
  for (const { to, from, as } of fields) {
    const value = as === undefined ? record[from] : conversions[as](record, from)
    if (value !== undefined) out[to] = value
  }
  return out
}

function withoutBlanks(record: Fields): Fields {
  const out: Record<string, unknown> = { ...record }
  for (const name of Object.keys(record)) if (name.includes(' ')) out[name.replaceAll(' ', '')] = record[name]
  return out
}
