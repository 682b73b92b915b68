/** 登记码: makes the one-time code by which an institution's terminals enrol, bound to that institution. */

import { createHash, getRandomValues } from 'node:crypto'
import type { Institution } from '#shared/domain/institution.ts'
import { oneTimeCode } from '#shared/text/one-time-code.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Registry } from '../store/store.ts'

export const codeHours = 72

interface EnrollmentCodeRequest {
  /** Name, or id of one that is known; an unknown name is a new institution. */
  readonly institution: string
  readonly kind?: Institution['kind'] | undefined
  readonly phone?: string | undefined
  readonly hours?: number | undefined
}

interface FreshEnrollmentCode {
  /** `7F3KM-2QX9D.<fingerprint>`: shown now and never again, since only its hash is kept. */
  readonly code: string
  readonly institution: Institution
  readonly notAfter: number
}

interface EnrollmentCodeParts {
  readonly registry: Pick<Registry, 'institutions' | 'putInstitution' | 'putEnrollmentCode'>
  /** Of the authority's certificate, so that the terminal knows whom it hands the code to. */
  readonly fingerprint: string
  readonly clock: Clock
}

export const hashOfCode = (code: string): string => createHash('sha256').update(code).digest('hex')

export async function makeEnrollmentCode(
  { registry, fingerprint, clock }: EnrollmentCodeParts,
  { institution: wanted, kind, phone, hours = codeHours }: EnrollmentCodeRequest,
): Promise<FreshEnrollmentCode> {
  const known = (await registry.institutions()).find(({ id, name }) => id === wanted || name === wanted)
  const institution = {
    id: known?.id ?? uuid7(clock.now(), getRandomValues),
    name: known?.name ?? wanted,
    kind: kind ?? known?.kind ?? 'pharmacy',
    phone: phone ?? known?.phone ?? '',
  } as const
  await registry.putInstitution(institution)
  const code = oneTimeCode([5, 5], getRandomValues)
  const notAfter = clock.now() + hours * 3_600_000
  await registry.putEnrollmentCode({ codeHash: hashOfCode(code), institution: institution.id, notAfter })
  return { code: `${code}.${fingerprint}`, institution, notAfter }
}
