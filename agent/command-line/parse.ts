/** Reads the command line of one command: what it knows, how long it may be, and what to say when it is not understood. */

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { zhCn } from '#shared/wording/zh-cn.ts'

/** What a command is given of the process it runs in. */
export interface CommandIo {
  /** Writes one line to standard output. */
  out(line: string): void
  /** Writes one line to standard error. */
  complain(line: string): void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  /** Working directory, for the default home. */
  readonly cwd: string
  /** Monotonic milliseconds since the process started, so that `tookMs` counts all that the operator waited. */
  sinceStart(): number
  /** Ends a command that runs on, such as `run`. */
  readonly signal: AbortSignal
}

/** Runs one command; the number is the exit code: 0 done, 1 not done, 2 not understood. */
export type CommandLine = (args: readonly string[], io: CommandIo) => Promise<number>

const words = zhCn.commandLine

interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** What stands behind the name in the help: `DIR`. */
  readonly value?: string
  readonly required?: boolean
  /** Longest value, UTF-16 units; default 1,024. */
  readonly max?: number
}

export interface CommandSpec {
  readonly name: keyof typeof words.help
  readonly options: Readonly<Partial<Record<OptionName, OptionSpec>>>
}

/** The keys are those of the wording; on the command line they are written with hyphens (`no-page`). */
export type OptionName = keyof typeof words.optionHelp

export interface Parsed {
  text(name: OptionName): string | undefined
  flag(name: OptionName): boolean
  /** The data folder, absolute. */
  readonly home: string
}

/** The options as given, or the exit code after what had to be said was said. */
export async function parse(spec: CommandSpec, args: readonly string[], io: CommandIo): Promise<Parsed | number> {
  const options = { home: { type: 'string', value: 'DIR' }, ...spec.options } satisfies CommandSpec['options']
  const known = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [hyphened(name), { type }]))
  const refuse = (...sentences: string[]) => {
    for (const sentence of [...sentences, words.seeHelp(spec.name)]) io.complain(sentence)
    return 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    // English is loaded only here: a press never pays for it.
    const { en } = await import('#shared/wording/en.ts')
    for (const language of [words, en.commandLine]) for (const line of help(spec.name, options, language)) io.out(line)
    return 0
  }
  let values: Readonly<Record<string, string | boolean | undefined>>
  try {
    values = parseArgs({ args: [...args], options: known, allowPositionals: false, strict: true }).values
  } catch (error) {
    return refuse(complaint(error, args))
  }
  for (const [name, option] of Object.entries(options) as [OptionName, OptionSpec][]) {
    const value = values[hyphened(name)]
    const written = `--${hyphened(name)}`
    if (option.required === true && (value === undefined || value === '')) return refuse(words.missing(written))
    const max = option.max ?? 1024
    if (typeof value === 'string' && value.length > max) return refuse(words.tooLong(written, max))
  }
  const text = (name: OptionName) => {
    const value = values[hyphened(name)]
    return typeof value === 'string' ? value : undefined
  }
  return { text, flag: (name) => values[hyphened(name)] === true, home: homeOf(text('home'), io) }
}

/** `--home`, else SENTINEL_HOME/agent, else ./.sentinel/agent. */
export const homeOf = (given: string | undefined, { env, cwd }: Pick<CommandIo, 'env' | 'cwd'>): string => {
  if (given !== undefined) return absolute(given, cwd)
  const root = env['SENTINEL_HOME']
  return root === undefined || root === '' ? join(cwd, '.sentinel', 'agent') : join(absolute(root, cwd), 'agent')
}

const absolute = (path: string, cwd: string) => (/^([/\\]|[A-Za-z]:)/.test(path) ? path : join(cwd, path))

const hyphened = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What parseArgs found wrong, in the operator's language. */
function complaint(error: unknown, args: readonly string[]): string {
  const { code, message } = error as { code?: string; message: string }
  const named = /'([^']+)'/.exec(message)?.[1] ?? args[0] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return words.unknownOption(named)
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return words.unexpected(named)
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return words.missing(named.split(' ')[0] ?? named)
  throw error
}

function* help(
  name: CommandSpec['name'],
  options: CommandSpec['options'],
  language: Pick<typeof words, 'usage' | 'options' | 'help' | 'optionHelp'>,
): Generator<string> {
  const written = (Object.entries(options) as [OptionName, OptionSpec][]).map(
    ([option, { type, value, required }]) => ({
      text: `--${hyphened(option)}${type === 'string' ? ` ${value ?? 'TEXT'}` : ''}`,
      required: required === true,
      says: language.optionHelp[option],
    }),
  )
  yield language.help[name]
  const line = written.map(({ text, required }) => (required ? text : `[${text}]`)).join(' ')
  yield `${language.usage}: sentinel-agent ${name} ${line}`
  yield `${language.options}:`
  for (const { text, says } of written) yield `  ${text.padEnd(24)} ${says}`
  yield ''
}
