/** 入网登记: one code, one key made here, one certificate for it. */

import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { Fault } from '#shared/fault.ts'
import { enrollmentAnswer, enrollmentCodePattern } from '#shared/protocol/enrollment.ts'
import type { EnrollmentAnswer, EnrollmentRequest } from '#shared/protocol/enrollment.ts'
import { readCrockford } from '#shared/text/check-digit.ts'
import { certificateRequest } from './certificate-request.ts'
import { contradiction, keepIdentity, loadIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import { fingerprintOf, pinnedAuthority } from './pinned-authority.ts'
import type { ServerAt } from './pinned-authority.ts'

export interface Enrolling {
  /** `https://HOST:PORT` of the bureau's enrolment listener. */
  readonly server: string
  /** `7F3KM-2QX9D.<fingerprint>` as the office gave it. */
  readonly code: string
  /** What the people there call this computer: 收银1号. */
  readonly name: string
  /** Where the identity is kept. */
  readonly folder: string
  readonly withinMs?: number | undefined
}

const answerAtMost = 64 * 1024

/**
 * Enrols this terminal; resolves when its identity is durable.
 * Faults: `enrollment/already-enrolled`, `enrollment/code-refused`, `enrollment/server-not-trusted`, `enrollment/unreachable`, `config/unwritable`.
 */
export async function enroll({ server, code, name, folder, withinMs = 10_000 }: Enrolling): Promise<Identity> {
  const before = await loadIdentity(folder)
  if (before !== undefined)
    throw new Fault('enrollment/already-enrolled', `this computer is ${before.endpoint.number} already`)
  const { once, fingerprint } = readCode(code)
  const at = serverAt(server)
  const authority = await pinnedAuthority(at, fingerprint, withinMs)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const csr = certificateRequest(privateKey, name)
  const answer = await ask(at, authority, { code: once, csr, name }, withinMs)
  const identity = { ...answer, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
  const why = answer.authorities.some((one) => fingerprintOf(new X509Certificate(one)) === fingerprint)
    ? contradiction(identity)
    : 'its authorities are not the one that the code names'
  if (why !== undefined) throw new Fault('enrollment/server-not-trusted', `the bureau's answer does not hold: ${why}`)
  await keepIdentity(folder, identity)
  return identity
}

/** The one-time part may be typed by hand; the fingerprint is copied or scanned. */
function readCode(code: string): { readonly once: string; readonly fingerprint: string } {
  const [typed = '', fingerprint = ''] = code.trim().split('.')
  const once = readCrockford(typed)
  if (!enrollmentCodePattern.test(once) || !/^[\w-]{43}$/.test(fingerprint))
    throw new Fault('enrollment/code-refused', 'an enrolment code looks like 7F3KM-2QX9D.<43 signs>')
  return { once, fingerprint }
}

function serverAt(server: string): ServerAt {
  const url = URL.parse(server)
  if (url?.protocol !== 'https:' || url.hostname === '')
    throw new Fault('enrollment/unreachable', `${server} is not https://HOST:PORT`)
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port === '' ? 443 : url.port) }
}

/** Trusts the pinned certificate alone; OpenSSL checks chain, life and host name. */
function ask(at: ServerAt, authority: string, body: EnrollmentRequest, withinMs: number): Promise<EnrollmentAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<EnrollmentAnswer>()
  const unreachable = (cause: unknown) => {
    const distrusted =
      cause instanceof Error && 'code' in cause && /CERT|SIGNATURE|ISSUER|ALTNAME/.test(String(cause.code))
    reject(
      distrusted
        ? new Fault('enrollment/server-not-trusted', `${at.host}:${at.port} is not vouched for by that CA`, {
            cause,
            hint: '登记码没有发出；请核对服务器地址以及本机的日期和时间',
          })
        : new Fault('enrollment/unreachable', `${at.host}:${at.port} broke off`, { cause }),
    )
  }
  const text = JSON.stringify(body)
  const outgoing = request(
    {
      host: at.host,
      port: at.port,
      method: 'POST',
      path: '/enroll',
      ca: authority,
      minVersion: 'TLSv1.3',
      agent: false,
      timeout: withinMs,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    },
    (response) => {
      let answer = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        answer += piece
        if (answer.length > answerAtMost) response.destroy(new Error('the answer is too long'))
      })
      response.once('error', unreachable)
      response.once('end', () => {
        if (response.statusCode === 200) settle(() => resolve(enrollmentAnswer.parse(JSON.parse(answer))), unreachable)
        else reject(refused(response.statusCode ?? 0, answer))
      })
    },
  )
  outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')))
  outgoing.once('error', unreachable)
  outgoing.end(text)
  return promise
}

function settle(work: () => void, fail: (cause: unknown) => void): void {
  try {
    work()
  } catch (cause) {
    fail(cause)
  }
}

/** The bureau's own sentence is shown where it gave one. */
function refused(status: number, answer: string): Fault {
  let hint: string | undefined
  settle(
    () => {
      const { message } = JSON.parse(answer) as { message?: unknown }
      if (typeof message === 'string') hint = message.slice(0, 200)
    },
    () => {},
  )
  const code = status === 403 || status === 422 ? 'enrollment/code-refused' : 'enrollment/unreachable'
  return new Fault(code, `the bureau answered ${status}`, hint === undefined ? {} : { hint })
}
