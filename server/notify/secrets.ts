/** The three secrets of the channels: from the environment, or from a file that only the server's account may read; never from the settings and in no log. */

import { readFileSync, statSync } from 'node:fs'
import * as z from 'zod'
import { Fault } from '#shared/fault.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { NotifySettings } from './settings.ts'

const secret = z.string().regex(/^[\x20-\x7E]{1,500}$/)

const secretsSchema = z.strictObject({
  smtpPassword: secret.optional(),
  smsToken: secret.optional(),
  /** Shorter keys can be guessed. */
  webhookKey: secret.min(32).optional(),
})

export type Secrets = z.infer<typeof secretsSchema>

const variables = {
  smtpPassword: 'SENTINEL_SMTP_PASSWORD',
  smsToken: 'SENTINEL_SMS_TOKEN',
  webhookKey: 'SENTINEL_WEBHOOK_KEY',
} as const satisfies Record<keyof Secrets, string>

/** Throws `config/damaged` where the file is open to others, is not understood, or lacks what a channel needs. */
export function readSecrets(file: string, settings: NotifySettings, env: NodeJS.ProcessEnv): Secrets {
  const { damaged, missing } = secretFaults(file)
  const given = Object.fromEntries(
    Object.entries(variables).flatMap(([member, variable]) => (env[variable] ? [[member, env[variable]]] : [])),
  )
  const parsed = secretsSchema.safeParse({ ...readSecretsFile(file), ...given })
  if (!parsed.success) throw damaged(String(parsed.error.issues[0]?.path[0] ?? ''))
  const { smtpPassword, webhookKey } = parsed.data
  if (settings.mail?.user !== undefined && smtpPassword === undefined) throw missing('smtpPassword')
  if (settings.webhook && webhookKey === undefined) throw missing('webhookKey')
  return parsed.data
}

function readSecretsFile(file: string): Record<string, unknown> {
  const { damaged, open } = secretFaults(file)
  let json: string
  try {
    // Windows has no such modes; there the home's own rights protect the file.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw open()
    json = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error instanceof Fault ? error : damaged('')
  }
  try {
    return secretsSchema.parse(JSON.parse(json))
  } catch {
    // Neither the parser's message nor the value: both may quote the secret.
    throw damaged('')
  }
}

/** None of them carries a cause: messages of parsers quote what they read. */
const secretFaults = (file: string) => ({
  damaged: (member: string) =>
    new Fault('config/damaged', `${file}: ${member} is not a secret that can be used`, {
      hint: zhCn.notify.secrets.damaged(file, member),
    }),
  missing: (member: keyof Secrets) =>
    new Fault('config/damaged', `${file}: ${member} is missing`, {
      hint: zhCn.notify.secrets.missing(file, member, variables[member]),
    }),
  open: () => new Fault('config/damaged', `${file} may be read by others`, { hint: zhCn.notify.secrets.open(file) }),
})
