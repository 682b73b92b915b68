// The connector's bytes as the kernel lays them out (linux/cn_proc.h), and what is made of them.
import { expect, test } from 'vitest'
import { filterProgram, listenMessage, readConnectorMessage } from './linux-connector-message.ts'

const message = (what: number, pid: number, tgid: number) => {
  const bytes = Buffer.alloc(76)
  bytes.writeUInt32LE(76, 0)
  bytes.writeUInt32LE(1, 16)
  bytes.writeUInt32LE(1, 20)
  bytes.writeUInt32LE(what, 36)
  bytes.writeUInt32LE(pid, 52)
  bytes.writeUInt32LE(tgid, 56)
  return bytes
}

test.each([
  ['a program is started', message(2, 77, 77), { kind: 'started', pid: 77 }],
  ['a thread calls exec', message(2, 78, 77), undefined],
  ['a process ends', message(0x8000_0000, 77, 77), { kind: 'ended', pid: 77 }],
  ['a thread ends', message(0x8000_0000, 78, 77), undefined],
  ['a fork', message(1, 77, 77), undefined],
  ['the answer to the subscription', message(0, 0, 0), { kind: 'subscribed', errno: 0 }],
  ['a refusal', message(0, 1, 0), { kind: 'subscribed', errno: 1 }],
  ['half a message', message(2, 77, 77).subarray(0, 50), undefined],
  ['of another connector', message(2, 77, 77).fill(9, 16, 20), undefined],
])('%s', (_, bytes, event) => {
  expect(readConnectorMessage(bytes)).toEqual(event)
})

test('the subscription is one netlink message with PROC_CN_MCAST_LISTEN', () => {
  const bytes = listenMessage(4242)
  expect([bytes.length, bytes.readUInt32LE(0), bytes.readUInt32LE(12), bytes.readUInt32LE(36)]).toEqual([
    40, 40, 4242, 1,
  ])
})

/** Runs the filter as the kernel would: words in network byte order. */
function passes(bytes: Buffer): boolean {
  const program = filterProgram()
  let [a, x] = [0, 0]
  for (let at = 0; ; at += 8) {
    const [code, ifTrue, ifFalse, value] = [
      program.readUInt16LE(at),
      program[at + 2]!,
      program[at + 3]!,
      program.readUInt32LE(at + 4),
    ]
    if (code === 0x20) a = bytes.readUInt32BE(value)
    else if (code === 0x07) x = a
    else if (code === 0x15) at += 8 * (a === value ? ifTrue : ifFalse)
    else if (code === 0x1d) at += 8 * (a === x ? ifTrue : ifFalse)
    else if (code === 0x06) return value !== 0
    else throw new Error(`unknown instruction ${code}`)
  }
}

test.each([
  ['an answer', message(0, 0, 0), true],
  ['a start', message(2, 77, 77), true],
  ['the end of a process', message(0x8000_0000, 77, 77), true],
  ['the end of a thread', message(0x8000_0000, 78, 77), false],
  ['a fork', message(1, 77, 77), false],
  ['a change of name', message(0x200, 77, 77), false],
])('the filter and %s', (_, bytes, expected) => {
  expect(passes(bytes)).toBe(expected)
})
