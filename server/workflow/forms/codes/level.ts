/** 分级: the four levels, the matrix that gives them, and the definition of 重大 in the plan's 六(一). */

import { offered } from '../field.ts'

export const levels = ['especially-major', 'major', 'larger', 'general'] as const
export type Level = (typeof levels)[number]

export const levelChoices = offered(
  ['especially-major', '特别重大（Ⅰ级）'],
  ['major', '重大（Ⅱ级）'],
  ['larger', '较大（Ⅲ级）'],
  ['general', '一般（Ⅳ级）'],
)

export const importanceChoices = offered(
  ['especially-important', '特别重要'],
  ['important', '重要'],
  ['general', '一般'],
)
export type Importance = 'especially-important' | 'important' | 'general'

export const lossChoices = offered(
  ['especially-serious', '特别严重'],
  ['serious', '严重'],
  ['larger', '较大'],
  ['smaller', '较小'],
)
export type Loss = 'especially-serious' | 'serious' | 'larger' | 'smaller'

/** 社会危害 is told in the words of the level that it alone would give. */
export const harmChoices = offered(
  ['especially-major', '特别重大'],
  ['major', '重大'],
  ['larger', '较大'],
  ['general', '一般'],
)

/** GB/Z 20986-2007 5.2: importance of what was affected × loss of business. */
const matrix: Readonly<Record<Importance, Readonly<Record<Loss, Level>>>> = {
  'especially-important': {
    'especially-serious': 'especially-major',
    serious: 'major',
    larger: 'larger',
    smaller: 'general',
  },
  important: { 'especially-serious': 'major', serious: 'larger', larger: 'general', smaller: 'general' },
  general: { 'especially-serious': 'larger', serious: 'general', larger: 'general', smaller: 'general' },
}

/** The higher of what the matrix gives and what the harm to society alone gives. */
export function levelOf(importance: Importance, loss: Loss, harm: Level): Level {
  const byMatrix = matrix[importance][loss]
  return levels[Math.min(levels.indexOf(byMatrix), levels.indexOf(harm))] ?? byMatrix
}

/** 国家网络安全事件报告管理办法, its annex: from 较大 on it is reported outside, by clocks of its own. */
export const nationalLevelChoices = offered(
  ['below', '较大以下'],
  ['larger', '较大'],
  ['major', '重大'],
  ['especially-major', '特别重大'],
)

/** 附则六(一), box by box. */
export const causeChoices = offered(
  ['nature', '自然灾害'],
  ['failure', '设备软硬件故障'],
  ['mistake', '内部人为失误'],
  ['sabotage', '内部人为破坏'],
  ['hacking', '黑客攻击'],
  ['radio', '无线电频率干扰'],
  ['virus', '计算机病毒破坏'],
  ['other', '其他（“等”）'],
)
export const phenomenonChoices = offered(
  ['interruption', '业务中断'],
  ['system', '系统破坏'],
  ['data', '数据破坏'],
  ['theft', '信息失窃'],
  ['leak', '泄密'],
)
export const hostileChoices = offered(
  ['agitation', '有组织的大规模宣传、煽动、渗透'],
  ['destruction', '对通信网络、信息设施、重点网站的大规模破坏'],
)
export const harmfulChoices = offered(
  ['national-security', '国家安全'],
  ['social-stability', '社会稳定'],
  ['public-interest', '公众利益'],
  ['economic-loss', '直接或间接经济损失'],
)

export interface Boxes {
  readonly causes: readonly string[]
  readonly seriouslyAffected: boolean
  readonly phenomena: readonly string[]
  readonly hostile: readonly string[]
  readonly harms: readonly string[]
}

/** What the boxes alone say; the office judges, and the leader confirms. */
export const isMajor = ({ causes, seriouslyAffected, phenomena, hostile, harms }: Boxes): boolean =>
  ((causes.length > 0 && seriouslyAffected && phenomena.length > 0) || hostile.length > 0) && harms.length > 0
