/** The port through which every part writes its log lines; one logger is made in main and passed down. */

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** A log line is a code (`area/what-happened`, for machines to search) and fields; sentences are for screens. */
export interface Log {
  info(code: string, fields?: LogFields): void
  warn(code: string, fields?: LogFields): void
  error(code: string, fields?: LogFields): void
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** What of an unknown error may stand in a log line. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) }
  const { cause } = error
  return {
    error: error.message,
    ...('code' in error ? { errorCode: String(error.code) } : {}),
    ...(cause instanceof Error ? { cause: cause.message } : {}),
  }
}
