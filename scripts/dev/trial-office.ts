/** A trial office: the first-run ceremony held and the plan's people appointed with random passwords, so that somebody who only wants to look need not do it by hand. */

import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'

interface TrialPerson {
  readonly name: string
  readonly login: string
  readonly what: string
  readonly password: string
  /** Base32; `codeOf` makes the code of the moment from it. */
  readonly secret: string
}

const seats = [
  ['system', '系统管理员', 'sysadmin', '系统管理员：账户、机构、终端'],
  ['security', '安全管理员', 'secadmin', '安全管理员：任职、设置、日历'],
  ['audit', '审计管理员', 'auditadmin', '审计管理员：审计、核对、导出'],
] as const

const posts = [
  ['office', '王建国', 'office', '办公室值班人员：接手、核实、上报'],
  ['office', '李文博', 'technician', '办公室技术人员：现场工作组'],
  ['leader', '赵立新', 'leader', '组长：启动预案、批准结束'],
  ['deputy', '钱海燕', 'deputy', '副组长兼办公室主任'],
] as const

const newPerson = (name: string, login: string, what: string): TrialPerson => ({
  name,
  login,
  what,
  // Capital, small, figure and sign are all in it, whatever was drawn.
  password: `Tr-${randomBytes(9).toString('base64url')}7!`,
  secret: new Secret({ size: 20 }).base32,
})

/** `ahead`: the code of the next step, for the one that was used up a moment ago. */
const codeOf = ({ secret }: TrialPerson, ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 })

/** Who is in the trial office that this file keeps; nobody where there is none. */
export const trialPeople = (file: string): readonly TrialPerson[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly TrialPerson[]) : []

/** Holds the ceremony with the setup code and appoints everybody. Throws the console's own sentence where it refuses. */
export async function openTrialOffice(consoleUrl: string, code: string, file: string): Promise<void> {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown, cookie = '') => {
    const answer = await fetch(new URL(path, consoleUrl), {
      method,
      headers: { origin: consoleUrl, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const said = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>
    const { message } = said
    if (!answer.ok) throw new Error(typeof message === 'string' ? message : `${path}: ${answer.status}`)
    return {
      said,
      cookie: answer.headers
        .getSetCookie()
        .map((set) => set.split(';', 1)[0])
        .join('; '),
    }
  }
  const signIn = async (person: TrialPerson) => {
    const { login, password } = person
    return (await call('POST', '/api/sign-in', { login, password, totp: codeOf(person, 1) })).cookie
  }

  const administrators = seats.map(([seat, name, login, what]) => ({ seat, person: newPerson(name, login, what) }))
  const people = posts.map(([role, name, login, what]) => ({ role, person: newPerson(name, login, what) }))
  // Written before anybody exists: a ceremony is held once, and what only this file knows must not be lost.
  const everybody = [...people, ...administrators].map(({ person }) => person)
  writeFileSync(file, `${JSON.stringify(everybody, null, 2)}\n`, { mode: 0o600 })

  const filled = administrators.map(({ seat, person: { name, login, password, secret, ...rest } }) => [
    seat,
    { name, login, phone: '', password, secret, totp: codeOf({ name, login, password, secret, ...rest }) },
  ])
  await call('POST', '/api/setup', { code, ...Object.fromEntries(filled) })
  const [system = '', security = ''] = await Promise.all(administrators.map(({ person }) => signIn(person)))
  for (const { role, person } of people) {
    const { name, login, password, secret } = person
    const { said } = await call('POST', '/api/people', { name, login, phone: '' }, system)
    await call('POST', '/api/activate', { login, code: said['code'], password, secret, totp: codeOf(person) })
    const post = { person: said['id'], role, from: Date.now() - 60_000, document: '试用' }
    await call('POST', '/api/posts', post, security)
  }
}

/** One line a person, with the code of this moment. */
export const trialLines = (people: readonly TrialPerson[]): string =>
  people
    .map(
      (person) =>
        `  ${person.login.padEnd(12)}${person.password.padEnd(20)}${codeOf(person, 1)}   ${person.name}（${person.what}）`,
    )
    .join('\n')
