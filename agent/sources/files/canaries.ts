/** The decoys of this terminal: puts them into folders, keeps a durable list of them, and tells whether one was touched. */

import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { DurableFile } from '../../machine/durable-file.ts'
import { canaryNames } from './canary-names.ts'
import { officeContent } from './office-content.ts'
import { seeded } from './seeded.ts'

const canary = z.strictObject({
  path: z.string().max(4_096),
  bytes: z.number().int().min(1),
  sha256: z.string().length(64),
})

type Canary = z.infer<typeof canary>

const list = z.strictObject({
  version: z.literal(1),
  seed: z.string().min(16).max(64),
  canaries: z.array(canary).max(1_024),
})

/** Two for each of 256 folders; each is looked at once a minute. */
const mostCanaries = 512

export interface CanariesOptions {
  /** The durable list. */
  readonly file: DurableFile
  readonly clock: Clock
  readonly log: Log
  /** A fresh seed for a terminal that has none yet: from here on its decoys differ from every other terminal's. */
  readonly newSeed: () => string
}

export type CanaryState = 'intact' | 'rewritten' | 'missing' | 'folder-gone'

const dayMs = 86_400_000
/** Rows of a decoy: a few kilobytes, like the files beside it. */
const rows = { from: 40, to: 300 }

export class Canaries {
  readonly #file: DurableFile
  readonly #clock: Clock
  readonly #log: Log
  readonly #newSeed: () => string
  #seed = ''
  readonly #byPath = new Map<string, Canary>()
  /** Change time of each decoy when its content was last found intact. */
  readonly #intactAt = new Map<string, number>()
  /** Being written by us right now. */
  readonly #writing = new Set<string>()

  constructor({ file, clock, log, newSeed }: CanariesOptions) {
    this.#file = file
    this.#clock = clock
    this.#log = log
    this.#newSeed = newSeed
  }

  get size(): number {
    return this.#byPath.size
  }

  /** Reads the list. A damaged one is begun anew: the old decoys stay as ordinary files and new ones are made. */
  async open(): Promise<void> {
    const text = await this.#file.read()
    const parsed = text === undefined ? undefined : list.safeParse(jsonOf(text))
    if (parsed?.success === false)
      this.#log.error('files/canary-list-damaged', { where: parsed.error.issues[0]?.path.join('.') })
    this.#seed = parsed?.data?.seed ?? this.#newSeed()
    for (const known of parsed?.data?.canaries ?? []) this.#byPath.set(known.path, known)
  }

  has(path: string): boolean {
    return this.#byPath.has(path) || this.#writing.has(path)
  }

  paths(): readonly string[] {
    return [...this.#byPath.keys()]
  }

  /** Looks at the content: a backup that copies it or a scanner that touches its times leaves it intact. */
  async look(path: string): Promise<CanaryState> {
    const known = this.#byPath.get(path)
    if (!known || this.#writing.has(path)) return 'intact'
    try {
      const { size, ctimeMs } = await lstat(path)
      if (size !== known.bytes) return 'rewritten'
      if (this.#intactAt.get(path) === ctimeMs) return 'intact'
      if (sha256(await readFile(path)) !== known.sha256) return 'rewritten'
      this.#intactAt.set(path, ctimeMs)
      return 'intact'
    } catch (error) {
      // Locked by a scanner or by whoever is writing it: the next notice or the next check sees what became of it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return 'intact'
      // Somebody moved, renamed or removed the folder as a whole, which encryption never does.
      return (await isThere(dirname(path))) ? 'missing' : 'folder-gone'
    }
  }

  /** What was touched stays where it is, as evidence, and is no decoy any more; the next `seed` puts another one in its place. */
  async forget(path: string): Promise<void> {
    this.#intactAt.delete(path)
    if (this.#byPath.delete(path)) await this.#save()
  }

  /** Sees to it that each folder has its decoys. Never touches a file that is there. A folder that cannot be written to goes without. */
  async seed(folders: readonly string[]): Promise<void> {
    let isWritten = false
    for (const folder of folders) {
      for (const { known, content, at } of await this.#plan(folder))
        isWritten = (await this.#write(known, content, at)) || isWritten
    }
    // After a crash before this line they are ordinary files that nobody knows: litter, but no false alarm.
    if (isWritten) await this.#save()
  }

  async #plan(folder: string) {
    const own = this.paths().filter((path) => dirname(path) === folder)
    if (own.length >= 2 || this.size >= mostCanaries) return []
    const present = await readdir(folder).catch(() => undefined)
    if (!present) return []
    const random = seeded(`${this.#seed}\n${folder}\n${this.#clock.now()}`)
    const [first, last] = canaryNames(random, present)
    const isFirstThere = own.some((path) => present.every((name) => basename(path) <= name))
    const wanted = own.length === 0 ? [first, last] : [isFirstThere ? last : first]
    return wanted
      .filter((name) => name !== undefined)
      .map(({ name, kind }) => {
        const content = officeContent(kind, random, random.whole(rows.from, rows.to))
        // An age of two weeks to two years: nothing looks newer than the files beside it.
        const at = this.#clock.now() - random.whole(14, 700) * dayMs - random.whole(0, dayMs)
        return { known: { path: join(folder, name), bytes: content.length, sha256: sha256(content) }, content, at }
      })
  }

  async #write(known: Canary, content: Buffer, at: number): Promise<boolean> {
    const { path } = known
    this.#writing.add(path)
    try {
      // Exclusive: a file that came in between is somebody's and stays as it is.
      await writeFile(path, content, { flag: 'wx', mode: 0o644 })
      await utimes(path, at / 1000, at / 1000)
      this.#byPath.set(path, known)
      return true
    } catch (error) {
      this.#log.warn('files/canary-not-written', errorFields(error))
      return false
    } finally {
      this.#writing.delete(path)
    }
  }

  async #save(): Promise<void> {
    try {
      const canaries = [...this.#byPath.values()]
      await this.#file.write(`${JSON.stringify({ version: 1, seed: this.#seed, canaries })}\n`)
    } catch (error) {
      // They are still watched; only after a restart they would be taken for ordinary files.
      this.#log.error('files/canary-list-not-kept', errorFields(error))
    }
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
