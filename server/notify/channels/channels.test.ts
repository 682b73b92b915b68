// The channels against real receivers on this machine: what arrives, what a failure means, and that nothing breaks out of its field.
import { createHmac } from 'node:crypto'
import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { httpGateway } from '#test/fakes/http-gateway.ts'
import type { HttpGateway } from '#test/fakes/http-gateway.ts'
import { smtpSink } from '#test/fakes/smtp-sink.ts'
import { gatewayCertificates } from '#test/fixtures/gateway-certificates.ts'
import type { SmtpSink } from '#test/fakes/smtp-sink.ts'
import { cefLine } from './cef.ts'
import type { Message } from './channel.ts'
import { mail } from './mail.ts'
import { sms } from './sms.ts'
import { syslog } from './syslog.ts'
import { webhook } from './webhook.ts'

const aMessage: Message = {
  id: '01934f00-0000-7000-8000-000000000001',
  at: Date.UTC(2026, 10, 22, 6),
  step: 'duty',
  subject: '【医保网络安全哨兵】待处理 BS-1122-7F3K-2',
  text: '【医保网络安全哨兵】一键上报：康宁大药房 收银1号，11-22 14:05，编号 BS-1122-7F3K-2，请立即接手',
  severity: 'high',
  incident: 'BS-2026-0137',
  code: 'BS-1122-7F3K-2',
  again: false,
}
const never = new AbortController().signal
const attacks = [
  'x\r\nBcc: thief@example.com',
  'x\r\n.\r\nMAIL FROM:<a@b>',
  'a|b\\|c=d\nCEF:0|fake',
  '\u202Egnp.exe',
  '"}],{"x":1',
  'a&mobile=110',
  '<>&\u0000',
]

describe('mail', () => {
  let sink: SmtpSink
  beforeEach(async () => {
    sink = await smtpSink()
  })
  afterEach(() => sink.close())
  const channel = (user?: string) =>
    mail({ host: '127.0.0.1', port: sink.port, security: 'none', from: 'sentinel@bishan.example', user }, 'pw')

  test('arrives with its text, and with the same Message-ID when it is sent again', async () => {
    for (let i = 0; i < 2; i++)
      expect(await channel().send(aMessage, 'wang@bishan.example', never)).toEqual({ outcome: 'delivered' })
    expect(sink.mails).toHaveLength(2)
    const [first, second] = sink.mails
    expect(first).toMatchObject({ from: 'sentinel@bishan.example', to: ['wang@bishan.example'] })
    const [header = '', body = ''] = first!.raw.split('\r\n\r\n')
    expect(Buffer.from(body, 'base64').toString('utf8')).toContain('BS-1122-7F3K-2')
    expect(header).toContain('Auto-Submitted: auto-generated')
    const id = (raw: string) => /^Message-ID: (.*)$/im.exec(raw)?.[1]
    expect(id(first!.raw)).toBe(`<${aMessage.id}@bishan.example>`)
    expect(id(second!.raw)).toBe(id(first!.raw))
  })

  test.each([
    ['a mailbox that does not exist', 'RCPT', '550 no such user wang@bishan.example', 'never'],
    ['a full mailbox', 'RCPT', '452 later', 'often'],
    ['refused after the text', '.', '554 spam', 'never'],
    ['not now, after the text', '.', '451 try later', 'often'],
  ])('%s', async (_, word, answer, retry) => {
    sink.answers.set(word, answer)
    const sent = await channel().send(aMessage, 'wang@bishan.example', never)
    expect(sent).toMatchObject({ outcome: 'failed', retry })
    expect(JSON.stringify(sent)).not.toContain('wang')
  })

  test('nobody listens: surely not arrived', async () => {
    const { port } = sink
    await sink.close()
    const gone = mail({ host: '127.0.0.1', port, security: 'none', from: 'a@b.example' }, undefined)
    expect(await gone.send(aMessage, 'wang@bishan.example', never)).toMatchObject({ outcome: 'failed', retry: 'often' })
  })

  test('without TLS where TLS is required nothing is said, and no password', async () => {
    sink.answers.set('STARTTLS', '502 not here')
    const strict = mail(
      { host: '127.0.0.1', port: sink.port, security: 'starttls', from: 'a@b.example', user: 'u' },
      'pw',
    )
    expect(await strict.send(aMessage, 'wang@bishan.example', never)).toMatchObject({ outcome: 'failed' })
    expect(sink.commands.filter((line) => /^(AUTH|MAIL|DATA)/.test(line))).toEqual([])
  })

  test('a server that falls silent is left when the time is up', async () => {
    sink.answers.set('DATA', '')
    const time = new AbortController()
    setTimeout(() => time.abort(), 100)
    expect(await channel().send(aMessage, 'wang@bishan.example', time.signal)).toMatchObject({ outcome: 'failed' })
  })

  test.each(attacks)('%j adds neither header nor receiver nor command', async (attack) => {
    await channel().send({ ...aMessage, subject: attack, text: attack }, 'wang@bishan.example', never)
    expect(sink.mails.map(({ to }) => to)).toEqual([['wang@bishan.example']])
    const names = sink.mails[0]!.raw.split('\r\n\r\n')[0]!
      .split('\r\n')
      .filter((line) => /^\S/.test(line))
      .map((line) => line.split(':')[0]!.toLowerCase())
    expect(names.toSorted()).toEqual([
      'auto-submitted',
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ])
  })
})

describe('mail over TLS', () => {
  const before = getCACertificates('default')
  afterEach(() => setDefaultCACertificates(before))

  test.each([
    ['tls', 'first-byte', true, '127.0.0.1'],
    ['starttls', 'starttls', true, '127.0.0.1'],
    ['tls', 'first-byte', false, '127.0.0.1'],
    ['starttls', 'starttls', false, '127.0.0.1'],
    ['tls', 'first-byte', true, '127.0.0.2'],
  ] as const)('%s, certificate known: %s %s, asked for %s', async (security, from, known, host) => {
    const { tls } = await gatewayCertificates()
    const sink = await smtpSink({ key: tls.key, cert: tls.cert, from })
    if (known) setDefaultCACertificates([...before, tls.ca])
    const channel = mail({ host, port: sink.port, security, from: 'a@b.example', user: 'sentinel' }, 'pass-word')
    const sent = await channel.send(aMessage, 'wang@bishan.example', never)
    const signedIn = sink.commands.some((line) => line.startsWith('AUTH'))
    if (known && host === '127.0.0.1') {
      expect(sent).toEqual({ outcome: 'delivered' })
      expect([signedIn, sink.mails.length]).toEqual([true, 1])
    } else {
      expect(sent).toMatchObject({ outcome: 'failed' })
      expect([signedIn, sink.mails.length]).toEqual([false, 0])
    }
    await sink.close()
  })
})

describe('SMS and webhook', () => {
  let gateway: HttpGateway
  beforeEach(async () => {
    gateway = await httpGateway()
  })
  afterEach(() => gateway.close())
  const settings = () =>
    ({
      url: gateway.url,
      format: 'json',
      mobileField: 'phone',
      textField: 'msg',
      fields: { account: 'yb' },
      tokenHeader: 'x-token',
    }) as const

  test.each([
    ['json', (body: string) => JSON.parse(body) as unknown],
    ['form', (body: string) => Object.fromEntries(new URLSearchParams(body))],
  ] as const)(
    '%s carries number and text in the gateway’s own fields, whatever the text holds',
    async (format, read) => {
      for (const text of [aMessage.text, ...attacks.filter((attack) => attack.isWellFormed())]) {
        expect(
          await sms({ ...settings(), format }, 'secret').send({ ...aMessage, text }, '13800000000', never),
        ).toEqual({ outcome: 'delivered' })
        const { body, headers } = gateway.requests.at(-1)!
        expect(read(body)).toEqual({
          account: 'yb',
          phone: '13800000000',
          msg: text.replaceAll(/\r?\n/g, format === 'form' ? '\r\n' : '$&') === text ? text : expect.any(String),
        })
        expect(headers).toMatchObject({ 'x-token': 'secret' })
      }
    },
  )

  test.each([
    [200, '{"code":0}', undefined],
    [200, '{"code":7}', 'often'],
    [400, '', 'never'],
    [429, '', 'often'],
    [503, '', 'often'],
    [302, '', 'never'],
  ])('%i %s', async (status, body, retry) => {
    gateway.answer = (response) => response.writeHead(status).end(body)
    const sent = await sms({ ...settings(), accepted: '"code":0' }, undefined).send(aMessage, '13800000000', never)
    expect(sent).toMatchObject(retry === undefined ? { outcome: 'delivered' } : { outcome: 'failed', retry })
  })

  test('a redirect is not followed: the token goes to nobody else', async () => {
    const other = await httpGateway()
    gateway.answer = (response) => response.writeHead(307, { location: other.url }).end()
    expect(await sms(settings(), 'secret').send(aMessage, '13800000000', never)).toMatchObject({ reason: 'HTTP 307' })
    expect(other.requests).toEqual([])
    await other.close()
  })

  test('an answer without end is not read, and an answer that never comes is left', async () => {
    gateway.answer = (response) => response.end('x'.repeat(1_000_000))
    expect(await sms(settings(), undefined).send(aMessage, '13800000000', never)).toMatchObject({
      outcome: 'failed',
      retry: 'once',
    })
    gateway.answer = () => {}
    const time = new AbortController()
    setTimeout(() => time.abort(), 50)
    expect(await sms(settings(), undefined).send(aMessage, '13800000000', time.signal)).toMatchObject({
      outcome: 'failed',
      retry: 'once',
    })
  })

  test('a reason never holds token, number or address', async () => {
    await gateway.close()
    const sent = JSON.stringify(await sms(settings(), 'secret').send(aMessage, '13800000000', never))
    expect(sent).toContain('ECONNREFUSED')
    expect(sent).not.toMatch(/secret|138|127\.0/)
    gateway = await httpGateway()
  })

  test('a webhook is signed over its time and body; another key or body does not fit', async () => {
    const key = 'k'.repeat(32)
    expect(await webhook({ url: gateway.url }, key).send(aMessage, '', never)).toEqual({ outcome: 'delivered' })
    const { headers, body } = gateway.requests[0]!
    const stamp = String(headers['x-sentinel-timestamp'])
    const sign = (by: string, what: string) =>
      `sha256=${createHmac('sha256', by).update(`${stamp}.${what}`).digest('hex')}`
    expect(stamp).toBe(String(aMessage.at / 1000))
    expect(headers['x-sentinel-signature']).toBe(sign(key, body))
    expect(headers['x-sentinel-signature']).not.toBe(sign('other'.repeat(8), body))
    expect(headers['x-sentinel-signature']).not.toBe(sign(key, `${body} `))
    expect(JSON.parse(body)).toEqual({ ...aMessage, subject: undefined })
  })
})

/** A reader of CEF that knows only its rules: seven bars that are not escaped, then name=value. */
function readCef(line: string): { readonly header: readonly string[]; readonly extension: Record<string, string> } {
  const parts = /^((?:(?:[^\\|]|\\[\\|])*\|){7})(.*)$/u.exec(line.slice(line.indexOf('CEF:')))
  if (!parts) throw new Error(`no CEF: ${line}`)
  const header = [...parts[1]!.matchAll(/((?:[^\\|]|\\[\\|])*)\|/gu)].map(([, field = '']) =>
    field.replaceAll(/\\(.)/gu, '$1'),
  )
  const starts = [...parts[2]!.matchAll(/(?:^| )([A-Za-z0-9]+)=/g)]
  const extension = Object.fromEntries(
    starts.map((start, i) => [
      start[1]!,
      parts[2]!.slice(start.index + start[0].length, starts[i + 1]?.index).replaceAll(/\\(.)/gu, '$1'),
    ]),
  )
  return { header, extension }
}

describe('syslog', () => {
  let socket: Socket
  beforeEach(async () => {
    socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
  })
  afterEach(() => new Promise<void>((resolve) => void socket.close(() => resolve())))

  test('by UDP: one datagram of RFC 5424 with CEF', async () => {
    const arrived = once(socket, 'message')
    expect(
      await syslog({ host: '127.0.0.1', port: socket.address().port, transport: 'udp' }).send(aMessage, '', never),
    ).toEqual({ outcome: 'delivered' })
    const line = String((await arrived)[0])
    expect(line).toMatch(
      /^<107>1 2026-11-22T06:00:00\.000Z \S+ yibao-sentinel - duty - CEF:0\|Yibao\|Sentinel\|1\|duty\|/,
    )
    expect(readCef(line).extension).toMatchObject({ cs1: 'BS-2026-0137', cs2: 'BS-1122-7F3K-2', msg: aMessage.text })
  })

  test('by TCP: counted octets, and nobody there is a failure', async () => {
    let got = ''
    const server = createServer((client) => client.on('data', (chunk) => (got += chunk.toString('utf8'))))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const channel = syslog({ host: '127.0.0.1', port, transport: 'tcp' })
    expect(await channel.send(aMessage, '', never)).toEqual({ outcome: 'delivered' })
    await expect.poll(() => got).toContain('msg=')
    const [, octets, line = ''] = /^(\d+) ([\s\S]*)$/.exec(got) ?? []
    expect(Buffer.byteLength(line)).toBe(Number(octets))
    await new Promise((resolve) => void server.close(resolve))
    expect(await channel.send(aMessage, '', never)).toMatchObject({ outcome: 'failed', retry: 'often' })
  })

  test('whatever stands in a field, it is one line, one CEF, and the fields are ours', () => {
    const hostile = fc.oneof(
      fc.constantFrom(...attacks),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ maxLength: 60 }).map((s) => `${s}|=\\\r\n${s}`),
    )
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (step, subject, text, host) => {
        const line = cefLine({ ...aMessage, step, subject, text }, host)
        expect(line).not.toMatch(/\p{Cc}|[\u2028\u2029\u202A-\u202E]/u)
        expect(line.isWellFormed()).toBe(true)
        expect(line.split(' ').slice(0, 7)).toHaveLength(7)
        const { header, extension } = readCef(line)
        expect(header).toHaveLength(7)
        expect([header[0], header[1], header[2], header[6]]).toEqual(['CEF:0', 'Yibao', 'Sentinel', '8'])
        expect(Object.keys(extension)).toEqual(['externalId', 'rt', 'cs1Label', 'cs1', 'cs2Label', 'cs2', 'msg'])
      }),
      { numRuns: 300 },
    )
  })

  test('control: a line that is put together without escaping does not read back', () => {
    const naive = 'CEF:0|Yibao|Sentinel|1|duty|a|b|8|msg=x'
    expect(readCef(naive).header[6]).not.toBe('8')
  })
})
