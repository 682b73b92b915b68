/** Writes a ZIP container (APPNOTE 6.3, deflated, no extras): what .docx and .xlsx files are. */

import { crc32, deflateRawSync } from 'node:zlib'

/** The parts in their order; Office wants `[Content_Types].xml` first. `dosTime` is the date and time word pair of all entries. */
export function zip(
  parts: readonly (readonly [name: string, content: string | Uint8Array])[],
  dosTime = 0x58210000,
): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const nameBytes = Buffer.from(name, 'utf8')
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0) // version needed
    shared.writeUInt16LE(0x0800, 2) // names are UTF-8
    shared.writeUInt16LE(8, 4) // deflated
    shared.writeUInt32LE(dosTime, 6)
    shared.writeUInt32LE(crc32(raw), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(raw.length, 18)
    shared.writeUInt16LE(nameBytes.length, 22)
    bodies.push(Buffer.from('PK\u0003\u0004', 'latin1'), shared, nameBytes, packed)
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'), shared, entry, nameBytes)
    offset += 4 + shared.length + nameBytes.length + packed.length
  }
  const directoryBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directoryBytes.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, directoryBytes, end])
}
