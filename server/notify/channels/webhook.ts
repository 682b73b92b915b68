/** A webhook of another system of the bureau: JSON, signed with a shared key so that nobody else can speak for us. */

import { createHmac } from 'node:crypto'
import type { NotifySettings } from '../settings.ts'
import type { Channel } from './channel.ts'
import { post } from './http-post.ts'

/** The signature covers the time, so that a request that was overheard cannot be played again later. */
export const signatureOf = (key: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`

/** Headers: `x-sentinel-timestamp` (seconds since 1970 UTC), `x-sentinel-signature` (HMAC-SHA-256 of `timestamp.body`). */
export function webhook({ url }: NonNullable<NotifySettings['webhook']>, key: string): Channel {
  return {
    name: 'webhook',
    send({ id, at, step, text, severity, incident, code, again }, _to, signal) {
      const body = JSON.stringify({ id, at, step, text, severity, incident, code, again })
      const timestamp = String(Math.floor(at / 1000))
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'x-sentinel-timestamp': timestamp,
        'x-sentinel-signature': signatureOf(key, timestamp, body),
      }
      return post({ url, body, headers, signal })
    },
  }
}
