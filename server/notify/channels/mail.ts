/** 邮件: hands a message to the bureau's mail server by SMTP, encrypted unless the settings say otherwise. */

import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import type { NotifySettings } from '../settings.ts'
import { brokenOff, failed } from './channel.ts'
import type { Channel, Sent } from './channel.ts'

type MailSettings = NonNullable<NotifySettings['mail']>

const waitMs = 10_000

export function mail({ host, port, security, from, user }: MailSettings, password: string | undefined): Channel {
  return {
    name: 'mail',
    async send({ id, at, subject, text }, to, signal) {
      const transport = createTransport({
        host,
        port,
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
        ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
        tls: { minVersion: 'TLSv1.2' },
        connectionTimeout: waitMs,
        greetingTimeout: waitMs,
        socketTimeout: waitMs,
        dnsTimeout: waitMs,
        disableFileAccess: true,
        disableUrlAccess: true,
        // A socket of our own, since closing the transport leaves the one that is in use open until it times out.
        getSocket(_options, callback) {
          const socket = connect({ host, port, signal })
          socket.once('error', callback)
          // Between here and the first word nobody listens, and an abort is an error.
          socket.on('error', () => {})
          socket.once('connect', () => {
            socket.off('error', callback)
            callback(null, { connection: socket })
          })
        },
      })
      try {
        await transport.sendMail({
          from,
          // As an object the address is taken as it is and never parsed as a list.
          to: { name: '', address: to },
          subject,
          text,
          date: new Date(at),
          // The same when it is sent again: mail programs show it once.
          messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { outcome: 'delivered' } satisfies Sent
      } catch (error) {
        return judged(error)
      } finally {
        transport.close()
      }
    },
  }
}

/** Only codes: the answer of a mail server repeats the address. */
function judged(error: unknown): Sent {
  const { code, responseCode, command } = error as { code?: unknown; responseCode?: unknown; command?: unknown }
  if (typeof responseCode === 'number')
    return failed(`SMTP ${responseCode}`, responseCode >= 500 && responseCode !== 535 ? 'never' : 'often')
  // Before DATA nothing was handed over.
  if (command === 'CONN' || code === 'EAUTH' || code === 'ETLS') return failed(String(code).slice(0, 60), 'often')
  return brokenOff(error)
}
