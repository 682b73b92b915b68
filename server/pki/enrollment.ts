/** 入网登记: a one-time code and a certificate request go in, a terminal with its certificate comes out, exactly once. */

import { getRandomValues } from 'node:crypto'
import type { Endpoint } from '#shared/domain/endpoint.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { EnrollmentAnswer, EnrollmentRequest } from '#shared/protocol/enrollment.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Clock } from '#shared/time/clock.ts'
import type { Registry } from '../store/store.ts'
import type { Authority } from './authority.ts'
import { keyOfRequest } from './certificate.ts'
import { hashOfCode } from './enrollment-code.ts'
import type { OrderKey } from './order-signing.ts'

export type EnrollmentOutcome =
  | { readonly ok: true; readonly answer: EnrollmentAnswer }
  | { readonly ok: false; readonly refusal: 'code-refused' | 'request-refused' }

export interface EnrollmentParts {
  readonly registry: Pick<Registry, 'enrollmentCode' | 'enroll' | 'institutions'>
  readonly authority: Pick<Authority, 'certificate' | 'endpointCertificate'>
  readonly orderKeys: readonly OrderKey[]
  readonly office: { readonly name: string; readonly phone: string }
  /** `host:port` of the gateway as terminals reach it. */
  readonly gateway: () => string
  readonly clock: Clock
  readonly log: Log
  readonly onEnrolled?: ((endpoint: Endpoint) => void) | undefined
}

export interface Enrollment {
  enroll(request: EnrollmentRequest): Promise<EnrollmentOutcome>
}

export function enrollment(parts: EnrollmentParts): Enrollment {
  const { registry, authority, clock, log } = parts
  return {
    async enroll({ code, csr, name }) {
      const codeHash = hashOfCode(code)
      // Looked at before anything is signed: a wrong code costs one lookup.
      const known = await registry.enrollmentCode(codeHash)
      if (known === undefined || known.notAfter < clock.now()) return { ok: false, refusal: 'code-refused' }
      const publicKey = await keyOfRequest(csr)
      if (publicKey === undefined) return { ok: false, refusal: 'request-refused' }

      const id = uuid7(clock.now(), getRandomValues)
      const { pem, serial, notAfter } = await authority.endpointCertificate(id, publicKey)
      // The one place that decides: of any number of parallel tries one gets an endpoint. The certificates of the others are unknown to the registry, so the gateway refuses them.
      const endpoint = await registry.enroll(codeHash, clock.now(), {
        endpoint: { id, name },
        certificate: { serial, notAfter },
      })
      if (endpoint === undefined) return { ok: false, refusal: 'code-refused' }

      log.info('enrollment/enrolled', { endpoint: endpoint.id, number: endpoint.number, serial })
      tell(parts, endpoint)
      return { ok: true, answer: await answer(parts, endpoint, pem) }
    },
  }
}

async function answer(
  { registry, authority, orderKeys, gateway, office }: EnrollmentParts,
  endpoint: Endpoint,
  certificate: string,
): Promise<EnrollmentAnswer> {
  const institution = (await registry.institutions()).find(({ id }) => id === endpoint.institution)
  const { id, number, name } = endpoint
  return {
    endpoint: { id, number, name, institution: endpoint.institution },
    institution: institution?.name ?? '',
    certificate,
    authorities: [authority.certificate],
    orderKeys: orderKeys.map(({ keyId, publicKey }) => ({ keyId, publicKey })),
    gateway: gateway(),
    office: { name: office.name, phone: office.phone },
  }
}

/** Whoever listens cannot undo an enrolment that is stored: the terminal must still get its certificate. */
function tell({ onEnrolled, log }: EnrollmentParts, endpoint: Endpoint): void {
  try {
    onEnrolled?.(endpoint)
  } catch (error) {
    log.error('enrollment/listener-failed', errorFields(error))
  }
}
