// The queue of looks: each path once, rests between, and full means told.
import { expect, test } from 'vitest'
import { ManualClock } from '#test/fakes/manual-clock.ts'
import { LookQueue } from './look-queue.ts'
import { readBudget } from './read-budget.ts'

function queue({ most = 100, hold = false } = {}) {
  const clock = new ManualClock()
  const looked: string[] = []
  let full = 0
  const made = new LookQueue({
    clock,
    look: (path) => (looked.push(path), hold ? new Promise(() => {}) : Promise.resolve()),
    atOnce: 2,
    restMs: 50,
    most,
    onFull: () => full++,
  })
  return { clock, looked, made, full: () => full }
}

test('a path is looked at at once, and once more after it kept changing', async () => {
  const { clock, looked, made } = queue()
  for (let i = 0; i < 100; i++) made.add('/a')
  expect(looked).toEqual(['/a'])
  await clock.advance(1_000)
  expect(looked).toEqual(['/a', '/a'])
})

test('no more than the given number at once', () => {
  const { looked, made } = queue({ hold: true })
  for (const path of ['/a', '/b', '/c']) made.add(path)
  expect([looked, made.waiting]).toEqual([['/a', '/b'], 1])
})

test('too many waiting are dropped and told', () => {
  const { made, full } = queue({ most: 10, hold: true })
  for (let i = 0; i < 20; i++) made.add(`/${i}`)
  expect(full()).toBe(1)
  expect(made.waiting).toBeLessThanOrEqual(10)
})

test('the read budget: a second’s worth at once, then evenly', async () => {
  const clock = new ManualClock()
  const budget = readBudget(clock, 100)
  const taken = () => Array.from({ length: 500 }, () => budget.take()).filter(Boolean).length
  expect(taken()).toBe(100)
  await clock.advance(500)
  expect(taken()).toBe(50)
})
