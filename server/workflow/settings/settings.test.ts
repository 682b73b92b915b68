// The register as a security officer would check it: who fixed what, which way it may be moved, and what is refused.
import { describe, expect, test } from 'vitest'
import { initialReportWithinMs } from '#shared/domain/incident.ts'
import { resultReportWithinWorkingDays } from '../calendar/result-report.ts'
import { emptyOffice } from '../office.ts'
import type { Office } from '../office.ts'
import { settingKeys, settings } from './register.ts'
import type { SettingKey } from './register.ts'
import { directionOf } from './setting.ts'
import type { Setting } from './setting.ts'
import { addressesIn, answeringDepartment, answeringKey, readSetting, settingsOf } from './settings.ts'

const by = { kind: 'server' } as const
const changed = (values: Readonly<Record<string, string>>): Office => ({
  ...emptyOffice,
  settings: new Map(Object.entries(values).map(([key, value]) => [key, { value, by, at: 0 }])),
})

describe('the register', () => {
  const all = Object.entries(settings) as readonly (readonly [SettingKey, Setting])[]

  test.each(all)('%s can be printed, and its default is one of its own values', (key, setting) => {
    expect(setting.label).not.toBe('')
    expect(setting.clause).not.toBe('')
    expect(setting.hint).toMatch(/。$/)
    const read = readSetting(key, String(setting.default))
    if (directionOf(setting) === 'fixed') expect(read).toEqual({ ok: false, refusal: 'setting-fixed' })
    else expect(read).toMatchObject({ ok: true, value: setting.default })
  })

  test('only what stands in the plan is called 预案规定, and only that and the state’s is fixed', () => {
    const of = (basis: Setting['basis']) => all.filter(([, one]) => one.basis === basis).map(([key]) => key)
    expect(of('plan')).toEqual(['initialReportHours', 'resultReportWorkingDays'])
    expect(of('state')).toEqual(['nationalReportHours', 'criticalReportHours', 'finalReportDays'])
    const fixed = all.filter(([, one]) => directionOf(one) === 'fixed').map(([key]) => key)
    expect(fixed).toEqual([...of('plan'), ...of('state')])
  })

  test('what the plan fixed is what the clocks count by', () => {
    expect(settings.initialReportHours.default * 3_600_000).toBe(initialReportWithinMs)
    expect(settings.resultReportWorkingDays.default).toBe(resultReportWithinWorkingDays)
  })

  test('no number of the office speaks of itself as one of the plan', () => {
    for (const [, { basis, label, hint }] of all)
      if (basis === 'office') expect(`${label}${hint}`).not.toMatch(/预案规定/)
  })
})

describe('what may be set', () => {
  test.each([
    ['verifyMinutes', '30', 30],
    ['verifyMinutes', ' 45 ', 45],
    ['idleMinutes', '15', 15],
    ['idleMinutes', '5', 5],
    ['lockMinutes', '60', 60],
    ['logRetentionDays', '180', 180],
    ['resultReportCutoff', '18:00', '18:00'],
    ['criticalInfrastructure', 'true', true],
    ['officeUnitName', '信息档案科', '信息档案科'],
    ['cyberspaceChannel', '023-1234 重庆市委网信办', '023-1234 重庆市委网信办'],
    ['adminAddresses', '10.1.0.0/24 fd00::1', '10.1.0.0/24 fd00::1'],
    ['adminAddresses', '', ''],
  ])('%s = %j', (key, typed, value) => {
    expect(readSetting(key, typed)).toMatchObject({ ok: true, value })
    expect(settingsOf(changed({ [key]: typed }))[key as SettingKey]).toBe(value)
  })

  test.each([
    ['verifyMinutes', '0', 'setting-out-of-range'],
    ['verifyMinutes', '121', 'setting-out-of-range'],
    ['verifyMinutes', '30.5', 'setting-not-a-value'],
    ['verifyMinutes', '-1', 'setting-not-a-value'],
    ['verifyMinutes', '', 'setting-not-a-value'],
    ['verifyMinutes', '三十', 'setting-not-a-value'],
    // What protects is only ever made stricter.
    ['idleMinutes', '16', 'setting-out-of-range'],
    ['signInFailures', '6', 'setting-out-of-range'],
    ['lockMinutes', '29', 'setting-out-of-range'],
    ['passwordLength', '11', 'setting-out-of-range'],
    // 网络安全法: the law's own floor has words of its own.
    ['logRetentionDays', '179', 'below-legal-floor'],
    ['evidenceRetentionDays', '30', 'below-legal-floor'],
    ['initialReportHours', '3', 'setting-fixed'],
    ['nationalReportHours', '4', 'setting-fixed'],
    ['resultReportCutoff', '17:00', 'setting-not-a-value'],
    ['resultReportCutoff', 'toString', 'setting-not-a-value'],
    ['criticalInfrastructure', 'yes', 'setting-not-a-value'],
    ['adminAddresses', '10.1.0.0/33', 'setting-not-a-value'],
    ['adminAddresses', '10.1.0', 'setting-not-a-value'],
    ['adminAddresses', 'fd00::/64/1', 'setting-not-a-value'],
    ['cyberspaceChannel', 'x'.repeat(501), 'setting-not-a-value'],
    ['cyberspaceChannel', 'a\u202Eb', 'setting-not-a-value'],
    ['noSuchKey', '1', 'unknown-setting'],
    ['__proto__', '1', 'unknown-setting'],
  ])('%s = %j is refused: %s', (key, typed, refusal) => {
    expect(readSetting(key, typed)).toEqual({ ok: false, refusal })
  })
})

describe('what is in force', () => {
  test('without any change it is the register', () => {
    const inForce = settingsOf(emptyOffice)
    for (const key of settingKeys) expect(inForce[key]).toBe(settings[key].default)
  })

  test('a stored value that the register does not take any more leaves the default', () => {
    expect(settingsOf(changed({ idleMinutes: '60' })).idleMinutes).toBe(15)
    expect(settingsOf(changed({ gone: '1' }))).toEqual(settingsOf(emptyOffice))
  })

  test('the same office is read once', () => {
    const office = changed({ verifyMinutes: '20' })
    expect(settingsOf(office)).toBe(settingsOf(office))
    expect(settingsOf(office).verifyMinutes).toBe(20)
  })

  test.each([
    ['nothing is set', {}, undefined],
    ['the general one', { answeringDepartment: 'd1' }, 'd1'],
    ['its own goes before', { answeringDepartment: 'd1', [answeringKey('i1')]: 'd2' }, 'd2'],
    ['another’s is not its own', { [answeringKey('i2')]: 'd2' }, undefined],
    ['taken away again', { answeringDepartment: 'd1', [answeringKey('i1')]: '' }, 'd1'],
  ])('归口科室: %s', (_, values, department) => {
    expect(answeringDepartment(changed(values), 'i1')).toBe(department)
  })

  test('addresses, however they are spaced', () => {
    expect(addressesIn('  10.0.0.1   fd00::/8 ')).toEqual(['10.0.0.1', 'fd00::/8'])
    expect(addressesIn('')).toEqual([])
  })
})
