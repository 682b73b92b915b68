/** Answers that several forms offer. */

import { offered } from './field.ts'

export const yesNoUnknown = offered(['yes', '是'], ['no', '否'], ['unknown', '未能确定'])

export const periodChoices = offered(['month', '月度'], ['quarter', '季度'], ['year', '年度'])
