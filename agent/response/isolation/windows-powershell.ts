/** Asks Windows PowerShell one thing: a fixed script, its input as data, its answer as JSON; no word of any language is compared. */

import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import { printable } from '#shared/protocol/limits.ts'
import type { Command, CommandRunner } from '../../machine/command.ts'
import { pathOf } from '../../machine/programs.ts'
import type { Programs } from '../../machine/programs.ts'

export interface Script<T> {
  readonly name: string
  /** Ends with the value that is the answer; `$in` is the input. A string that is thrown is the id of the failure. */
  readonly body: string
  readonly answer: z.ZodType<T>
}

export type Powershell = <T>(script: Script<T>, input: object, options: { withinMs: number }) => Promise<T>

export interface PowershellOptions {
  readonly commands: CommandRunner
  readonly programs: Programs
}

const failure = z.looseObject({ id: z.string(), category: z.string(), message: z.string() })

/**
 * Names of .NET's ErrorCategory and numbers of Windows, the same in every language: 5 is ERROR_ACCESS_DENIED, 0x80041003
 * WBEM_E_ACCESS_DENIED.
 */
const isDenied = ({ id, category }: { readonly id: string; readonly category: string }): boolean =>
  category === 'PermissionDenied' || /System Error 5\b|0x80070005|0x80041003/i.test(id)

export function powershell({ commands, programs }: PowershellOptions): Powershell {
  return async (script, input, { withinMs }) => {
    const command: Command = [
      pathOf(programs, 'powershell'),
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      // Errors as text: redirected, they would come as CLIXML.
      '-OutputFormat',
      'Text',
      '-EncodedCommand',
      Buffer.from(whole(script, input), 'utf16le').toString('base64'),
    ]
    const { exitCode, stdout, stderr } = await commands.run(command, { withinMs })
    const said = z.union([z.strictObject({ ok: script.answer }), z.strictObject({ failed: failure })])
    const parsed = said.safeParse(fromJson(stdout))
    if (!parsed.success) {
      const words = printable((stderr.trim() || stdout.trim()).split(/\r?\n/, 1)[0] ?? '', 200)
      throw new Fault('command/failed', `PowerShell ${script.name} ended with ${exitCode} and no answer: ${words}`)
    }
    if ('ok' in parsed.data) return parsed.data.ok
    const { failed } = parsed.data
    if (failed.id === 'adapter-not-found') throw new Fault('isolation/adapter-not-found', 'the adapter is not there')
    throw new Fault(
      isDenied(failed) ? 'isolation/not-permitted' : 'command/failed',
      `PowerShell ${script.name}: ${failed.id} (${failed.category}) ${printable(failed.message, 200)}`,
    )
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The input goes in as base64, whose alphabet holds no quote: a name of an adapter can never become code. The answer is
 * ASCII only, every other sign as \uXXXX, so that it reads the same in code page 936 and in UTF-8.
 */
const whole = <T>({ name, body }: Script<T>, input: object): string =>
  `# yibao-sentinel: ${name}
$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; $WarningPreference = 'SilentlyContinue'
function Say($value) {
  $json = ConvertTo-Json -InputObject $value -Depth 6 -Compress
  [Console]::Out.Write([regex]::Replace($json, '[^ -~]', { param($sign) '\\u{0:x4}' -f [int][char]$sign.Value }))
}
try {
  $in = ConvertFrom-Json ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(JSON.stringify(input)).toString('base64')}')))
  Say @{ ok = (& {
${body}
  }) }
  exit 0
} catch {
  Say @{ failed = @{ id = [string]$_.FullyQualifiedErrorId; category = [string]$_.CategoryInfo.Category; message = [string]$_.Exception.Message } }
  exit 1
}
`
