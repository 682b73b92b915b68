/** GB/Z 20986-2007 信息安全事件分类分级指南: what the plan's first article cites. Replaced since, and kept beside its successor. */

import type { CodeTable } from './code-table.ts'

export const gbz20986of2007: CodeTable = {
  standard: 'GB/Z 20986-2007',
  title: '信息安全技术 信息安全事件分类分级指南',
  categories: [
    {
      value: '2007-malware',
      name: '有害程序事件',
      kinds: {
        virus: '计算机病毒事件',
        worm: '蠕虫事件',
        trojan: '特洛伊木马事件',
        botnet: '僵尸网络事件',
        blended: '混合攻击程序事件',
        'web-page': '网页内嵌恶意代码事件',
        other: '其他有害程序事件',
      },
    },
    {
      value: '2007-network-attack',
      name: '网络攻击事件',
      kinds: {
        'denial-of-service': '拒绝服务攻击事件',
        backdoor: '后门攻击事件',
        exploit: '漏洞攻击事件',
        scanning: '网络扫描窃听事件',
        phishing: '网络钓鱼事件',
        interference: '干扰事件',
        other: '其他网络攻击事件',
      },
    },
    {
      value: '2007-information-destroyed',
      name: '信息破坏事件',
      kinds: {
        alteration: '信息篡改事件',
        masquerading: '信息假冒事件',
        leakage: '信息泄漏事件',
        interception: '信息窃取事件',
        loss: '信息丢失事件',
        other: '其他信息破坏事件',
      },
    },
    { value: '2007-content', name: '信息内容安全事件', kinds: { any: '信息内容安全事件' } },
    {
      value: '2007-facility',
      name: '设备设施故障',
      kinds: {
        own: '软硬件自身故障',
        supporting: '外围保障设施故障',
        'man-made': '人为破坏事故',
        other: '其他设备设施故障',
      },
    },
    { value: '2007-disaster', name: '灾害性事件', kinds: { any: '灾害性事件' } },
    { value: '2007-other', name: '其他事件', kinds: { any: '其他事件' } },
  ],
}
