// Lets a Linux executable find libraries in its own folder: writes a run path of `$ORIGIN` into room that the linker left unused.

const loadable = 1
const dynamic = 2
const tag = { null: 0, stringTable: 5, stringTableBytes: 10, runPath: 29 } as const
const entryBytes = 16
const runPath = Buffer.from('$ORIGIN\0')

interface Segment {
  /** Where its program header stands in the file. */
  readonly header: number
  readonly type: number
  readonly offset: number
  readonly address: number
  readonly fileBytes: number
}

/**
 * Node needs libatomic.so.1, which small installations lack; beside the executable it can only be found by a run path, as a
 * service has no shell that would set LD_LIBRARY_PATH. What the system has is found as before where nothing lies beside.
 * Nothing is moved: the name goes behind the end of the segment that holds the string table, whose last page is padding, and
 * the entry over the end mark of the dynamic table, which linkers follow by spare ones. Throws where either room is missing.
 */
export function withRunPath(executable: Buffer): Buffer {
  const elf = Buffer.from(executable)
  if (elf.readUInt32BE(0) !== 0x7f454c46 || elf[4] !== 2 || elf[5] !== 1)
    throw new Error('no 64-bit little-endian ELF file')
  const segments = segmentsOf(elf)
  const table = segments.find(({ type }) => type === dynamic)
  if (table === undefined) throw new Error('not dynamically linked')

  const entries = dynamicEntries(elf, table)
  if (entries.has(tag.runPath)) throw new Error('there is a run path already')
  const end = entries.get(tag.null)
  const strings = entries.get(tag.stringTable)
  const stringBytes = entries.get(tag.stringTableBytes)
  if (end === undefined || strings === undefined || stringBytes === undefined) throw new Error('no string table')
  // One entry more, and behind it the new end mark.
  if (!isUnused(elf, end, 2 * entryBytes) || end + 2 * entryBytes > nextSection(elf, end))
    throw new Error('no spare entry in the dynamic table')

  const address = word(elf, strings + 8)
  const segment = segments.find(
    ({ type, address: from, fileBytes }) => type === loadable && from <= address && address < from + fileBytes,
  )
  if (segment === undefined) throw new Error('the string table is in no segment')
  const place = segment.offset + segment.fileBytes
  const next = Math.min(...segments.map(({ offset }) => offset).filter((offset) => offset >= place))
  if (place + runPath.length > next || !isUnused(elf, place, runPath.length))
    throw new Error('no room behind the strings')

  runPath.copy(elf, place)
  grow(elf, segment.header, runPath.length)
  const nameAt = segment.address + segment.fileBytes - address
  setWord(elf, stringBytes + 8, nameAt + runPath.length)
  setWord(elf, end, tag.runPath)
  setWord(elf, end + 8, nameAt)
  if (end + 2 * entryBytes > table.offset + table.fileBytes) grow(elf, table.header, entryBytes)
  return elf
}

const word = (elf: Buffer, at: number) => Number(elf.readBigUInt64LE(at))
const setWord = (elf: Buffer, at: number, value: number) => elf.writeBigUInt64LE(BigInt(value), at)
const isUnused = (elf: Buffer, from: number, bytes: number) =>
  elf.subarray(from, from + bytes).every((byte) => byte === 0)

function segmentsOf(elf: Buffer): readonly Segment[] {
  const [first, bytes, count] = [word(elf, 0x20), elf.readUInt16LE(0x36), elf.readUInt16LE(0x38)]
  return Array.from({ length: count }, (_, i) => {
    const header = first + i * bytes
    return {
      header,
      type: elf.readUInt32LE(header),
      offset: word(elf, header + 8),
      address: word(elf, header + 16),
      fileBytes: word(elf, header + 32),
    }
  })
}

/** In the file and in memory. */
function grow(elf: Buffer, header: number, bytes: number): void {
  for (const field of [32, 40]) setWord(elf, header + field, word(elf, header + field) + bytes)
}

/** Where each tag of the table stands in the file, up to its end mark. */
function dynamicEntries(elf: Buffer, { offset, fileBytes }: Segment): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  for (let at = offset; at < offset + fileBytes; at += entryBytes) {
    places.set(word(elf, at), at)
    if (word(elf, at) === tag.null) break
  }
  return places
}

/** Where the next section begins: between it and the end mark lie the linker's spare entries. */
function nextSection(elf: Buffer, after: number): number {
  const [first, bytes, count] = [word(elf, 0x28), elf.readUInt16LE(0x3a), elf.readUInt16LE(0x3c)]
  const starts = Array.from({ length: count }, (_, i) => word(elf, first + i * bytes + 0x18))
  return Math.min(...starts.filter((start) => start > after))
}
