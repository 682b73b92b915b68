// Ids made on terminals: version and variant bits, and order by time.

import { expect, test } from 'vitest'
import { uuid7 } from './uuid7.ts'

test('the example of RFC 9562 appendix A.6', () => {
  const random = Uint8Array.from([0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(uuid7(0x017f22e279b0, () => random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('later ids sort behind earlier ones', () => {
  const zero = (bytes: Uint8Array<ArrayBuffer>) => bytes
  expect(uuid7(1_000, zero) < uuid7(1_001, zero)).toBe(true)
})
