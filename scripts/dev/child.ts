/** One of the product's programs as a child process, with its JSON log lines. */

import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** In the order of their start. */
const running: Child[] = []

/** Ends us with everything that was started, the last first: a server left behind would hold the database against the next start. */
async function giveUp(): Promise<never> {
  for (const child of running.toReversed()) await child.stop()
  process.exit(1)
}

export class Child {
  readonly name: string
  readonly ended: Promise<number | null>
  readonly #process: ChildProcessByStdio<null, Readable, Readable>
  readonly #lines: string[] = []
  readonly #waiting = new Map<string, (line: Readonly<Record<string, unknown>>) => void>()

  constructor(name: string, args: readonly string[]) {
    this.name = name
    // A process group of its own: Ctrl-C reaches us alone, and we stop the children in order.
    this.#process = spawn(process.execPath, args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    // Not `exit`: what it said last may still be on its way.
    this.ended = new Promise((resolve) => this.#process.once('close', resolve))
    running.push(this)
    createInterface({ input: this.#process.stdout }).on('line', (text) => this.#take(text))
    createInterface({ input: this.#process.stderr }).on('line', (text) => this.#keep(text))
  }

  /** The first line of this code; a child that ends before says why, and we give up with it. */
  async line(code: string): Promise<Readonly<Record<string, unknown>>> {
    const found = new Promise<Readonly<Record<string, unknown>>>((resolve) => this.#waiting.set(code, resolve))
    const outcome = await Promise.race([found, this.ended.then(() => undefined)])
    if (outcome !== undefined) return outcome
    console.error(this.#lines.filter((line) => !line.startsWith('{')).join('\n') || this.transcript())
    return giveUp()
  }

  transcript(): string {
    return this.#lines.slice(-20).join('\n')
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM')
    await this.ended
  }

  #keep(text: string): void {
    this.#lines.push(text)
    if (this.#lines.length > 200) this.#lines.shift()
  }

  #take(text: string): void {
    this.#keep(text)
    try {
      const line = JSON.parse(text) as Readonly<Record<string, unknown>>
      this.#waiting.get(String(line['code']))?.(line)
    } catch {
      // Not a log line; it stays in the transcript.
    }
  }
}

/** Runs one command to its end and returns what it printed; ends us with the command's own sentence when it fails. */
export async function runToEnd(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  let complained = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text))
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (exitCode === 0) return printed
  console.error(complained.trim())
  return giveUp()
}
