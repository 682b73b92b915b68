/** The agent's one logger: JSON lines in the home's log folder, rotated by size. */

import { join } from 'node:path'
import winston from 'winston'
import type { Log, LogFields } from '#shared/log.ts'

export interface LogOptions {
  readonly folder: string
  readonly toStdout: boolean
}

/** JSON escapes control signs, so that nothing an attacker names can forge a line. 5 files of 2 MB: a terminal's disk is not ours. */
export function winstonLog({ folder, toStdout }: LogOptions): Log & { close(): Promise<void> } {
  const file = new winston.transports.File({
    filename: join(folder, 'agent.log'),
    maxsize: 2 * 1024 * 1024,
    maxFiles: 5,
    tailable: true,
  })
  const logger = winston.createLogger({
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: toStdout ? [file, new winston.transports.Console()] : [file],
  })
  // A log that cannot be written must never stop a report or a cut.
  logger.on('error', () => {})
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (code: string, fields: LogFields = {}) => {
      logger.log({ ...fields, level, message: code, code })
    }
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
