// Reads a folder of recorded events and a folder of rules, both given on the command line; nothing of them is kept.
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gunzipSync } from 'node:zlib'
import type { Fields, SigmaEvent } from '#shared/sigma/event.ts'
import { textOfValue } from '#shared/sigma/event.ts'
import { windowsEvent } from '#shared/sigma/taxonomy/windows.ts'

export interface Recorded {
  /** Number in its file, by which the oracle names it. */
  readonly number: number
  /** Where it was recorded: the recording's path. */
  readonly source: string
  /** The rule that must fire, in regression data. */
  readonly rule: string | undefined
  readonly channel: string
  readonly event: SigmaEvent
}

/** What another implementation selects: set of rules → rule → numbers of events. */
export type Oracle = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>

export interface EventFile {
  readonly name: string
  readonly events: readonly Recorded[]
  readonly oracle: Oracle | undefined
  readonly recordings: Readonly<Record<string, unknown>> | undefined
}

const unzipped = (path: string): unknown => JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'))

/** Every `rules_*.json.gz` of a folder: YAML documents as JSON. */
export const readRules = (folder: string): readonly unknown[] =>
  readdirSync(folder)
    .filter((name) => /^rules_.*\.json\.gz$/.test(name))
    .toSorted()
    .flatMap((name) => unzipped(join(folder, name)) as unknown[])

/** Rules that the other implementation cannot run, `set:id`, where the folder of rules lists them. */
export function readUnusable(folder: string): ReadonlySet<string> {
  const path = join(folder, 'oracle_sql_unusable.json')
  return new Set(existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as string[]) : [])
}

/** Every `*.ndjson.gz` of a folder, with the oracle and the list of recordings that lie beside it. */
export async function readEvents(folder: string): Promise<readonly EventFile[]> {
  const names = readdirSync(folder).flatMap((name) => /^(.*)\.ndjson\.gz$/.exec(name)?.[1] ?? [])
  const files: EventFile[] = []
  for (const name of names.toSorted()) {
    const oracle = join(folder, `${name}_oracle.json.gz`)
    const recordings = join(folder, `${name}_recordings.json`)
    files.push({
      name,
      events: await readFile(join(folder, `${name}.ndjson.gz`)),
      oracle: existsSync(oracle) ? (unzipped(oracle) as Oracle) : undefined,
      recordings: existsSync(recordings) ? JSON.parse(readFileSync(recordings, 'utf8')) : undefined,
    })
  }
  return files
}

async function readFile(path: string): Promise<readonly Recorded[]> {
  const events: Recorded[] = []
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) })
  for await (const line of lines) {
    // What begins with an underscore is the collection's own and no part of the event.
    const { _n: number, _src: source, _rule: rule, ...record } = JSON.parse(line) as Record<string, unknown>
    const at = Date.parse(textOfValue(record['TimeCreated'] ?? record['UtcTime']) ?? '')
    events.push({
      number: typeof number === 'number' ? number : events.length,
      source: textOfValue(source) ?? '',
      rule: typeof rule === 'string' ? rule : undefined,
      channel: textOfValue(record['Channel'])?.toLowerCase() ?? '',
      event: windowsEvent(record satisfies Fields, Number.isNaN(at) ? 0 : at),
    })
  }
  return events
}

export const isOf =
  (category: string) =>
  ({ event }: Recorded): boolean =>
    event.origin.categories.includes(category)
