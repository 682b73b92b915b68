/** The pipe: commands of this machine, one JSON line each; the way of a press into the agent. */

import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { Fault, isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Clock } from '#shared/time/clock.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { notSavedSentence } from './not-saved.ts'
import { adminOnly, maxRequestBytes, request } from './request.ts'
import type { PipeAnswer, PipeRefusal, PipeRequest } from './request.ts'

export interface PipeOptions {
  readonly clock: Clock
  readonly log: Log
  readonly path: string
  /** `open`: every account of this machine. `admin`: the agent's own account and root. */
  readonly to: 'open' | 'admin'
  /** A named pipe is no file: there is nothing to remove and no mode to set. */
  readonly platform: string
  readonly answer: (request: PipeRequest) => Promise<PipeAnswer>
  /** Whom to call when nothing can be saved. */
  readonly phone: () => string
}

export interface Pipe {
  close(): Promise<void>
}

/** A line has to be there by then; the whole answer may take longer, because a cut does. */
const lineWithinMs = 2_000
const answerWithinMs = 30_000
/** More at once are refused by the socket; a press then goes to the spool. */
const connectionsAtMost = 32

/** Listens. Throws `panel/pipe-taken` where another live process does already: it may be posing as the agent. */
export async function openPipe(options: PipeOptions): Promise<Pipe> {
  const { path, to, platform } = options
  const isFile = platform !== 'win32'
  if (isFile) await removeStale(path)
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    serve(socket, options)
  })
  server.maxConnections = connectionsAtMost
  await listening(server, path, to)
  if (isFile) chmodSync(path, to === 'open' ? 0o666 : 0o600)
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of open) socket.destroy()
      }),
  }
}

async function listening(server: Server, path: string, to: PipeOptions['to']): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? taken(path, cause) : notPossible(path, cause))
    })
    const open = to === 'open'
    server.listen({ path, exclusive: true, readableAll: open, writableAll: open }, resolve)
  })
}

/** A socket file that nobody serves is left over from a kill; one that is served is not ours to remove. */
async function removeStale(path: string): Promise<void> {
  const state = await new Promise<'served' | 'stale' | 'none'>((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve('served')
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      // EINVAL: no path for a socket, which listening will say; anything else is somebody who does not answer us.
      if (code === 'ENOENT' || code === 'EINVAL') resolve('none')
      else resolve(code === 'ECONNREFUSED' || code === 'ENOTSOCK' ? 'stale' : 'served')
    })
  })
  if (state === 'served') throw taken(path)
  if (state === 'stale') rmSync(path, { force: true })
}

const taken = (path: string, cause?: unknown) =>
  new Fault('panel/pipe-taken', `another process serves ${path}`, {
    cause,
    hint: '如果哨兵服务没有重复启动，可能有程序冒充哨兵：请电话报告办公室',
  })

const notPossible = (path: string, cause: unknown) =>
  // Linux takes at most 107 bytes for the path of a socket, and says EINVAL.
  new Fault('config/unwritable', `the pipe ${path} cannot be opened`, {
    cause,
    hint: '请换一个可写、路径更短的数据文件夹',
  })

function serve(socket: Socket, options: PipeOptions): void {
  const { clock } = options
  const parts: Buffer[] = []
  let bytes = 0
  let asked = false
  let stopWaiting = clock.after(lineWithinMs, () => socket.destroy())
  // Whoever asks may be gone before the answer: what was asked is done all the same.
  socket.on('error', () => {})
  socket.once('close', () => {
    stopWaiting()
  })
  const finish = (answer: PipeAnswer) => {
    if (socket.destroyed) return
    socket.end(`${JSON.stringify(answer)}\n`, () => socket.destroySoon())
  }
  socket.on('data', (part: Buffer) => {
    if (asked) return
    bytes += part.length
    const end = part.indexOf(0x0a)
    if (end < 0 && bytes <= maxRequestBytes) {
      parts.push(part)
      return
    }
    asked = true
    stopWaiting()
    if (bytes > maxRequestBytes) {
      finish(refused('too-large', zhCn.commandLine.pipe.notUnderstood))
      return
    }
    stopWaiting = clock.after(answerWithinMs, () => socket.destroy())
    parts.push(part.subarray(0, end))
    void reply(Buffer.concat(parts), options).then(finish)
  })
  socket.once('end', () => {
    if (!asked) socket.destroy()
  })
}

async function reply(line: Buffer, options: PipeOptions): Promise<PipeAnswer> {
  const { pipe, notPermitted } = zhCn.commandLine
  const parsed = request.safeParse(jsonOf(line))
  if (!parsed.success) return refused('not-a-request', pipe.notUnderstood)
  if (adminOnly[parsed.data.do] && options.to !== 'admin') {
    options.log.warn('panel/not-permitted', { do: parsed.data.do })
    return refused('not-permitted', notPermitted)
  }
  try {
    return await options.answer(parsed.data)
  } catch (error) {
    const notSaved = notSavedSentence(error, options.phone())
    if (notSaved !== undefined) return refused('not-saved', notSaved)
    options.log.error('panel/request-broke', { do: parsed.data.do, ...errorFields(error) })
    if (!isFault(error)) return refused('not-possible', pipe.broke)
    const { what, todo } = zhCn.faults[error.code]
    return refused('not-possible', `${what}。${error.hint ?? todo}`)
  }
}

const refused = (refusal: PipeRefusal['refusal'], message: string): PipeRefusal => ({ ok: false, refusal, message })

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line))
  } catch {
    return undefined
  }
}
