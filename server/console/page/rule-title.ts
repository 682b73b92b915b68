/** What people call a rule; of a newer terminal's rule the id, rather than nothing. */

import { rules } from '#shared/wording/zh-cn.ts'

export const ruleTitle = (rule: string): string => (rule in rules ? rules[rule as keyof typeof rules].title : rule)
