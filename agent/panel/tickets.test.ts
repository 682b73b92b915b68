// Tickets are spent once and soon; tokens are few; neither can be guessed from what is kept.
import { expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { ticketLivesMs, tickets, ticketsAtMost, tokensAtMost } from './tickets.ts'

test('a ticket buys one token of 32 bytes, and the token names the account', () => {
  const it = tickets(new ManualClock())
  const ticket = it.issue('clerk')
  const token = it.exchange(ticket)!
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(it.holder(token)).toBe('clerk')
  expect(it.exchange(ticket)).toBeUndefined()
})

test.each([
  ['just in time', ticketLivesMs - 1, true],
  ['too late', ticketLivesMs, false],
])('%s', async (_, ms, bought) => {
  const clock = new ManualClock()
  const it = tickets(clock)
  const ticket = it.issue('clerk')
  await clock.advance(ms)
  expect(it.exchange(ticket) !== undefined).toBe(bought)
})

test.each(['', 'x', 'A'.repeat(43), '\u0000'])('%j is no ticket and no token', (guess) => {
  const it = tickets(new ManualClock())
  it.exchange(it.issue('clerk'))
  expect(it.exchange(guess)).toBeUndefined()
  expect(it.holder(guess)).toBeUndefined()
})

test('a token is no ticket and a ticket no token', () => {
  const it = tickets(new ManualClock())
  const ticket = it.issue('clerk')
  expect(it.holder(ticket)).toBeUndefined()
  const token = it.exchange(ticket)!
  expect(it.exchange(token)).toBeUndefined()
})

test('of too many the oldest goes', () => {
  const it = tickets(new ManualClock())
  const issued = Array.from({ length: ticketsAtMost + 1 }, () => it.issue('clerk'))
  expect(issued.map((ticket) => it.exchange(ticket) !== undefined)).toEqual([
    false,
    ...Array<boolean>(ticketsAtMost).fill(true),
  ])
  const tokens = Array.from({ length: tokensAtMost + 1 }, () => it.exchange(it.issue('clerk'))!)
  expect(it.holder(tokens[0]!)).toBeUndefined()
  expect(it.holder(tokens.at(-1)!)).toBe('clerk')
})
