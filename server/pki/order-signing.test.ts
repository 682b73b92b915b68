// The office's key: what it signs verifies as a terminal verifies it, and nothing else does.
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Order } from '#shared/domain/order.ts'
import { signedOrder } from '#shared/protocol/frame.ts'
import { orderText } from '#shared/protocol/order-text.ts'
import { openOrderSigning } from './order-signing.ts'

const order: Order = {
  id: '0192f4a0-0000-7000-8000-00000000000a',
  endpoint: '0192f4a0-0000-7000-8000-000000000001',
  action: { kind: 'isolate', scope: 'selective' },
  notAfter: 1_795_000_000_000,
  counter: 3,
  reason: '疑似勒索软件',
  approver: { id: 'officer-1', name: '王××' },
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const holds = (publicKey: string, text: string, signature: string) =>
  verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64url'))

test('a signed order verifies and has the form of the protocol', () => {
  const signing = openOrderSigning({ folder })
  const signed = signing.sign(order)
  expect(signedOrder.parse(signed)).toEqual(signed)
  expect(holds(signing.publicKey, orderText(order), signed.signature)).toBe(true)
})

test.each<[string, Partial<Order>]>([
  ['another terminal', { endpoint: '0192f4a0-0000-7000-8000-000000000002' }],
  ['another action', { action: { kind: 'release' } }],
  ['another counter', { counter: 4 }],
  ['a later end', { notAfter: order.notAfter + 1 }],
  ['another approver', { approver: { id: 'officer-2', name: '王××' } }],
])('does not hold for %s', (_, change) => {
  const signing = openOrderSigning({ folder })
  const { signature } = signing.sign(order)
  expect(holds(signing.publicKey, orderText({ ...order, ...change }), signature)).toBe(false)
})

test('the key stays the same after a restart, is private, and is named after itself', () => {
  const first = openOrderSigning({ folder })
  expect(openOrderSigning({ folder })).toMatchObject({ keyId: first.keyId, publicKey: first.publicKey })
  expect(first.keyId).toMatch(/^[0-9a-f]{16}$/)
  expect(statSync(join(folder, 'order-key.pem')).mode & 0o777).toBe(0o600)
})

test('a damaged key is a fault and not a new key', () => {
  openOrderSigning({ folder })
  writeFileSync(join(folder, 'order-key.pem'), 'nonsense')
  expect(() => openOrderSigning({ folder })).toThrow(expect.objectContaining({ code: 'config/damaged' }))
})
