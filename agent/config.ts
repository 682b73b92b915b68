/** The agent's settings: parsed once, from the command line, the environment and `settings.json` of its home. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { Fault } from '#shared/fault.ts'

const adapterName = z.string().min(1).max(64)
const folder = z.string().min(1).max(1024)

/** What `settings.json` may hold; every member may be left out. A member that is not known is refused, so that a typing error cannot pass in silence. */
export const settingsSchema = z.strictObject({
  /** Which adapter is on the insurance network (医保专网). Left out: the one that routes to the bureau's gateway. */
  insuranceAdapter: z
    .strictObject({
      name: adapterName.optional(),
      mac: z.string().max(17).optional(),
      /** Windows' InterfaceGuid, where two adapters share a MAC. */
      guid: z.string().max(38).optional(),
    })
    .default({}),
  /** 专线, VPN or 混合: how this institution reaches the insurance network. */
  accessProfile: z.enum(['line', 'vpn', 'mixed']).default('line'),
  /** Adapters that may carry a default route beside the insurance network. */
  allowedAdapters: z.array(adapterName).max(16).default([]),
  /** Networks behind the insurance adapter that must not leave by another one while it is cut, CIDR. */
  insurancePrefixes: z.array(z.string().max(49)).max(64).default([]),
  /** Folders with the files that matter; decoys are put into each. */
  watchedFolders: z.array(folder).max(64).default([]),
  /** What a press of the button does besides reporting (the plan 三(一)3). */
  afterPress: z.enum(['countdown', 'ask', 'cut']).default('countdown'),
  countdownSeconds: z.number().int().min(5).max(600).default(30),
  /** The longest that a critical cut waits for the office to have the alert. */
  acknowledgeWithinMs: z.number().int().min(0).max(5_000).default(2_000),
  /** 演练: everything but touching the machine. */
  rehearsal: z.boolean().default(false),
})

export type Settings = z.infer<typeof settingsSchema>

/** Where the agent keeps everything; one folder, so that it can be looked at and taken away whole. */
export interface Home {
  readonly folder: string
  readonly settings: string
  readonly log: string
  readonly outbox: string
  readonly identity: string
  readonly evidence: string
  readonly state: string
}

export const homeAt = (folder: string): Home => ({
  folder,
  settings: join(folder, 'settings.json'),
  log: join(folder, 'log'),
  outbox: join(folder, 'outbox'),
  identity: join(folder, 'identity'),
  evidence: join(folder, 'evidence'),
  state: join(folder, 'state'),
})

/** Makes the home where it is missing. Throws `config/unwritable`. */
export function openHome(home: Home): void {
  try {
    for (const folder of [home.folder, home.log, home.outbox, home.identity, home.evidence, home.state])
      mkdirSync(folder, { recursive: true, mode: folder === home.folder ? 0o755 : 0o700 })
  } catch (cause) {
    throw new Fault('config/unwritable', `the data folder ${home.folder} cannot be written to`, {
      cause,
      hint: `请检查 ${home.folder} 的权限和磁盘空间，或用 --home 另选文件夹`,
    })
  }
}

/** Reads `settings.json`; none means all defaults. Throws `config/damaged` with the member that is wrong. */
export function readSettings(home: Home): Settings {
  let text: string
  try {
    text = readFileSync(home.settings, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return settingsSchema.parse({})
    throw new Fault('config/damaged', `${home.settings} cannot be read`, { cause, hint: '请检查文件权限' })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Fault('config/damaged', `${home.settings} is not JSON: ${(cause as Error).message}`, {
      cause,
      hint: `请修正 ${home.settings}，或从备份恢复；原文件未改动`,
    })
  }
  const parsed = settingsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new Fault(
    'config/damaged',
    `${home.settings}: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'not valid'}`,
    {
      hint: `请修正 ${home.settings} 中的“${where}”；原文件未改动`,
    },
  )
}

/** Writes the settings that enrolment found out. */
export function writeSettings(home: Home, settings: Partial<Settings>): void {
  writeFileSync(home.settings, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o644 })
}
