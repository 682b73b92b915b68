// Replays what programs answered on a real machine, byte for byte, and remembers what was asked.
import type { Command, CommandOptions, CommandResult, CommandRunner } from '#agent/machine/command.ts'
import { Fault } from '#shared/fault.ts'

export type Answer = Partial<CommandResult> | Fault | ((input: string) => Partial<CommandResult>)

export interface Recording {
  /** The command line, program by its last name: `nft -j list tables`; a pattern may stand for many. */
  readonly command: string | RegExp
  /** In order; the last one stays. */
  readonly answers: readonly Answer[]
}

/** A command that was never recorded is a mistake of the test or of the driver: it throws. */
export class RecordedCommands implements CommandRunner {
  /** Every command line in order, with its input after `<<`. */
  readonly ran: string[] = []
  #recordings: { readonly command: string | RegExp; answers: readonly Answer[] }[]

  constructor(recordings: readonly Recording[]) {
    this.#recordings = recordings.map(({ command, answers }) => ({ command, answers }))
  }

  async run([program, ...args]: Command, { input }: CommandOptions = {}): Promise<CommandResult> {
    const line = [program.split('/').at(-1), ...args].join(' ')
    this.ran.push(input === undefined ? line : `${line} << ${input.trim()}`)
    const recording = this.#recordings.find(({ command }) =>
      typeof command === 'string' ? command === line : command.test(line),
    )
    const answer = recording?.answers[0]
    if (recording === undefined || answer === undefined) throw new Error(`nobody recorded: ${line}`)
    if (recording.answers.length > 1) recording.answers = recording.answers.slice(1)
    if (answer instanceof Fault) throw answer
    return { exitCode: 0, stdout: '', stderr: '', ...(typeof answer === 'function' ? answer(input ?? '') : answer) }
  }
}
