// The nine digits of a release by telephone: what is misheard is found, and each action has a text of its own.
import { describe, expect, test } from 'vitest'
import { grouped, nineDigits, readNineDigits, releaseActions, releaseText } from './release-code.ts'

const bytes = (...values: number[]) => Uint8Array.from([...values, ...Array.from({ length: 8 }, () => 0)].slice(0, 8))
const some = Array.from({ length: 200 }, (_, i) =>
  nineDigits(bytes(i, (i * 37) % 256, 5, (i * 91) % 256, 9, i, 1, 255 - i)),
)

test('every one has nine digits, and is read back however it is typed', () => {
  for (const digits of some) {
    expect(digits).toMatch(/^\d{9}$/)
    for (const typed of [digits, grouped(digits), grouped(digits).replaceAll(' ', '-'), ` ${digits} `, wide(digits)])
      expect(readNineDigits(typed)).toEqual({ is: 'whole', digits })
  }
  expect(nineDigits(bytes())).toBe('000000000')
  expect(grouped('582133469')).toBe('582 133 469')
})

test('each single wrong digit and each swap of neighbours is found', () => {
  for (const digits of some) {
    for (let at = 0; at < 9; at++) {
      for (let wrong = 0; wrong < 10; wrong++) {
        if (String(wrong) === digits[at]) continue
        expect(readNineDigits(`${digits.slice(0, at)}${wrong}${digits.slice(at + 1)}`)).toEqual({ is: 'misread' })
      }
      const [one = '', other = ''] = digits.slice(at, at + 2)
      if (other === '' || one === other) continue
      expect(readNineDigits(`${digits.slice(0, at)}${other}${one}${digits.slice(at + 2)}`)).toEqual({ is: 'misread' })
    }
  }
})

describe('what cannot be one', () => {
  test.each([
    ['', { is: 'wrong-length', group: 1 }],
    ['58', { is: 'wrong-length', group: 1 }],
    ['582 1', { is: 'wrong-length', group: 2 }],
    ['582 133 4', { is: 'wrong-length', group: 3 }],
    ['582 133 4690', { is: 'wrong-length', group: 4 }],
    ['582 133 46O', { is: 'not-digits' }],
  ])('%s', (typed, read) => {
    expect(readNineDigits(typed)).toEqual(read)
  })
})

test('terminal, sequence, challenge and action all change the text', () => {
  const question = { endpoint: 'a', sequence: 1, challenge: '582133469' }
  const texts = [
    ...releaseActions.map((action) => releaseText(question, action)),
    releaseText({ ...question, endpoint: 'b' }, 'release'),
    releaseText({ ...question, sequence: 11 }, 'release'),
    releaseText({ ...question, challenge: '000000000' }, 'release'),
  ]
  expect(new Set(texts).size).toBe(texts.length)
})

const wide = (digits: string) => digits.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
