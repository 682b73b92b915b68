// The server as a process: what goes wrong at its start is one sentence, and a whole report goes from terminal to screen and back.
import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { enrollmentAnswer } from '#shared/protocol/enrollment.ts'
import type { EnrollmentAnswer } from '#shared/protocol/enrollment.ts'
import { orderText } from '#shared/protocol/order-text.ts'
import { Appointments, cookieOf } from '#test/fixtures/appointments.ts'
import { Door } from '#test/fixtures/door.ts'
import { requestWithKey } from '#test/fakes/certificate-request.ts'
import { httpGateway } from '#test/fakes/http-gateway.ts'
import type { HttpGateway } from '#test/fakes/http-gateway.ts'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { ConnectedTerminal } from '#test/fixtures/connected-terminal.ts'
import { aHello, aPress, aRecord } from '#test/fixtures/occurrences.ts'
import { runServer, ServerProcess } from '#test/fixtures/server-process.ts'
import type { EndpointRow, FeedFrame } from './console/feed-frame.ts'
import { endpointCertificate, keyOfRequest, pemOf, readPair } from './pki/certificate.ts'
import { openAuthority } from './pki/authority.ts'

const day = 86_400_000

describe('what goes wrong at the start is one sentence on stderr, exit code 1, no stack', { timeout: 60_000 }, () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'server-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  async function fault(args: readonly string[], code: string): Promise<string> {
    const ended = await runServer(['run', ...args])
    expect(ended.code).toBe(1)
    expect(ended.stderr.trim().split('\n')).toHaveLength(1)
    expect(ended.stderr).toMatch(new RegExp(`（${code}）\n$`))
    expect(ended.stderr).not.toMatch(/\bat .*\.ts|Error|Warning/)
    return ended.stderr
  }

  const doors = ['gateway', 'enrollment', 'console'] as const
  test.each(doors)('a %s port that is in use', async (door) => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const ports = doors.flatMap((one) => [`--${one}-port`, one === door ? String(port) : '0'])
    expect(await fault(['--home', home, ...ports], 'console/port-in-use')).toContain(`127.0.0.1:${port}`)
    taken.close()
  })
  test('an address that is not of this machine', async () => {
    const ports = doors.flatMap((one) => [`--${one}-port`, '0'])
    const said = await fault(['--home', home, '--listen', '192.0.2.1', ...ports], 'console/address-unusable')
    expect(said).toContain('192.0.2.1')
  })
  test('a home that cannot be written to', async () => {
    const file = join(home, 'file')
    writeFileSync(file, '')
    expect(await fault(['--home', join(file, 'server')], 'config/unwritable')).toContain(file)
  })
  test('damaged settings', async () => {
    writeFileSync(join(home, 'settings.json'), '{\n"office": {\n"phone" "023"\n}}')
    expect(await fault(['--home', home], 'config/damaged')).toContain('第 3 行')
  })
  test('a damaged authority is not replaced', async () => {
    await openAuthority({ folder: join(home, 'pki'), clock: new ManualClock(Date.now()) })
    const file = join(home, 'pki', 'authority.pem')
    chmodSync(file, 0o600)
    writeFileSync(file, 'x')
    expect(await fault(['--home', home], 'config/damaged')).toContain(file)
    expect(readFileSync(file, 'utf8')).toBe('x')
  })
  test('a second server on the same data', async () => {
    const first = await ServerProcess.start(home)
    try {
      await fault(['--home', home, ...doors.flatMap((one) => [`--${one}-port`, '0'])], 'store/locked')
    } finally {
      await first.stop()
    }
  })
  test('a mistake in the command line is said with how it is used', async () => {
    const { code, stderr } = await runServer(['run', '--home', home, '--prot', '1'])
    expect(code).toBe(2)
    expect(stderr).toContain('用法')
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})

interface Enrolled {
  readonly answer: EnrollmentAnswer
  readonly credentials: { readonly ca: string; readonly key: string; readonly cert: string }
}

describe('from the terminal to the screen and back', { timeout: 60_000 }, () => {
  let home: string
  let server: ServerProcess
  let cookie = ''
  let administrator = ''
  let till: Enrolled
  let smsGateway: HttpGateway
  const frames: FeedFrame[] = []
  const pages: WebSocket[] = []
  const terminals: ConnectedTerminal[] = []

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'server-'))
    smsGateway = await httpGateway()
    const office = { name: '璧山区医疗保障局', phone: '023-4142 0000' }
    const recipients = [{ name: '值班手机', role: 'duty', mobile: '13900000000' }]
    const notify = { recipients, sms: { url: smsGateway.url } }
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ office, notify }))
    writeFileSync(join(home, 'secrets.json'), '{"smsToken":"a-token"}', { mode: 0o600 })
    server = await ServerProcess.start(home)
  }, 60_000)
  afterAll(async () => {
    for (const page of pages) page.terminate()
    for (const terminal of terminals) terminal.end()
    await server.stop('SIGKILL')
    await smsGateway.close()
    rmSync(home, { recursive: true, force: true })
  })

  const post = (path: string, body: unknown = {}, as = cookie) =>
    fetch(`${server.consoleUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: as },
      body: JSON.stringify(body),
    })

  async function enroll(name: string): Promise<Enrolled> {
    const { code } = await server.command(
      'enrollment-code',
      '--institution',
      '璧山区康宁大药房',
      '--phone',
      '13800000000',
    )
    const [once = '', fingerprint] = String(code).split('.')
    const ca = readFileSync(join(home, 'pki', 'ca.crt'), 'utf8')
    const der = Buffer.from(ca.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
    expect(createHash('sha256').update(der).digest('base64url')).toBe(fingerprint)
    const { csr, key } = await requestWithKey()
    const answer = await ask(ca, { code: once, csr, name })
    return { answer, credentials: { ca, key, cert: answer.certificate } }
  }

  const ask = (ca: string, body: object) =>
    new Promise<EnrollmentAnswer>((resolve, reject) => {
      const headers = { 'content-type': 'application/json' }
      const to = { host: '127.0.0.1', port: server.enrollmentPort, path: '/enroll', method: 'POST', ca, headers }
      const asked = request(to, (response) => {
        let text = ''
        response.on('data', (piece: Buffer) => (text += piece.toString()))
        response.on('end', () => {
          if (response.statusCode === 200) resolve(enrollmentAnswer.parse(JSON.parse(text)))
          else reject(new Error(text))
        })
      })
      asked.on('error', reject)
      asked.end(JSON.stringify(body))
    })

  async function connect(credentials: Enrolled['credentials']): Promise<ConnectedTerminal> {
    const terminal = await ConnectedTerminal.connect(server.gatewayPort, credentials)
    terminals.push(terminal)
    return terminal
  }

  /** The newest row of the terminal that the feed has told. */
  const row = (): EndpointRow | undefined =>
    frames
      .flatMap((frame) => (frame.frame === 'beat' ? [] : frame.endpoints))
      .findLast(({ id }) => id === till.answer.endpoint.id)

  test('the setup code in the home lets the ceremony be held, once; then people are let in with posts', async () => {
    const file = join(home, 'setup-code')
    const code = readFileSync(file, 'utf8').trim()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await expect.poll(() => server.said.join()).toContain(code)
    expect(readFileSync(join(home, 'log', 'server.log'), 'utf8')).not.toContain(code)
    const door = Door.here(server.consoleUrl)
    const appointments = await Appointments.found(door, code)
    expect(existsSync(file)).toBe(false)
    await expect(Appointments.found(door, code)).rejects.toThrow('already-set-up')
    administrator = appointments.system
    cookie = await cookieOf(door, await appointments.appoint('office', '王××'))
    const me = await fetch(`${server.consoleUrl}/api/me`, { headers: { cookie } })
    expect(await me.json()).toMatchObject({ office: { phone: '023-4142 0000' } })
  })

  test('a terminal enrols and is on the screen before it has ever connected', async () => {
    const page = new WebSocket(`${server.consoleUrl.replace('http', 'ws')}/api/live`, { headers: { cookie } })
    pages.push(page)
    page.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as FeedFrame))
    await expect.poll(() => frames.length).toBeGreaterThan(0)
    till = await enroll('收银1号')
    await expect.poll(row).toMatchObject({
      number: 'BS-0001-01',
      online: false,
      institutionName: '璧山区康宁大药房',
      phone: '13800000000',
    })
    expect(till.answer.gateway).toBe(`127.0.0.1:${server.gatewayPort}`)
  })

  test('it presses; the office sees it, takes it over, and the name comes back', async () => {
    const terminal = await connect(till.credentials)
    const epoch = randomUUID()
    const at = Date.now()
    terminal.send(aHello(epoch, 1, { at }))
    expect(await terminal.next('welcome')).toMatchObject({
      institution: '璧山区康宁大药房',
      office: { phone: '023-4142 0000' },
    })
    await expect.poll(() => row()?.online).toBe(true)
    const alert = aPress({ at })
    terminal.send(aRecord(epoch, 1, { kind: 'alert', alert }, at))
    await terminal.next('acknowledge')
    await terminal.next('notice', ({ alert: id, stage }) => id === alert.id && stage === 'received')
    const shown = () =>
      frames.flatMap((frame) => (frame.frame === 'beat' ? [] : frame.alerts)).findLast(({ id }) => id === alert.id)
    await expect
      .poll(shown)
      .toMatchObject({ code: alert.code, incidentNumber: expect.stringMatching(/^BS-\d{4}-0001$/) })

    await expect.poll(() => smsGateway.requests.length).toBe(1)
    const [told] = smsGateway.requests
    expect(told?.headers.authorization).toBe('a-token')
    expect(JSON.parse(told?.body ?? '')).toEqual({
      mobile: '13900000000',
      content: expect.stringMatching(
        new RegExp(`一键上报：璧山区康宁大药房 收银1号（BS-0001-01）.*${alert.code}.*13800000000`),
      ),
    })
    expect(readFileSync(join(home, 'log', 'server.log'), 'utf8')).not.toMatch(/a-token|13900000000|值班手机/)

    expect((await post(`/api/alerts/${alert.id}/take-over`)).status).toBe(204)
    expect(await terminal.next('notice', ({ stage }) => stage === 'taken')).toMatchObject({
      alert: alert.id,
      by: '王××',
    })
    await expect.poll(shown).toMatchObject({ taken: { by: '王××' } })

    const incident = await fetch(`${server.consoleUrl}/api/incidents/${shown()?.incident}`, { headers: { cookie } })
    const { timeline, alerts } = (await incident.json()) as {
      timeline: { happening: { kind: string } }[]
      alerts: { id: string }[]
    }
    expect(timeline.map(({ happening }) => happening.kind)).toEqual([
      'incident-received',
      'alert-received',
      'alert-taken-over',
    ])
    expect(alerts.map(({ id }) => id)).toEqual([alert.id])

    const ordered = await post(`/api/endpoints/${till.answer.endpoint.id}/orders`, {
      action: { kind: 'isolate' },
      reason: '疑似勒索',
    })
    expect(ordered.status).toBe(200)
    const { signed } = await terminal.next('order')
    expect(signed.order).toMatchObject({
      action: { kind: 'isolate', scope: 'selective' },
      reason: '疑似勒索',
      approver: { name: '王××' },
    })
    const key = till.answer.orderKeys.find(({ keyId }) => keyId === signed.keyId)
    const signature = Buffer.from(signed.signature, 'base64url')
    expect(verify(null, Buffer.from(orderText(signed.order)), createPublicKey(key?.publicKey ?? ''), signature)).toBe(
      true,
    )
    await expect
      .poll(() => row()?.orders[0])
      .toMatchObject({ id: signed.order.id, by: '王××', deliveredAt: expect.any(Number) })
  })

  test('an institution and a code made on the screen serve as those of the command line', async () => {
    const wanted = { institution: '璧城诊所', kind: 'clinic', phone: '139' }
    expect((await post('/api/enrollment-codes', wanted)).status, 'by the duty officer').toBe(403)
    const made = await post('/api/enrollment-codes', wanted, administrator)
    const { code, command } = (await made.json()) as { code: string; command: string }
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}\.[\w-]{43}$/)
    expect(command).toContain(`--server https://127.0.0.1:${server.enrollmentPort} --code ${code}`)
    const listed = await fetch(`${server.consoleUrl}/api/institutions`, { headers: { cookie } })
    expect(await listed.json()).toMatchObject({
      institutions: [{ name: '璧山区康宁大药房' }, { name: '璧城诊所', kind: 'clinic' }],
    })
  })

  describe('who is refused at the gateway', () => {
    // In TLS 1.3 the server refuses after the client believes the handshake done: an alert or a broken connection.
    const turnedAway = /alert|hang up|ECONNRESET|EPIPE/

    const serialOf = async (pem: string) =>
      (await import('node:crypto').then(({ X509Certificate }) => new X509Certificate(pem))).serialNumber.toLowerCase()

    async function forged(folder: string, days: number, endpoint: string) {
      const authority = await readPair(readFileSync(join(folder, 'authority.pem'), 'utf8'))
      const { csr, key } = await requestWithKey()
      const publicKey = (await keyOfRequest(csr))!
      const life = { notBefore: Date.now() - 100 * day, notAfter: Date.now() + days * day }
      return {
        ca: till.credentials.ca,
        key,
        cert: pemOf(await endpointCertificate(authority, publicKey, endpoint, life)),
      }
    }
    const entered = async (credentials: { ca: string; key?: string; cert?: string }) => {
      const terminal = await ConnectedTerminal.connect(server.gatewayPort, credentials)
      terminals.push(terminal)
      terminal.send(aHello(randomUUID(), 1, { at: Date.now() }))
      return Promise.race([terminal.closed, terminal.next('welcome').then(({ frame }) => frame)])
    }

    test('control: the enrolled terminal itself is let in', async () => {
      expect(await entered(till.credentials)).toBe('welcome')
    })
    test('a stranger without a certificate', async () => {
      await expect(entered({ ca: till.credentials.ca })).rejects.toThrow(turnedAway)
    })
    test('a certificate in the same name by a foreign authority', async () => {
      const foreign = mkdtempSync(join(tmpdir(), 'foreign-'))
      await openAuthority({ folder: foreign, clock: new ManualClock(Date.now()) })
      await expect(entered(await forged(foreign, 90, till.answer.endpoint.id))).rejects.toThrow(turnedAway)
      rmSync(foreign, { recursive: true })
    })
    test('a certificate of the bureau that is past its end', async () => {
      await expect(entered(await forged(join(home, 'pki'), -1, till.answer.endpoint.id))).rejects.toThrow(turnedAway)
    })
    test('a certificate of the bureau that the registry does not know', async () => {
      expect(await entered(await forged(join(home, 'pki'), 90, till.answer.endpoint.id))).toBe('not-enrolled')
    })
    test('the server’s own certificate, which is for servers only', async () => {
      const text = readFileSync(join(home, 'pki', 'server.pem'), 'utf8')
      await expect(
        entered({ ca: till.credentials.ca, key: text, cert: text.slice(text.indexOf('-----BEGIN CERT')) }),
      ).rejects.toThrow(turnedAway)
    })
    test('one that is revoked while it is connected, within seconds, and afterwards', async () => {
      const lost = await enroll('收银2号')
      const terminal = await connect(lost.credentials)
      terminal.send(aHello(randomUUID(), 1, { at: Date.now() }))
      await terminal.next('welcome')
      expect(await server.command('revoke', '--serial', await serialOf(lost.credentials.cert))).toMatchObject({
        revoked: true,
      })
      expect(await terminal.closed).toBe('revoked')
      expect(await entered(lost.credentials)).toBe('revoked')
      expect(await entered(till.credentials)).toBe('welcome')
    })
  })

  test('it stops when asked, and starts again knowing everything', async () => {
    expect(await server.stop()).toBe(0)
    server = await ServerProcess.start(home)
    const page = new WebSocket(`${server.consoleUrl.replace('http', 'ws')}/api/live?since=1`, { headers: { cookie } })
    pages.push(page)
    const snapshot = await new Promise<FeedFrame>((resolve) =>
      page.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()) as FeedFrame)),
    )
    expect(snapshot).toMatchObject({
      frame: 'snapshot',
      brokenChains: 0,
      incidents: [{ drill: false }],
      alerts: [{ taken: { by: '王××' } }],
    })
    if (snapshot.frame !== 'snapshot') throw new Error('no snapshot')
    expect(snapshot.endpoints.map(({ name, online }) => [name, online])).toEqual([
      ['收银1号', false],
      ['收银2号', false],
    ])
  })
})
