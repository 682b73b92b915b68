/** The port for running a program of the operating system: an argument list, a time limit, no shell. */

/** Absolute path of a program, then its arguments, each one argument whatever it contains. */
export type Command = readonly [program: string, ...args: string[]]

export interface CommandOptions {
  /** Written to the program's standard input, which is then closed. */
  readonly input?: string | undefined
  /** The program is killed after this; default 5,000 ms. */
  readonly withinMs?: number | undefined
}

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface CommandRunner {
  /** Runs to the end. A non-zero exit code is a result; a program that is missing, too slow or too loud is a Fault (`command/…`). */
  run(command: Command, options?: CommandOptions): Promise<CommandResult>
}
