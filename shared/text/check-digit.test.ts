// What a check sign must catch: every single wrong sign and every swap of neighbours.

import { describe, expect, test } from 'vitest'
import { crockford, crockfordCheck, dammDigit, dammHolds, readCrockford } from './check-digit.ts'

test('the published example of Damm: 572 has check digit 4', () => {
  expect(dammDigit('572')).toBe('4')
  expect(dammHolds('5724')).toBe(true)
})

describe.each([
  { scheme: 'Damm, 8 digits', alphabet: '0123456789', length: 8, check: dammDigit },
  { scheme: 'Crockford, 8 signs', alphabet: crockford, length: 8, check: crockfordCheck },
])('$scheme', ({ alphabet, length, check }) => {
  const samples = Array.from({ length: 50 }, (_, seed) =>
    Array.from({ length }, (_sign, place) =>
      alphabet.charAt((seed * 7919 + place * place * 31 + place * seed) % alphabet.length),
    ).join(''),
  )
  const holds = (text: string) => check(text.slice(0, -1)) === text.slice(-1)

  test('an intact code holds', () => {
    for (const sample of samples) expect(holds(sample + check(sample))).toBe(true)
  })

  test('no single wrong sign passes', () => {
    for (const sample of samples) {
      const code = sample + check(sample)
      for (let place = 0; place < code.length; place++)
        for (const sign of alphabet)
          if (sign !== code[place]) expect(holds(code.slice(0, place) + sign + code.slice(place + 1))).toBe(false)
    }
  })

  test('no swap of neighbours passes', () => {
    for (const sample of samples) {
      const code = sample + check(sample)
      for (let place = 0; place + 1 < code.length; place++) {
        const [a = '', b = ''] = code.slice(place)
        if (a !== b) expect(holds(code.slice(0, place) + b + a + code.slice(place + 2))).toBe(false)
      }
    }
  })

  test('control: a plain sum of the signs lets swaps pass', () => {
    const sum = (text: string) =>
      alphabet.charAt([...text].reduce((total, sign) => total + alphabet.indexOf(sign), 0) % alphabet.length)
    const swapped = samples.map((sample) => sample.slice(1, 2) + sample.slice(0, 1) + sample.slice(2))
    expect(samples.some((sample, i) => swapped[i] !== sample && sum(sample) === sum(swapped[i] ?? ''))).toBe(true)
  })
})

test('what a person types is read as what was meant', () => {
  expect(readCrockford(' 7f3k o i l ')).toBe('7F3K011')
})
