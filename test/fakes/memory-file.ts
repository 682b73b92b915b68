// A durable file in memory that can refuse, hang, or stop the world at a given write.
import type { DurableFile } from '#agent/machine/durable-file.ts'
import { Fault } from '#shared/fault.ts'

export class MemoryFile implements DurableFile {
  text: string | undefined
  refuses = false
  hangs = false
  writes = 0
  /** Runs before and after the content changes; what never resolves is a crash at that point. */
  around: (when: 'before' | 'after', write: number) => Promise<void> = async () => {}

  constructor(text?: string) {
    this.text = text
  }

  async read(): Promise<string | undefined> {
    return this.text
  }

  async write(text: string): Promise<void> {
    if (this.hangs) await new Promise(() => {})
    if (this.refuses) throw new Fault('config/unwritable', 'the disk takes nothing')
    const write = ++this.writes
    await this.around('before', write)
    this.text = text
    await this.around('after', write)
  }

  async remove(): Promise<void> {
    await this.write('')
    this.text = undefined
  }
}

/** The same for a file of lines. */
export class MemoryLines {
  all: string[] = []
  refuses = false

  async lines(): Promise<readonly string[]> {
    return this.all
  }

  async append(line: string): Promise<void> {
    if (this.refuses) throw new Fault('config/unwritable', 'the disk takes nothing')
    this.all.push(line)
  }
}
