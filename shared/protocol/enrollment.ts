/** 入网登记: what a terminal asks and the bureau answers, once, over HTTPS without a client certificate. */

import * as z from 'zod'
import { id, name, text } from './limits.ts'

/**
 * The one-time code is carried together with the SHA-256 of the bureau's CA certificate (base64url),
 * so that the terminal knows whom it hands its code to: `7F3KM-2QX9D.<43 signs>`.
 */
export const enrollmentCodePattern = /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/

export const enrollmentRequest = z.strictObject({
  code: z.string().regex(enrollmentCodePattern),
  /** PKCS#10 in PEM; the key never leaves the terminal. */
  csr: z.string().max(4096).startsWith('-----BEGIN CERTIFICATE REQUEST-----'),
  name,
})

export const enrollmentAnswer = z.strictObject({
  endpoint: z.strictObject({ id, number: name, institution: id, name }),
  institution: name,
  /** PEM. */
  certificate: z.string().max(8192),
  authorities: z.array(z.string().max(8192)).min(1).max(2),
  orderKeys: z
    .array(z.strictObject({ keyId: name, publicKey: z.string().max(512) }))
    .min(1)
    .max(4),
  /** `host:port` of the gateway, the only address that a selective isolation lets through. */
  gateway: text(261),
  office: z.strictObject({ name, phone: text(32) }),
})

export type EnrollmentRequest = z.infer<typeof enrollmentRequest>
export type EnrollmentAnswer = z.infer<typeof enrollmentAnswer>
