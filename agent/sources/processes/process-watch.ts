/** The port of a process watch: who tells that a program was started or has ended. */

export interface ProcessListener {
  started(pid: number): void
  ended(pid: number): void
  /** The kernel had more to tell than was fetched in time. */
  lost(): void
  /** It stopped seeing for good. */
  failed(error: Error): void
}

export interface ProcessWatch {
  /** Resolves once it sees, with whether it does; false where this machine or this account has no such watch. */
  start(listener: ProcessListener, signal: AbortSignal): Promise<boolean>
}
