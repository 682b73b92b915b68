/** Runs a command that has to succeed, and makes of its failure a Fault that says what was refused. */

import { Fault } from '#shared/fault.ts'
import type { Command, CommandOptions, CommandResult, CommandRunner } from '../../machine/command.ts'

export async function runOrFail(
  commands: CommandRunner,
  command: Command,
  options?: CommandOptions,
): Promise<CommandResult> {
  const result = await commands.run(command, options)
  if (result.exitCode === 0) return result
  const said = result.stderr.trim().split('\n', 1)[0] ?? ''
  // The words are the kernel's (strerror under LC_ALL=C), the same in nft, ip and ss.
  const code = /operation not permitted|permission denied/i.test(said) ? 'isolation/not-permitted' : 'command/failed'
  throw new Fault(code, `${command.slice(0, 4).join(' ')} ended with ${result.exitCode}: ${said}`)
}
