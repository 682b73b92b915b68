// Takes the signature off a Windows executable: one that no longer fits its content is worse than none, and ours comes at the end.

const certificateTable = 4
/** Offsets within the optional header of a 64-bit executable. */
const inOptionalHeader = { checksum: 64, directories: 112 } as const

/** What stands where in a 64-bit Windows executable. Throws where it is none. */
export function peLayout(exe: Buffer): { readonly checksumAt: number; readonly certificateAt: number } {
  const header = exe.readUInt16LE(0) === 0x5a4d ? exe.readUInt32LE(0x3c) : 0
  if (header === 0 || exe.readUInt32LE(header) !== 0x4550) throw new Error('no Windows executable')
  const optional = header + 24
  if (exe.readUInt16LE(optional) !== 0x20b) throw new Error('no 64-bit Windows executable')
  return {
    checksumAt: optional + inOptionalHeader.checksum,
    certificateAt: optional + inOptionalHeader.directories + certificateTable * 8,
  }
}

/** The same executable, unsigned. Its checksum, which only drivers need, is left out. Throws where the signature is not the file's end. */
export function withoutSignature(signed: Buffer): Buffer {
  const { checksumAt, certificateAt } = peLayout(signed)
  const [offset, bytes] = [signed.readUInt32LE(certificateAt), signed.readUInt32LE(certificateAt + 4)]
  if (bytes > 0 && offset + bytes !== signed.length) throw new Error('something follows the signature')
  const exe = Buffer.from(bytes > 0 ? signed.subarray(0, offset) : signed)
  exe.writeUInt32LE(0, checksumAt)
  exe.writeBigUInt64LE(0n, certificateAt)
  return exe
}
