/** The server's one logger: JSON lines in the home's log folder, rotated by size. */

import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import winston from 'winston'
import type { Log, LogFields } from '#shared/log.ts'

export interface LogOptions {
  readonly folder: string
  readonly toStdout: boolean
}

export interface OpenLog extends Log {
  /** Resolves when every line is written. */
  close(): Promise<void>
}

/** Five files of 10 MB, readable by the server's account only. */
export function openLog({ folder, toStdout }: LogOptions): OpenLog {
  const file = new winston.transports.File({
    filename: join(folder, 'server.log'),
    maxsize: 10 * 1024 * 1024,
    maxFiles: 5,
    tailable: true,
    options: { flags: 'a', mode: 0o600 },
  })
  const logger = winston.createLogger({
    format: winston.format.combine(winston.format.timestamp(), winston.format.json(), escaped()),
    transports: toStdout ? [file, new winston.transports.Console()] : [file],
  })
  // A log that cannot be written must never stop an alert from being taken.
  logger.on('error', () => {})
  file.on('error', () => {})
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (code: string, fields: LogFields = {}) =>
      void logger.log({ ...fields, level, message: code, code })
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () =>
      new Promise((resolve) => {
        file.once('finish', resolve)
        logger.end()
      }),
  }
}

// JSON escapes line feeds and ESC by itself. These it leaves as they are, and a terminal or an editor obeys them: C1 controls, line separators, bidirectional overrides (CVE-2021-42574), zero-width signs.
const obeyed = /[\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

const escaped = winston.format((info) => {
  const line = Symbol.for('message')
  info[line] = String(info[line]).replaceAll(obeyed, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return info
})

/** When the oldest line that is still there was written; nothing where there is none. The files turn over by size, so this tells how far back they reach. */
export function oldestLogLine(folder: string): number | undefined {
  const times = readdirSync(folder)
    .filter((name) => /^server\d*\.log$/.test(name))
    .map((name) => timeOf(firstBytes(join(folder, name))))
    .filter((at) => !Number.isNaN(at))
  return times.length === 0 ? undefined : Math.min(...times)
}

function firstBytes(file: string): string {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(4_096)
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(descriptor)
  }
}

const timeOf = (line: string): number => Date.parse(/"timestamp":"([^"]+)"/.exec(line)?.[1] ?? '')
