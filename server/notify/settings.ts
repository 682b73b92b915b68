/** 外发通知的设置: who is told on which channel and when; the member `notify` of the server's settings. */

import { isIP } from 'node:net'
import * as z from 'zod'
import { name, text } from '#shared/protocol/limits.ts'

/** 值班员, 办公室其他人员, 副组长, 组长, 成员: in the order in which they are told. */
export const roles = ['duty', 'backup', 'deputy', 'leader', 'member'] as const
export type Role = (typeof roles)[number]

const host = z.string().regex(/^(?!-)[A-Za-z0-9.:-]{1,253}$/)
const port = z.number().int().min(1).max(65_535)
const mail = z.email().max(254)
const mobile = z.string().regex(/^\+?\d{5,15}$/)
/** A name or value that goes into a request as it stands. */
const token = z.string().regex(/^[\x21-\x7E]{1,200}$/)
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)

/** Addresses that never leave the house; only there may a token travel without TLS. */
const insideTheHouse = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  (isIP(hostname) === 4 && /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(hostname))

const url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((value) => {
    const { protocol, hostname, username, password } = new URL(value)
    return username === '' && password === '' && (protocol === 'https:' || insideTheHouse(hostname))
  }, 'https, or http to a private address; without a password')

const recipient = z.strictObject({
  name: name.trim().min(1),
  role: z.enum(roles),
  mail: mail.optional(),
  mobile: mobile.optional(),
})

const hourMs = 3_600_000

export const notifySettings = z.strictObject({
  recipients: z
    .array(recipient)
    .max(20)
    .default([])
    .refine((list) => new Set(list.map((one) => one.name)).size === list.length, 'a name that occurs twice'),
  mail: z
    .strictObject({
      host,
      port: port.default(465),
      /** `tls` from the first byte, `starttls` required before anything else, or `none`, for a relay on this machine. */
      security: z.enum(['tls', 'starttls', 'none']).default('tls'),
      from: mail,
      user: token.optional(),
    })
    .optional(),
  sms: z
    .strictObject({
      url,
      format: z.enum(['json', 'form']).default('json'),
      /** How this gateway calls the number and the text. */
      mobileField: token.default('mobile'),
      textField: token.default('content'),
      /** What it wants besides: account, template, signature. */
      fields: z
        .record(token, text(200))
        .refine((fields) => Object.keys(fields).length <= 20)
        .default({}),
      tokenHeader: headerName.default('authorization'),
      /** Many gateways answer 200 to everything: what the answer has to contain to count as taken. */
      accepted: text(100).min(1).optional(),
    })
    .optional(),
  webhook: z.strictObject({ url }).optional(),
  syslog: z
    .strictObject({ host, port: port.default(514), transport: z.enum(['udp', 'tcp']).default('udp') })
    .optional(),
  /** After how long without 接手 the next ones are told: rules of this office, not of the plan. */
  escalation: z
    .strictObject({
      backupAfterMs: z.number().int().min(30_000).max(hourMs).default(180_000),
      leaderAfterMs: z.number().int().min(60_000).max(hourMs).default(600_000),
    })
    .refine(({ backupAfterMs, leaderAfterMs }) => backupAfterMs <= leaderAfterMs, 'the leader comes after the backup')
    .prefault({}),
})

export type NotifySettings = z.infer<typeof notifySettings>
export type Recipient = NotifySettings['recipients'][number]
export type Escalation = NotifySettings['escalation']
