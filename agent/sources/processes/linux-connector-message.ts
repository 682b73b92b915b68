/** The kernel's process connector (linux/cn_proc.h) as bytes: the subscription, the filter, and what an event says. */

/** nlmsghdr 16 bytes, cn_msg 20, then proc_event: what 4, cpu 4, timestamp 8, data. */
const nlmsghdr = 16
const cnMsg = 20
const whatAt = nlmsghdr + cnMsg
const dataAt = whatAt + 16

const nlmsgDone = 3
/** Both the index and the value of the connector for processes; the index is also its multicast group. */
export const cnIdxProc = 1
const mcastListen = 1

const what = { none: 0x0000_0000, exec: 0x0000_0002, exit: 0x8000_0000 } as const

/** The message that asks the kernel for process events. It is answered by an event `none` that carries an error number. */
export function listenMessage(pid: number): Buffer {
  const message = Buffer.alloc(nlmsghdr + cnMsg + 4)
  message.writeUInt32LE(message.length, 0)
  message.writeUInt16LE(nlmsgDone, 4)
  message.writeUInt32LE(pid, 12)
  message.writeUInt32LE(cnIdxProc, 16)
  message.writeUInt32LE(cnIdxProc, 20)
  message.writeUInt16LE(4, 32)
  message.writeUInt32LE(mcastListen, 36)
  return message
}

/** sockaddr_nl: family, padding, own address (0 = the kernel chooses), groups. */
export function socketAddress(): Buffer {
  const address = Buffer.alloc(12)
  address.writeUInt16LE(16, 0)
  address.writeUInt32LE(1 << (cnIdxProc - 1), 8)
  return address
}

export type ConnectorEvent =
  | { readonly kind: 'subscribed'; readonly errno: number }
  | { readonly kind: 'started' | 'ended'; readonly pid: number }

/** What one message says; nothing where it is about a thread, a fork or anything else that no event is made of. */
export function readConnectorMessage(message: Buffer): ConnectorEvent | undefined {
  if (message.length < dataAt + 8 || message.readUInt32LE(nlmsghdr) !== cnIdxProc) return undefined
  const kind = message.readUInt32LE(whatAt)
  const pid = message.readUInt32LE(dataAt)
  if (kind === what.none) return { kind: 'subscribed', errno: pid }
  if (pid !== message.readUInt32LE(dataAt + 4)) return undefined
  if (kind === what.exec) return { kind: 'started', pid }
  return kind === what.exit ? { kind: 'ended', pid } : undefined
}

interface Instruction {
  readonly code: number
  readonly ifTrue?: number
  readonly ifFalse?: number
  readonly value: number
}

// Classic BPF: words are loaded in network byte order, so the constants are those of a little-endian kernel turned round.
const load = (at: number): Instruction => ({ code: 0x20, value: at })
const isEqual = (value: number, ifTrue: number, ifFalse: number): Instruction => ({
  code: 0x15,
  ifTrue,
  ifFalse,
  value: turned(value),
})
const give = (bytes: number): Instruction => ({ code: 0x06, value: bytes })
const turned = (value: number) => {
  const word = Buffer.alloc(4)
  word.writeUInt32LE(value)
  return word.readUInt32BE()
}

/** Lets answers, starts of programs and ends of whole processes through; forks and threads, most of the traffic, never wake the agent. */
export function filterProgram(): Buffer {
  const program: readonly Instruction[] = [
    load(whatAt),
    isEqual(what.none, 6, 0),
    isEqual(what.exec, 5, 0),
    isEqual(what.exit, 0, 5),
    load(dataAt),
    { code: 0x07, value: 0 }, // X = A
    load(dataAt + 4),
    { code: 0x1d, ifTrue: 0, ifFalse: 1, value: 0 }, // A == X: the first thread of its process
    give(0xffff_ffff),
    give(0),
  ]
  const bytes = Buffer.alloc(program.length * 8)
  for (const [index, { code, ifTrue = 0, ifFalse = 0, value }] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8)
    bytes.writeUInt8(ifTrue, index * 8 + 2)
    bytes.writeUInt8(ifFalse, index * 8 + 3)
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4)
  }
  return bytes
}
