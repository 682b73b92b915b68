/** 名册: carries out in the registry's tables what the office's chain already holds; where the chain cannot be written, nothing here happens. */

import type { Actor } from '#shared/domain/actor.ts'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Institution } from '#shared/domain/institution.ts'
import { oneTimeCode } from '#shared/text/one-time-code.ts'
import { hashOfCode } from '../pki/enrollment-code.ts'
import type { Registry } from '../store/store.ts'
import type { OfficeWorkCommand } from '../workflow/office-work-commands.ts'
import type { Conductor, Outcome } from '../workflow/ports.ts'
import { MachineTokens } from './machine-tokens.ts'
import type { Machine } from './machine-tokens.ts'

type CommandOf<Kind extends OfficeWorkCommand['kind']> = Omit<Extract<OfficeWorkCommand, { kind: Kind }>, 'kind'>

export interface RegistrarParts {
  readonly conductor: Pick<Conductor, 'actInOffice' | 'situation'>
  readonly registry: Registry
  /** Of the authority's certificate; the second half of every enrolment code. */
  readonly fingerprint: string
  /** The command line for a code and the name that the terminal shall have. */
  readonly command: (code: string, name?: string) => string
  /** Called when rows have changed, before the one who asked is answered; with the terminals that have another name. */
  readonly onChanged: (renamed: readonly Endpoint[]) => Promise<void>
  readonly now: () => number
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
}

export interface WantedTerminal {
  readonly institution: string
  /** What the people there will call it. */
  readonly name: string
}

export interface FreshCode extends WantedTerminal {
  /** Shown now and never again. */
  readonly code: string
  readonly command: string
}

/** As it is asked for at the console: an institution by its id or name, which is new where nobody knows it. */
export interface WantedCode {
  readonly institution: string
  readonly kind?: Institution['kind'] | undefined
  readonly phone?: string | undefined
}

/** A terminal that was revoked longer ago was so at an earlier start. */
const looksBackMs = 31 * 24 * 3_600_000

/** Three days, as on the command line. */
const codeMs = 72 * 3_600_000

export class Registrar {
  readonly #parts: RegistrarParts
  readonly #tokens: MachineTokens

  constructor(parts: RegistrarParts) {
    this.#parts = parts
    this.#tokens = new MachineTokens(parts.registry)
  }

  /** Reads which tokens there are. */
  open(): Promise<void> {
    return this.#tokens.load()
  }

  /** At start: what the chain holds and a crash kept from the tables. */
  async catchUp(): Promise<void> {
    const { conductor, registry } = this.#parts
    await this.adopt()
    const { office, endpoints } = conductor.situation()
    const rows = new Set((await registry.institutions()).map(({ id }) => id))
    const missing = [...office.institutions.values()].filter(({ id }) => !rows.has(id))
    const renamed = (await registry.endpoints()).flatMap((row) => {
      const name = endpoints.get(row.id)?.endpoint.name ?? ''
      return name === '' || name === row.name ? [] : [{ ...row, name }]
    })
    const { now } = this.#parts
    for (const { endpoint, revokedAt } of endpoints.values())
      if (revokedAt !== undefined && now() - revokedAt < looksBackMs)
        await registry.revokeCertificatesOf(endpoint.id, revokedAt)
    if (missing.length > 0) await registry.putInstitutions(missing)
    if (renamed.length > 0) await registry.renameEndpoints(renamed)
    if (missing.length + renamed.length > 0) await this.#parts.onChanged(renamed)
  }

  /** Into the chain what the command line did beside the server: institutions, codes, revocations. */
  async adopt(): Promise<void> {
    await this.#adoptInstitutions()
    await this.#adoptActs()
  }

  /** The same, for a look every now and then: where nothing was done, nothing but one row is asked for. */
  async adoptNews(): Promise<void> {
    const { conductor, registry } = this.#parts
    const acts = await registry.commandLineActs(conductor.situation().office.commandLineUpTo)
    if (acts.length > 0) await this.adopt()
  }

  async #adoptActs(): Promise<void> {
    const { conductor, registry } = this.#parts
    const acts = await registry.commandLineActs(conductor.situation().office.commandLineUpTo)
    // Others may take the same in at the same moment: the step takes each once.
    if (acts.length > 0) await conductor.actInOffice({ kind: 'adopt-command-line', acts }, { kind: 'server' })
  }

  /** One that is refused there stays in the tables alone. */
  async #adoptInstitutions(): Promise<void> {
    const { conductor, registry } = this.#parts
    const { office } = conductor.situation()
    const unknown = (await registry.institutions()).filter(({ id }) => !office.institutions.has(id))
    const register = (institutions: readonly Institution[]) =>
      conductor.actInOffice({ kind: 'register-institutions', institutions }, { kind: 'server' })
    if (unknown.length === 0 || (await register(unknown)).ok) return
    for (const institution of unknown) await register([institution])
  }

  async registerInstitutions(
    institutions: CommandOf<'register-institutions'>['institutions'],
    by: Actor,
  ): Promise<Outcome<readonly Institution[]>> {
    const { conductor, registry, onChanged } = this.#parts
    const acted = await conductor.actInOffice({ kind: 'register-institutions', institutions }, by)
    if (!acted.ok) return acted
    const { office } = conductor.situation()
    const registered = (acted.value.ids ?? []).flatMap((id) => office.institutions.get(id) ?? [])
    await registry.putInstitutions(registered)
    await onChanged([])
    return { ok: true, value: registered }
  }

  async renameEndpoints(endpoints: CommandOf<'rename-endpoints'>['endpoints'], by: Actor): Promise<Outcome> {
    const { conductor, registry, onChanged } = this.#parts
    const acted = await conductor.actInOffice({ kind: 'rename-endpoints', endpoints }, by)
    if (!acted.ok) return acted
    // The name as the step has cleaned it.
    const situation = conductor.situation()
    const renamed = endpoints.flatMap(({ id }) => situation.endpoints.get(id)?.endpoint ?? [])
    await registry.renameEndpoints(renamed)
    await onChanged(renamed)
    return { ok: true, value: undefined }
  }

  /** One code for each terminal to come, of institutions that the registry has. */
  async makeCodes(wanted: readonly WantedTerminal[], by: Actor): Promise<Outcome<readonly FreshCode[]>> {
    const { conductor, registry, fingerprint, command, random, now } = this.#parts
    // One that was registered on the command line a moment ago is known to the tables alone.
    await this.adopt()
    const notAfter = now() + codeMs
    const codes = wanted.map(({ institution }) => ({ institution, notAfter }))
    const acted = await conductor.actInOffice({ kind: 'make-enrollment-codes', codes }, by)
    if (!acted.ok) return acted
    const fresh = wanted.map((one) => ({ ...one, secret: oneTimeCode([5, 5], random) }))
    await registry.putEnrollmentCodes(
      fresh.map(({ institution, secret }) => ({ codeHash: hashOfCode(secret), institution, notAfter })),
    )
    return {
      ok: true,
      value: fresh.map(({ institution, name, secret }) => {
        const code = `${secret}.${fingerprint}`
        return { institution, name, code, command: command(code, plain(name)) }
      }),
    }
  }

  /** One code, of an institution that is registered on the way where it is new. */
  async makeEnrollmentCode(
    wanted: WantedCode,
    by: Actor,
  ): Promise<Outcome<{ readonly code: string; readonly command: string }>> {
    const rows = await this.#parts.registry.institutions()
    const known = rows.find(({ id, name }) => id === wanted.institution || name === wanted.institution)
    const { kind = known?.kind ?? 'pharmacy', phone = known?.phone ?? '' } = wanted
    const asked = { id: known?.id, kind, name: known?.name ?? wanted.institution, phone }
    const changes = known === undefined || known.kind !== kind || known.phone !== phone
    const registered = changes ? await this.registerInstitutions([asked], by) : ({ ok: true, value: [known] } as const)
    if (!registered.ok) return registered
    const made = await this.makeCodes([{ institution: registered.value[0]?.id ?? '', name: '' }], by)
    if (!made.ok) return made
    const [one] = made.value
    return { ok: true, value: { code: one?.code ?? '', command: one?.command ?? '' } }
  }

  /** Every certificate of the terminal; its connection ends within seconds. Asked again it does the same again. */
  async revokeEndpoint(endpoint: string, reason: string, by: Actor): Promise<Outcome> {
    const { conductor, registry, now } = this.#parts
    const acted = await conductor.actInOffice({ kind: 'revoke-endpoint', endpoint, reason }, by)
    if (!acted.ok) return acted
    await registry.revokeCertificatesOf(endpoint, now())
    return { ok: true, value: undefined }
  }

  async makeMachineToken(
    wanted: CommandOf<'make-machine-token'>,
    by: Actor,
  ): Promise<Outcome<{ readonly id: string; readonly token: string }>> {
    const acted = await this.#parts.conductor.actInOffice({ kind: 'make-machine-token', ...wanted }, by)
    if (!acted.ok) return acted
    const { id = '' } = acted.value
    return { ok: true, value: { id, token: await this.#tokens.issue(id) } }
  }

  machine(token: string): Machine | undefined {
    return this.#tokens.machine(token, this.#parts.conductor.situation().office, this.#parts.now())
  }
}

/** The name as a shell of any kind takes it for one word and for nothing else; empty: the example's. */
const plain = (name: string): string | undefined =>
  name.replaceAll(/[^\p{L}\p{N}_.-]/gu, '').replace(/^-+/, '') || undefined
