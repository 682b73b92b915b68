// A log whose lines a test can read.
import type { Log, LogFields } from '#shared/log.ts'

export class CollectedLog implements Log {
  readonly lines: { readonly level: 'info' | 'warn' | 'error'; readonly code: string; readonly fields: LogFields }[] =
    []

  info(code: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', code, fields })
  }
  warn(code: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', code, fields })
  }
  error(code: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', code, fields })
  }

  codes(level: 'info' | 'warn' | 'error'): string[] {
    return this.lines.filter((line) => line.level === level).map(({ code }) => code)
  }
}
