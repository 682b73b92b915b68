/** What a password must be, shown while it is typed; the server alone decides (GB/T 22239-2019 8.1.4.1 a). */

import { consolePeople } from '#shared/wording/zh-cn.ts'

export interface RuleStanding {
  readonly rule: string
  readonly met: boolean
}

interface Typed {
  readonly password: string
  readonly again: string
  readonly login: string
  readonly name: string
}

const words = consolePeople.credentials

export function passwordRules({ password, again, login, name }: Typed, length: number): readonly RuleStanding[] {
  const lower = password.toLowerCase()
  const names = [login, name].map((each) => each.trim().toLowerCase()).filter((each) => each !== '')
  const typed = password !== ''
  return [
    { rule: words.lengthRule(length), met: [...password].length >= length },
    { rule: words.upperRule, met: /[A-Z]/.test(password) },
    { rule: words.lowerRule, met: /[a-z]/.test(password) },
    { rule: words.digitRule, met: /\d/.test(password) },
    { rule: words.signRule, met: /[^A-Za-z\d\s]/.test(password) },
    { rule: words.nameRule, met: typed && !names.some((each) => lower.includes(each)) },
    { rule: words.sameRule, met: typed && password === again },
  ]
}
