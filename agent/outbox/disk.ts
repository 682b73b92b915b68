/** The port for what the outbox needs of a disk, so that full disks, failing disks and short writes can be tried. */

export interface DiskFile {
  /** Writes behind what was written before and tells how many bytes were taken: as with write(2), perhaps not all. */
  write(bytes: Uint8Array): Promise<number>
  /** Resolves when all that was written is durable (fdatasync). */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Failures are the system's own errors (`code: 'ENOSPC'`, `'EIO'`, …). */
export interface Disk {
  /** Makes a new, empty file that only its owner may read or write; `EEXIST` where it is there already. */
  create(path: string): Promise<DiskFile>
  /** Bytes from `from` on, at most `length`; all that follow where no length is given. */
  read(path: string, from?: number, length?: number): Promise<Buffer>
  /** Names in a folder; makes the folder where it is missing. */
  list(folder: string): Promise<readonly string[]>
  size(path: string): Promise<number>
  rename(from: string, to: string): Promise<void>
  truncate(path: string, length: number): Promise<void>
  /** A file that is not there is no failure. */
  remove(path: string): Promise<void>
  /** Makes durable what another process may have written to a file and not synced. */
  syncFile(path: string): Promise<void>
  /** Makes creations, renames and removals in a folder durable. */
  syncFolder(folder: string): Promise<void>
  /** Bytes that this process may still write on the folder's file system. */
  free(folder: string): Promise<number>
}

/** write(2) may take fewer bytes than it was given, and a record of which half was written must never count as kept. */
export async function writeAll(file: DiskFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const taken = await file.write(bytes.subarray(written))
    if (taken <= 0) throw new Error('the disk takes no more bytes and gives no reason')
    written += taken
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** No room: the disk is full, or the quota used up. */
export const isNoSpace = (error: unknown): boolean => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'

/** The bytes are gone, as against a passing want of descriptors or memory. */
export const isLost = (error: unknown): boolean => codeOf(error) === 'EIO' || codeOf(error) === 'ENOENT'
