// The two edits of executables, refused where they would do harm; test/scenario/executable.test.ts looks at real ones.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withRunPath } from './elf-run-path.ts'
import { withoutSignature } from './pe-signature.ts'

const isLinux = process.platform === 'linux' && process.arch === 'x64'

describe.runIf(isLinux)('a run path', () => {
  test('is added to Node once, and nothing else changes but headers', () => {
    const before = readFileSync(process.execPath)
    const after = withRunPath(before)
    expect(after.length).toBe(before.length)
    const changed = Array.from({ length: before.length / 4096 }, (_, page) => page * 4096).filter(
      (at) => before.compare(after, at, at + 4096, at, at + 4096) !== 0,
    )
    // The program headers, the end of the strings' segment, the dynamic table.
    expect(changed.length).toBeLessThanOrEqual(4)
    expect(() => withRunPath(after)).toThrow('there is a run path already')
  })

  test.each([
    ['something else', () => Buffer.from('#!/bin/sh\nexit 0\n'), 'no 64-bit little-endian ELF file'],
    [
      'a program that is linked to nothing',
      () => withoutDynamicTable(readFileSync(process.execPath)),
      'not dynamically linked',
    ],
  ])('is refused to %s', (_, file, because) => {
    expect(() => withRunPath(file())).toThrow(because)
  })
})

describe('a signature', () => {
  test.each([
    ['a signed program', program({ signature: 16 }), 512],
    ['an unsigned program', program({ signature: 0 }), 512],
  ])('is taken off %s', (_, exe, bytes) => {
    const bare = withoutSignature(exe)
    expect(bare.length).toBe(bytes)
    expect(withoutSignature(bare)).toEqual(bare)
  })

  test.each([
    ['something else', Buffer.alloc(1024), 'no Windows executable'],
    [
      'a program with more behind the signature',
      Buffer.concat([program({ signature: 16 }), Buffer.alloc(8)]),
      'follows the signature',
    ],
  ])('is not looked for in %s', (_, exe, because) => {
    expect(() => withoutSignature(exe)).toThrow(because)
  })
})

function withoutDynamicTable(elf: Buffer): Buffer {
  const [first, bytes, count] = [Number(elf.readBigUInt64LE(0x20)), elf.readUInt16LE(0x36), elf.readUInt16LE(0x38)]
  for (let i = 0; i < count; i++) if (elf.readUInt32LE(first + i * bytes) === 2) elf.writeUInt32LE(0, first + i * bytes)
  return elf
}

/** The headers of a 64-bit Windows program, 512 bytes, and a signature behind them. */
function program({ signature }: { signature: number }): Buffer {
  const exe = Buffer.alloc(512 + signature)
  exe.write('MZ', 0)
  exe.writeUInt32LE(0x80, 0x3c)
  exe.write('PE\0\0', 0x80)
  const optional = 0x80 + 24
  exe.writeUInt16LE(0x20b, optional)
  exe.writeUInt32LE(0x1234, optional + 64)
  if (signature > 0) exe.writeUInt32LE(512, optional + 112 + 32)
  exe.writeUInt32LE(signature, optional + 112 + 36)
  return exe
}
