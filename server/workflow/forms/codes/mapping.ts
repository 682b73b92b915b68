/** 分类对照: which line of GB/Z 20986-2007 a line of GB/T 20986-2023 was before. Our own reading; it is stored with each incident beside the category. */

import { choicesOf } from './code-table.ts'
import { gbz20986of2007 } from './gbz-20986-2007.ts'

/** By line, else by category; what the older edition did not know goes to its 其他事件. */
const formerly: Readonly<Record<string, string>> = {
  'malicious-program': '2007-malware/other',
  'malicious-program/virus': '2007-malware/virus',
  'malicious-program/worm': '2007-malware/worm',
  'malicious-program/trojan': '2007-malware/trojan',
  'malicious-program/botnet': '2007-malware/botnet',
  'malicious-program/web-page': '2007-malware/web-page',
  'malicious-program/blended': '2007-malware/blended',
  'network-attack': '2007-network-attack/other',
  'network-attack/scanning': '2007-network-attack/scanning',
  'network-attack/phishing': '2007-network-attack/phishing',
  'network-attack/exploit': '2007-network-attack/exploit',
  'network-attack/backdoor-use': '2007-network-attack/backdoor',
  'network-attack/backdoor-implant': '2007-network-attack/backdoor',
  'network-attack/jamming': '2007-network-attack/interference',
  'network-attack/denial-of-service': '2007-network-attack/denial-of-service',
  'network-attack/defacement': '2007-information-destroyed/alteration',
  'data-security': '2007-information-destroyed/other',
  'data-security/tampering': '2007-information-destroyed/alteration',
  'data-security/masquerading': '2007-information-destroyed/masquerading',
  'data-security/leakage': '2007-information-destroyed/leakage',
  'data-security/theft': '2007-information-destroyed/interception',
  'data-security/interception': '2007-information-destroyed/interception',
  'data-security/loss': '2007-information-destroyed/loss',
  content: '2007-content/any',
  facility: '2007-facility/other',
  'facility/technical': '2007-facility/own',
  'facility/supporting': '2007-facility/supporting',
  'facility/physical': '2007-facility/man-made',
  'force-majeure': '2007-disaster/any',
}

/** The line of the older edition; of one that is of that edition, itself. */
export const formerCategory = (category: string): string =>
  category.startsWith('2007-')
    ? category
    : (formerly[category] ?? formerly[category.split('/')[0] ?? ''] ?? '2007-other/any')

const names = new Map(choicesOf(gbz20986of2007).map(({ value, label }) => [value, label]))

export const formerName = (category: string): string => names.get(formerCategory(category)) ?? ''
