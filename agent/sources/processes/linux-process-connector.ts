/** Every program start as the kernel sees it, through a netlink socket (node:ffi opens it, the thread pool waits on it). */

import type * as NodeFfi from 'node:ffi'
import { close, read } from 'node:fs'
import { endianness } from 'node:os'
import type { Clock } from '#shared/time/clock.ts'
import { filterProgram, listenMessage, readConnectorMessage, socketAddress } from './linux-connector-message.ts'
import type { ProcessListener, ProcessWatch } from './process-watch.ts'

type Ffi = typeof NodeFfi

const signatures = {
  socket: { return: 'i32', arguments: ['i32', 'i32', 'i32'] },
  bind: { return: 'i32', arguments: ['i32', 'pointer', 'u32'] },
  send: { return: 'i64', arguments: ['i32', 'pointer', 'u64', 'i32'] },
  recv: { return: 'i64', arguments: ['i32', 'pointer', 'u64', 'i32'] },
  setsockopt: { return: 'i32', arguments: ['i32', 'i32', 'i32', 'pointer', 'u32'] },
} as const

const afNetlink = 16
const sockDgramCloexec = 2 | 0o2000000
const netlinkConnector = 11
const solSocket = 1
const option = { receiveTimeout: 20, attachFilter: 26, receiveBufferForce: 33 } as const
const dontWait = 0x40

/** A waiting read comes back this often, so that a stop is noticed: netlink sockets know no shutdown. */
const wakeMs = 1_000
const receiveBufferBytes = 4 * 1024 * 1024
/** The kernel answers a subscription at once; a namespace or a kernel without the connector does not answer at all. */
const answerWithinMs = 1_500
/** Messages fetched in one go before the rest of the agent gets its turn. */
const batch = 256

/**
 * Needs CAP_NET_ADMIN, the first network namespace and a kernel with CONFIG_PROC_EVENTS. Where anything is missing, `start`
 * resolves false and nothing is left open. Only processes with CAP_NET_ADMIN can send to such a socket, so what comes is the kernel's.
 * One thread of Node's pool waits in `read` as long as the watch runs.
 */
export function linuxProcessConnector(clock: Clock, ffi: () => Ffi | undefined = builtinFfi): ProcessWatch {
  return {
    start: async (listener, signal) => {
      const native = ffi()
      if (!native || endianness() !== 'LE') return false
      const socket = openSocket(native)
      return socket ? listen(socket, listener, signal, clock) : false
    },
  }
}

function builtinFfi(): Ffi | undefined {
  try {
    return process.getBuiltinModule('node:ffi')
  } catch {
    return undefined
  }
}

interface ConnectorSocket {
  readonly fd: number
  /** Bytes of one waiting message, or nothing where none waits. */
  readonly receiveNow: (into: Buffer) => number | undefined
}

function openSocket(ffi: Ffi): ConnectorSocket | undefined {
  const { functions: libc } = ffi.dlopen(null, signatures)
  const fd = libc.socket(afNetlink, sockDgramCloexec, netlinkConnector)
  if (fd < 0) return undefined
  const set = (name: number, value: Buffer, bytes = value.length) =>
    libc.setsockopt(fd, solSocket, name, value, bytes) === 0

  const timeout = Buffer.alloc(16) // struct timeval
  timeout.writeBigInt64LE(BigInt(wakeMs / 1000), 0)
  const bufferBytes = Buffer.alloc(4)
  bufferBytes.writeInt32LE(receiveBufferBytes)
  // struct sock_fprog (length, padding, pointer) and the program in one buffer: both stay where they are for the length of the call.
  const program = filterProgram()
  const filter = Buffer.concat([Buffer.alloc(16), program])
  filter.writeUInt16LE(program.length / 8, 0)
  filter.writeBigUInt64LE(ffi.getRawPointer(filter) + 16n, 8)

  const address = socketAddress()
  const message = listenMessage(process.pid)
  // Without the timeout a stop would hang, so it is a condition; buffer and filter only spare work.
  const isOpen =
    set(option.receiveTimeout, timeout) &&
    libc.bind(fd, address, address.length) === 0 &&
    (set(option.receiveBufferForce, bufferBytes), set(option.attachFilter, filter, 16), true) &&
    libc.send(fd, message, BigInt(message.length), 0) === BigInt(message.length)
  if (!isOpen) {
    close(fd, () => {})
    return undefined
  }
  return {
    fd,
    receiveNow: (into) => {
      const bytes = Number(libc.recv(fd, into, BigInt(into.length), dontWait))
      return bytes >= 0 ? bytes : undefined
    },
  }
}

function listen(
  { fd, receiveNow }: ConnectorSocket,
  listener: ProcessListener,
  signal: AbortSignal,
  clock: Clock,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const buffer = Buffer.alloc(4_096)
  let sees: boolean | undefined
  const settle = (answer: boolean) => {
    if (sees !== undefined) return
    sees = answer
    cancel()
    resolve(answer)
  }
  const cancel = clock.after(answerWithinMs, () => settle(false))

  const take = (bytes: number) => {
    const event = readConnectorMessage(buffer.subarray(0, bytes))
    if (event?.kind === 'subscribed') settle(event.errno === 0)
    else if (event) listener[event.kind](event.pid)
  }

  const finish = (error?: Error) => {
    close(fd, () => {})
    if (error && sees === true) listener.failed(error)
    settle(false)
  }

  const wait = () => {
    if (signal.aborted || sees === false) return finish()
    read(fd, buffer, 0, buffer.length, null, (error, bytes) => {
      if (error) {
        if (error.code === 'ENOBUFS') listener.lost()
        else if (error.code !== 'EAGAIN' && error.code !== 'EINTR') return finish(error)
        return wait()
      }
      if (signal.aborted) return finish()
      take(bytes)
      for (let taken = 1; taken < batch; taken++) {
        const more = receiveNow(buffer)
        if (more === undefined) break
        take(more)
      }
      wait()
    })
  }
  wait()
  return promise
}
