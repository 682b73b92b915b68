// A disk in memory that tells what is durable from what is only written, fails on demand, and can lose its power.
import { basename, dirname } from 'node:path'
import type { Disk, DiskFile } from '#agent/outbox/disk.ts'

interface Inode {
  content: Buffer
  /** What the last sync carried. */
  durable: Buffer
}

type Names = Map<string, Inode>

export type Operation =
  | 'create'
  | 'write'
  | 'sync'
  | 'close'
  | 'read'
  | 'list'
  | 'size'
  | 'rename'
  | 'truncate'
  | 'remove'
  | 'syncFile'
  | 'syncFolder'
  | 'free'

/** The failure of one call: an error code, or how many bytes a write takes. */
export type DiskFault = { readonly error: string } | { readonly takes: number }

export interface Call {
  /** 1 for the first call of all. */
  readonly index: number
  readonly operation: Operation
  readonly path: string
}

export class FaultyDisk implements Disk {
  #names: Names = new Map()
  /** Names as of the last folder sync, and what was done to them since. */
  #durableNames: Names = new Map()
  #pending: ((names: Names) => void)[] = []
  calls = 0
  readonly log: Call[] = []
  fault: (call: Call) => DiskFault | undefined = () => undefined
  capacity = Infinity

  async create(path: string): Promise<DiskFile> {
    this.#call('create', path)
    if (this.#names.has(path)) throw systemError('EEXIST', path)
    const inode: Inode = { content: Buffer.alloc(0), durable: Buffer.alloc(0) }
    this.#rename((names) => names.set(path, inode))
    return {
      write: async (bytes) => {
        const fault = this.#call('write', path)
        const room = this.capacity - this.used()
        if (room <= 0) throw systemError('ENOSPC', path)
        const taken = Math.min(bytes.length, room, fault && 'takes' in fault ? fault.takes : bytes.length)
        inode.content = Buffer.concat([inode.content, bytes.subarray(0, taken)])
        return taken
      },
      sync: async () => {
        this.#call('sync', path)
        inode.durable = inode.content
      },
      close: async () => {
        this.#call('close', path)
      },
    }
  }

  async read(path: string, from = 0, length?: number): Promise<Buffer> {
    this.#call('read', path)
    return Buffer.from(this.#inode(path).content.subarray(from, length === undefined ? undefined : from + length))
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#call('list', folder)
    return this.names(folder)
  }

  async size(path: string): Promise<number> {
    this.#call('size', path)
    return this.#inode(path).content.length
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call('rename', from)
    const inode = this.#inode(from)
    this.#rename((names) => {
      names.delete(from)
      names.set(to, inode)
    })
  }

  async truncate(path: string, length: number): Promise<void> {
    this.#call('truncate', path)
    const inode = this.#inode(path)
    inode.content = Buffer.from(inode.content.subarray(0, length))
    inode.durable = inode.content
  }

  async remove(path: string): Promise<void> {
    this.#call('remove', path)
    if (this.#names.has(path)) this.#rename((names) => names.delete(path))
  }

  async syncFile(path: string): Promise<void> {
    this.#call('syncFile', path)
    const inode = this.#inode(path)
    inode.durable = inode.content
  }

  async syncFolder(folder: string): Promise<void> {
    this.#call('syncFolder', folder)
    this.#durableNames = new Map(this.#names)
    this.#pending = []
  }

  async free(folder: string): Promise<number> {
    this.#call('free', folder)
    return Math.max(0, this.capacity - this.used())
  }

  names(folder: string): readonly string[] {
    return [...this.#names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path))
  }

  used(): number {
    return [...this.#names.values()].reduce((sum, { content }) => sum + content.length, 0)
  }

  peek(path: string): Buffer {
    return this.#inode(path).content
  }

  put(path: string, content: Buffer): void {
    this.#names.set(path, { content, durable: content })
    this.#durableNames = new Map(this.#names)
  }

  /** The disk as it is found by the next start when this process is killed: all that was written is there. */
  afterKill(): FaultyDisk {
    return copyOf(this.#names, ({ content }) => content)
  }

  /**
   * The disk as it is found after the power went: names up to a random point since the last folder sync, and of each file
   * what was synced and a random part of the rest, of which a random end may read as zeros. `random` yields [0, 1).
   */
  afterPowerCut(random: () => number): FaultyDisk {
    const names = new Map(this.#durableNames)
    for (const change of this.#pending.slice(0, Math.floor(random() * (this.#pending.length + 1)))) change(names)
    return copyOf(names, ({ content, durable }) => {
      // A file cut shorter since its last sync does not occur: truncation is synced.
      const unsynced = content.subarray(durable.length)
      const arrived = Buffer.from(unsynced.subarray(0, Math.floor(random() * (unsynced.length + 1))))
      if (random() < 0.5) arrived.fill(0, Math.floor(random() * (arrived.length + 1)))
      return Buffer.concat([durable, arrived])
    })
  }

  #call(operation: Operation, path: string): DiskFault | undefined {
    this.calls++
    const call = { index: this.calls, operation, path }
    this.log.push(call)
    const fault = this.fault(call)
    if (fault && 'error' in fault) throw systemError(fault.error, path)
    return fault
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path)
    if (inode === undefined) throw systemError('ENOENT', path)
    return inode
  }

  #rename(change: (names: Names) => void): void {
    change(this.#names)
    this.#pending.push(change)
  }
}

function copyOf(names: Names, contentOf: (inode: Inode) => Buffer): FaultyDisk {
  const disk = new FaultyDisk()
  for (const [path, inode] of names) disk.put(path, contentOf(inode))
  return disk
}

const systemError = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code })
