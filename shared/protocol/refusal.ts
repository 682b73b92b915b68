/** Why a connection is closed: names with their WebSocket close codes (RFC 6455 §7.4.2, private range). */

export const closeCodes = {
  'not-a-frame': 4400,
  'not-enrolled': 4401,
  revoked: 4403,
  'hello-expected': 4408,
  'connected-elsewhere': 4409,
  'too-large': 4413,
  'out-of-order': 4422,
  'protocol-version': 4426,
  'too-fast': 4429,
  'not-durable': 4503,
  stopping: 4504,
} as const

export type Refusal = keyof typeof closeCodes

export const refusalOf = (code: number): Refusal | undefined =>
  (Object.keys(closeCodes) as Refusal[]).find((name) => closeCodes[name] === code)
