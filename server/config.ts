/** The server's settings: parsed once, from the command line, the environment and `settings.json` of its home. */

import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import { text } from '#shared/protocol/limits.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { readSecrets } from './notify/secrets.ts'
import type { Secrets } from './notify/secrets.ts'
import { notifySettings } from './notify/settings.ts'

const host = z.string().regex(/^(?!-)[A-Za-z0-9.:-]{1,253}$/)
// A number in the file, digits on the command line; 0 lets the system choose.
const port = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(0).max(65_535))

/** What `settings.json` may hold; every member may be left out. One that is not known is refused, so that a typing error cannot pass in silence. */
const settingsSchema = z.strictObject({
  /** As it stands on every screen, at the office and at the counters. */
  office: z
    .strictObject({
      name: text(64).min(1).default('璧山区医疗保障局'),
      /** The duty phone that an operator dials when nothing else works. */
      phone: text(32).min(1).default('023-XXXX XXXX'),
    })
    .prefault({}),
  listen: host.default('127.0.0.1'),
  /** Names and addresses by which terminals and browsers reach this server, the one that terminals are told first. */
  hosts: z.array(host).max(16).default([]),
  gatewayPort: port.default(7443),
  enrollmentPort: port.default(7444),
  consolePort: port.default(7080),
  /** Who is told outside the console; left out, nothing leaves this server. */
  notify: notifySettings.optional(),
})

type Settings = z.infer<typeof settingsSchema>

/** Where the server keeps everything; one folder, so that it can be looked at and taken away whole. */
export interface Home {
  readonly folder: string
  readonly settings: string
  readonly log: string
  readonly pki: string
  readonly store: string
  /** What the channels sign in with, where the environment does not say it. */
  readonly secrets: string
  /** The checkpoints of the histories once more, beside the database. */
  readonly checkpoints: string
  /** Released documents and archives, as files named by their SHA-256. */
  readonly documents: string
  /** Holds the setup code until it is used. */
  readonly setupCode: string
  /** Where the running server is reached; for commands beside it. */
  readonly reachable: string
}

export interface Config extends Settings {
  readonly home: Home
  /** What certificates are made for: `hosts`, and what reaches this machine from itself. */
  readonly certificateHosts: readonly string[]
  readonly loopbackOnly: boolean
  readonly logToStdout: boolean
  /** The console's built pages. */
  readonly pages: string
  /** Of the channels; nothing where `notify` is left out. Not for the log. */
  readonly secrets: Secrets
}

/** A mistake in the command line, as one sentence. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

const options = {
  home: { type: 'string' },
  listen: { type: 'string' },
  host: { type: 'string', multiple: true },
  'gateway-port': { type: 'string' },
  'enrollment-port': { type: 'string' },
  'console-port': { type: 'string' },
  'log-to-stdout': { type: 'boolean' },
  pages: { type: 'string' },
  institution: { type: 'string' },
  kind: { type: 'string' },
  phone: { type: 'string' },
  hours: { type: 'string' },
  serial: { type: 'string' },
  printed: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Of one command, what it takes beyond `--home`. */
const optionsOf = {
  run: ['listen', 'host', 'gateway-port', 'enrollment-port', 'console-port', 'log-to-stdout', 'pages'],
  'enrollment-code': ['institution', 'kind', 'phone', 'hours', 'json'],
  'setup-code': ['json'],
  revoke: ['serial', 'json'],
  verify: ['printed'],
} as const satisfies Record<string, readonly (keyof typeof options)[]>

export type CommandName = keyof typeof optionsOf
export type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** Throws `ArgumentError`. */
export function readArguments(argv: readonly string[]): { readonly command: CommandName; readonly values: Options } {
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new ArgumentError((error as Error).message)
  }
  const { positionals, values } = parsed
  const [command, ...rest] = positionals
  if (command === undefined || !isCommand(command) || rest.length > 0) throw new ArgumentError(positionals.join(' '))
  const taken: readonly string[] = optionsOf[command]
  const stray = Object.keys(values).find((name) => name !== 'home' && !taken.includes(name))
  if (stray !== undefined) throw new ArgumentError(`${command} --${stray}`)
  return { command, values }
}

const isCommand = (word: string): word is CommandName => Object.hasOwn(optionsOf, word)

/** Opens the home and joins its settings with the command line's. Throws `config/damaged`, `config/unwritable` or `ArgumentError`. */
export function readConfig(values: Options, env: NodeJS.ProcessEnv = process.env): Config {
  const root = env['SENTINEL_HOME'] ?? '.sentinel'
  const home = openHome(resolve(values.home ?? join(root, 'server')))
  const settings = { ...readSettings(home.settings), ...given(values) }
  const hosts = settings.hosts.length > 0 ? settings.hosts : [...ownAddresses(settings.listen)]
  return {
    ...settings,
    home,
    hosts,
    certificateHosts: [...new Set([...hosts, '127.0.0.1', 'localhost'])],
    loopbackOnly: isLoopback(settings.listen),
    logToStdout: values['log-to-stdout'] ?? false,
    pages: resolve(values.pages ?? join(import.meta.dirname, '..', '.out', 'pages', 'console')),
    secrets: settings.notify ? readSecrets(home.secrets, settings.notify, env) : {},
  }
}

/** What the command line says, by the same rules as the file. */
function given(values: Options): Partial<Settings> {
  const members = {
    listen: values.listen,
    hosts: values.host,
    gatewayPort: values['gateway-port'],
    enrollmentPort: values['enrollment-port'],
    consolePort: values['console-port'],
  }
  const said = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  const parsed = settingsSchema.partial().safeParse(said)
  if (parsed.success) return Object.fromEntries(Object.entries(parsed.data).filter(([name]) => name in said))
  const member = String(parsed.error.issues[0]?.path[0] ?? '')
  throw new ArgumentError(`${member} ${String(said[member])}`)
}

function openHome(folder: string): Home {
  const home = {
    folder,
    settings: join(folder, 'settings.json'),
    log: join(folder, 'log'),
    pki: join(folder, 'pki'),
    store: join(folder, 'store.sqlite'),
    secrets: join(folder, 'secrets.json'),
    checkpoints: join(folder, 'checkpoints.jsonl'),
    documents: join(folder, 'documents'),
    setupCode: join(folder, 'setup-code'),
    reachable: join(folder, 'reachable.json'),
  }
  try {
    for (const one of [folder, home.log, home.pki]) {
      mkdirSync(one, { recursive: true, mode: 0o700 })
      accessSync(one, constants.W_OK | constants.X_OK)
    }
    // A first start leaves the file behind, so that there is something to fill the phone number in.
    if (!existsSync(home.settings)) {
      const { office } = settingsSchema.parse({})
      writeFileSync(home.settings, `${JSON.stringify({ office }, null, 2)}\n`, { mode: 0o600 })
    }
  } catch (cause) {
    throw new Fault('config/unwritable', `${folder} cannot be written to`, {
      cause,
      hint: `${zhCn.server.unwritable(folder)}：${zhCn.faults['config/unwritable'].todo}`,
    })
  }
  return home
}

/** Throws `config/damaged` with the line or the member that is wrong; the file is never changed. */
function readSettings(file: string): Settings {
  const damaged = (message: string, detail: string, cause?: unknown) =>
    new Fault('config/damaged', message, { cause, hint: `${detail}；${zhCn.faults['config/damaged'].todo}` })
  let json: string
  try {
    json = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw damaged(`${file} cannot be read`, zhCn.server.settings.unreadable(file), cause)
  }
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    const line = lineOf(json, cause as Error)
    throw damaged(`${file}:${line} is not JSON`, zhCn.server.settings.notJson(file, line), cause)
  }
  const parsed = settingsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const member = [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.')
  throw damaged(`${file}: ${member}: ${issue?.message ?? ''}`, zhCn.server.settings.badMember(file, member))
}

/** V8 mostly says at which position it stopped; for an unexpected token it does not, and the shortest beginning that already fails so tells. */
function lineOf(json: string, { message }: Error): number {
  const said = /at position (\d+)/.exec(message)?.[1]
  const position = said === undefined ? tokenAt(json, message) : Number(said)
  return json.slice(0, position).trimEnd().split('\n').length
}

function tokenAt(json: string, message: string): number {
  if (!message.startsWith('Unexpected token')) return json.length
  let [sound, broken] = [0, json.length]
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2)
    if (stopsAtToken(json.slice(0, middle))) broken = middle
    else sound = middle
  }
  return broken
}

function stopsAtToken(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return false
  } catch (error) {
    return (error as Error).message.startsWith('Unexpected token')
  }
}

const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))

/** Where nobody said by which address the server is reached, it is the one it listens on, or each of this machine's. */
function ownAddresses(listen: string): readonly string[] {
  if (listen !== '0.0.0.0' && listen !== '::') return [listen]
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
}
