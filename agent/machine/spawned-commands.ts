/** Runs programs as child processes: absolute path, argument list, no shell, nothing inherited, bounded in time and output. */

import { spawn } from 'node:child_process'
import { isAbsolute } from 'node:path'
import { Fault } from '#shared/fault.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Command, CommandOptions, CommandResult, CommandRunner } from './command.ts'
import { printedText } from './printed-text.ts'

export interface CommandLimits {
  readonly withinMs: number
  /** Of stdout and stderr together. */
  readonly outputBytes: number
}

const defaultLimits: CommandLimits = { withinMs: 5_000, outputBytes: 1024 * 1024 }

const isWindows = process.platform === 'win32'
const system32 = String.raw`C:\Windows\System32`

// LC_ALL=C: what is read is never translated. Nothing of our own environment: LD_PRELOAD and the like end here.
// On Windows libuv adds what no program starts without (SystemRoot, TEMP); modules are loaded from the system's folder only.
const cleanEnvironment = isWindows
  ? { PATH: system32, PSModulePath: String.raw`${system32}\WindowsPowerShell\v1.0\Modules` }
  : { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }

// Every account may make folders in the root of C:, where a library could be planted.
const workingFolder = isWindows ? system32 : '/'

// A group of its own, so that what the program started is killed with it; Windows would open a console window instead.
const ownGroup = !isWindows

export function spawnedCommands(clock: Clock, limits: Partial<CommandLimits> = {}): CommandRunner {
  const { withinMs, outputBytes } = { ...defaultLimits, ...limits }
  return {
    run: (command, options = {}) =>
      runOnce(clock, command, { ...options, withinMs: options.withinMs ?? withinMs }, outputBytes),
  }
}

function runOnce(
  clock: Clock,
  command: Command,
  { input, withinMs }: CommandOptions & { withinMs: number },
  outputBytes: number,
): Promise<CommandResult> {
  const [program, ...args] = command
  if (!isAbsolute(program)) throw new TypeError(`not an absolute path: ${program}`)
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: workingFolder,
      env: cleanEnvironment,
      shell: false,
      detached: ownGroup,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    let bytes = 0
    let settled = false

    const settle = (finish: () => void) => {
      if (settled) return
      settled = true
      cancel()
      finish()
    }
    const stop = (fault: Fault) => {
      settle(() => {
        killAll(child.pid)
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
        reject(fault)
      })
    }
    const cancel = clock.after(withinMs, () => {
      stop(new Fault('command/timed-out', `${program} did not end within ${withinMs} ms`))
    })
    const take = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > outputBytes)
        stop(new Fault('command/too-much-output', `${program} wrote more than ${outputBytes} bytes`))
      else into.push(chunk)
    }

    child.stdout.on('data', take(stdout))
    child.stderr.on('data', take(stderr))
    // A program that ends without reading its input closes the pipe; its exit code tells what that means.
    child.stdin.on('error', () => {})
    child.on('error', (cause) => {
      const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
      stop(new Fault(missing ? 'command/not-found' : 'command/failed', `${program} could not be started`, { cause }))
    })
    child.on('close', (exitCode, signal) => {
      settle(() => {
        if (exitCode === null) reject(new Fault('command/failed', `${program} was ended by ${signal ?? 'a signal'}`))
        else
          resolve({
            exitCode,
            stdout: printedText(Buffer.concat(stdout)),
            stderr: printedText(Buffer.concat(stderr)),
          })
      })
    })
    child.stdin.end(input ?? '')
  })
}

function killAll(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(ownGroup ? -pid : pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}
