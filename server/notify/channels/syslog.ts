/** Syslog to the bureau's log collector, by UDP or TCP. Neither tells whether it arrived: delivered means handed to the network. */

import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import type { NotifySettings } from '../settings.ts'
import { cefLine } from './cef.ts'
import { brokenOff } from './channel.ts'
import type { Channel, Sent } from './channel.ts'

type SyslogSettings = NonNullable<NotifySettings['syslog']>

export function syslog(settings: SyslogSettings): Channel {
  const carry = { udp: byDatagram, tcp: byConnection }[settings.transport]
  return {
    name: 'syslog',
    async send(message, _to, signal) {
      try {
        await carry(Buffer.from(cefLine(message, hostname())), settings, signal)
        return { outcome: 'delivered' } satisfies Sent
      } catch (error) {
        return brokenOff(error)
      }
    },
  }
}

function byDatagram(line: Buffer, { host, port }: SyslogSettings, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', signal })
    socket.once('error', reject)
    // An abort closes the socket without an error and without the answer to the send.
    socket.once('close', () => reject(Object.assign(new Error('aborted'), { code: 'ABORT_ERR' })))
    socket.send(line, port, host, (error) => {
      if (error) reject(error)
      else resolve()
      if (!signal.aborted) socket.close()
    })
  })
}

/** RFC 6587 octet counting: no sign inside a message can end it. */
function byConnection(line: Buffer, { host, port }: SyslogSettings, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal })
    socket.once('error', reject)
    socket.once('close', () => resolve())
    socket.resume()
    socket.end(Buffer.concat([Buffer.from(`${line.length} `), line]), () => {
      resolve()
      socket.destroySoon()
    })
  })
}
