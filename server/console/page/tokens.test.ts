// The colours of severities against what is written on them: WCAG 1.4.3 and 1.4.11, computed.
import { expect, test } from 'vitest'
import { severityTokens } from './tokens.ts'

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((place) => Number.parseInt(colour.slice(place, place + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

test('control: yellow on white', () => {
  expect(contrast('#ffff00', '#ffffff')).toBeCloseTo(1.07, 2)
})

test.each(Object.entries(severityTokens))('%s', (_, { fill, ink, border }) => {
  expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(border, '#ffffff')).toBeGreaterThanOrEqual(3)
})

test('no two severities have one shape', () => {
  expect(new Set(Object.values(severityTokens).map(({ shape }) => shape)).size).toBe(5)
})
