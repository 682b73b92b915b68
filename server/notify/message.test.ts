// What a notice says stays one short line, whatever names the registry or a terminal holds.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { officer, situationOf } from '#test/fixtures/notices.ts'
import { anAlert, aPress, noon } from '#test/fixtures/occurrences.ts'
import { messageOf, stepOf } from './message.ts'

const minute = 60_000
const pharmacy = { id: 'p', kind: 'pharmacy', name: '康宁大药房', phone: '023-4142 0001' } as const
const alert = aPress({ code: 'BS-1122-7F3K-2' })
const row = (notice: string, kind: 'alert' | 'incident', id: string, again = false) => ({
  id: `id of ${notice}`,
  notice,
  about: { kind, id },
  again,
})
const at = (minutes: number, given: Parameters<typeof situationOf>[0] = { alert }) => ({
  situation: situationOf(given),
  institution: () => pharmacy,
  now: noon + minutes * minute,
})
const ofIncident = (step: string, minutes: number, given?: Parameters<typeof situationOf>[0]) =>
  messageOf([row(`incident/i/${step}`, 'incident', 'i')], at(minutes, given))?.text
const taken = { alert, after: () => [{ kind: 'alert-taken-over', alert: alert.id, officer } as const] }

describe('the words', () => {
  test.each([
    [
      'duty',
      0,
      '一键上报：康宁大药房 收银1号（BS-0001-01），11-22 14:00，编号 BS-1122-7F3K-2，请立即接手。机构电话 023-4142 0001',
    ],
    [
      'backup',
      3,
      '一键上报：康宁大药房 收银1号（BS-0001-01），11-22 14:00，编号 BS-1122-7F3K-2，已 3 分钟无人接手，请处理。机构电话 023-4142 0001',
    ],
  ])('to %s', (role, minutes, expected) => {
    const message = messageOf([row(`alert/${alert.id}/${role}`, 'alert', alert.id)], at(minutes))
    expect(message).toMatchObject({
      text: `【医保网络安全哨兵】${expected}`,
      step: role,
      code: 'BS-1122-7F3K-2',
      incident: 'BS-2026-0001',
      severity: 'high',
    })
  })
  test.each([
    ['report-60', 60, /两小时报告 16:00 到时限，还剩 60 分钟，尚未报送/],
    ['overdue-1', 150, /两小时报告 16:00 已到时限，超时 30 分钟，尚未报送/],
    ['report-90, told late', 125, /超时 5 分钟/],
    ['automatic-brief', 110, /未经核实，不替代正式报告】事件 BS-2026-0001：.*尚无人接手，终端未断网/],
  ])('%s after %d minutes', (step, minutes, expected) => expect(ofIncident(step, minutes)).toMatch(expected))
  test('an officer is not named', () => {
    expect(ofIncident('automatic-brief', 110, taken)).toContain('值班员已接手')
    expect(ofIncident('automatic-brief', 110, taken)).not.toContain(officer.name)
  })
  test('what is not known any more is not told', () => {
    expect(messageOf([row('alert/x/duty', 'alert', 'x')], at(0))).toBeUndefined()
    expect(stepOf('incident/i/overdue-3')).toBe('overdue-3')
  })
})

test('whatever the names hold, a message is one printable line of at most 500', () => {
  const hostile = fc.oneof(
    fc.constantFrom('x\r\nBcc: a@b', '\u202Egnp', '\u0000', '\u2028|=\\', '药'.repeat(400)),
    fc.string({ unit: 'binary', maxLength: 80 }),
  )
  fc.assert(
    fc.property(hostile, hostile, hostile, fc.integer({ min: 1, max: 30 }), (name, phone, rule, count) => {
      const evil = anAlert({ rule, code: alert.code })
      const sources = { ...at(0, { alert: evil }), institution: () => ({ ...pharmacy, name, phone }) }
      const rows = Array.from({ length: count }, () => row(`alert/${evil.id}/duty`, 'alert', evil.id))
      const message = messageOf([rows[0]!, ...rows.slice(1)], sources)
      for (const text of [message?.text ?? '', message?.subject ?? '']) {
        expect(text).not.toMatch(/\p{Cc}|[\u2028\u2029\u200B-\u200F\u202A-\u202E\u2060-\u2069]/u)
        expect(text.isWellFormed()).toBe(true)
        expect(text.length).toBeLessThanOrEqual(500)
      }
      expect(message?.text).not.toContain(evil.because)
    }),
    { numRuns: 200 },
  )
})
