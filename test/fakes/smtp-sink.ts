// A mail server that takes everything, or answers a command as the test says; each mail stays as it came over the wire.
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

export interface SunkMail {
  readonly from: string
  readonly to: readonly string[]
  /** Header and body with CRLF, dots not yet unstuffed. */
  readonly raw: string
}

export interface SmtpSink {
  readonly port: number
  readonly mails: readonly SunkMail[]
  /** Every command line that came. */
  readonly commands: readonly string[]
  /** What is answered to a command instead of the usual, by its first word; `''` answers nothing at all. */
  readonly answers: Map<string, string>
  close(): Promise<void>
}

export interface SinkTls {
  readonly key: string
  readonly cert: string
  /** From the first byte, or after STARTTLS. */
  readonly from: 'first-byte' | 'starttls'
}

export async function smtpSink(tls?: SinkTls): Promise<SmtpSink> {
  const mails: SunkMail[] = []
  const commands: string[] = []
  const answers = new Map<string, string>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    const secured = (plain: Socket) => {
      const secure = new TLSSocket(plain, { isServer: true, key: tls?.key, cert: tls?.cert })
      secure.on('error', () => {})
      return secure
    }
    const kept = { mails, commands, answers }
    const upgrade = tls?.from === 'starttls' ? () => converse(secured(socket), kept, undefined, false) : undefined
    converse(tls?.from === 'first-byte' ? secured(socket) : socket, kept, upgrade)
  })
  await new Promise<void>((resolve) => {
    // Every loopback address, so that one can be asked for that is in no certificate.
    server.listen(0, tls ? '0.0.0.0' : '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    commands,
    answers,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

interface Kept {
  readonly mails: SunkMail[]
  readonly commands: string[]
  readonly answers: ReadonlyMap<string, string>
}

const usual: Readonly<Record<string, string>> = {
  EHLO: '250-sink\r\n250-AUTH PLAIN\r\n250 8BITMIME',
  DATA: '354 go on',
  QUIT: '221 bye',
  AUTH: '235 welcome',
}

function converse(socket: Socket, { mails, commands, answers }: Kept, upgrade?: () => void, greets = true): void {
  let waiting = ''
  let data = false
  let envelope: { from: string; to: string[] } = { from: '', to: [] }
  const say = (word: string) => {
    const answer = answers.get(word) ?? usual[word] ?? '250 ok'
    if (answer !== '') socket.write(`${answer}\r\n`)
    return answer
  }
  const command = (line: string) => {
    commands.push(line)
    const word = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
    const address = /<(.*)>/.exec(line)?.[1] ?? ''
    if (word === 'STARTTLS' && upgrade) {
      socket.removeAllListeners('data')
      socket.write('220 go ahead\r\n')
      return upgrade()
    }
    if (word === 'MAIL') envelope = { from: address, to: [] }
    if (word === 'RCPT') envelope.to.push(address)
    data = say(word).startsWith('354')
    if (word === 'QUIT') socket.end()
  }
  if (greets) socket.write('220 sink ESMTP\r\n')
  socket.on('data', (chunk) => {
    waiting += chunk.toString('utf8')
    for (;;) {
      const end = waiting.indexOf(data ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const text = waiting.slice(0, end)
      waiting = waiting.slice(end + (data ? 5 : 2))
      if (!data) command(text)
      else {
        data = false
        mails.push({ ...envelope, raw: text })
        say('.')
      }
    }
  })
}
