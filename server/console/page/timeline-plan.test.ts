// The plan and the office in the timeline: what was done, in which role, why, and what it rests on.
import { expect, test } from 'vitest'
import type { Entry, Happening } from '../../workflow/history.ts'
import { timelineLine } from './timeline.ts'

const at = Date.UTC(2026, 10, 22, 6)
const hash = '9f86d081884c7d659a2feaa0c55ad015'
const entry = (happening: Happening): Entry => ({
  position: 7,
  subject: { kind: 'incident', id: 'i' },
  link: { index: 1, previousHash: '', hash: '' },
  at,
  actor: { kind: 'officer', id: 'o', name: '王建国' },
  happening,
})
const directive = { id: 'd', number: '令-2026-0137-02', text: '逐台查杀', unit: 'i0', dueAt: at }

test.each<[Happening, string, string, readonly string[]]>([
  [
    { kind: 'phase-moved', event: 'activate', from: 'proposed', to: 'activated', as: 'leader', reason: '情况属实' },
    'good',
    '启动预案 → 预案已启动',
    ['身份：组长', '理由：情况属实'],
  ],
  // The server brings a relapse about by itself: no role, and none is invented.
  [
    { kind: 'phase-moved', event: 'relapse', from: 'handled', to: 'responding' },
    'alarm',
    '复发，退回处置 → 现场处置中',
    [],
  ],
  [
    { kind: 'form-filed', form: 'D04', serial: 2, as: 'office', fields: {} },
    'plain',
    '填报《续报／补报单》第 2 次',
    ['身份：办公室'],
  ],
  [
    { kind: 'document-released', form: 'D03', serial: 1, sha256: hash, bytes: 1, head: 'ab' },
    'plain',
    '出具文书《突发事件报告单（初报）》',
    [`SHA-256 ${hash}`, '记录链 ab'],
  ],
  [
    { kind: 'directive-issued', directive, as: 'leader' },
    'alarm',
    '下达指令 令-2026-0137-02：逐台查杀',
    ['期限 2026-11-22 14:00:00', '身份：组长'],
  ],
  [
    { kind: 'directive-judged', directive: 'd', impaired: true, reason: '蔓延到第三台' },
    'bad',
    '判定：未及时落实指令，影响应急行动效果',
    ['理由：蔓延到第三台'],
  ],
  [
    { kind: 'reconnection-decided', endpoint: 'e', approved: false, as: 'office', reason: '补丁未打' },
    'plain',
    '不批准终端恢复入网',
    ['身份：办公室', '理由：补丁未打'],
  ],
  [{ kind: 'alert-seen', alerts: ['a', 'b'], as: 'office' }, 'plain', '首次查看告警 2 条', ['身份：办公室']],
  [
    { kind: 'alert-seen', alerts: [], as: 'institution', unit: 'i0' },
    'plain',
    '首次打开本事件',
    ['身份：定点医药机构'],
  ],
  [
    { kind: 'initial-report-withdrawn', serial: 1, as: 'office', reason: '写错了单位' },
    'bad',
    '撤回初报（原文保留，两小时仍从原起点计，须重新报告）',
    ['身份：办公室', '理由：写错了单位'],
  ],
  [
    {
      kind: 'group-isolation-requested',
      asked: { id: 'g', group: { kind: 'all' }, scope: 'full', reason: '正在扩散' },
      terminals: 412,
      as: 'office',
    },
    'alarm',
    '申请批量断网：全部终端，共 412 台',
    ['身份：办公室', '理由：正在扩散'],
  ],
  [
    { kind: 'group-isolation-decided', request: 'g', approved: true, as: 'leader', reason: '同意', orders: 410 },
    'alarm',
    '批准批量断网，下达断网指令 410 条',
    ['身份：组长', '理由：同意'],
  ],
  [
    {
      kind: 'protected-statement-made',
      statement: { id: 's', about: [], aboutLeader: true, text: '他让我把报告压到明天' },
    },
    'alarm',
    '提交一份受保护的陈述（内容只在专门页面查阅）',
    [],
  ],
  [
    { kind: 'enrollment-code-made', institution: 'i0', notAfter: at, commandLine: 3 },
    'plain',
    '生成终端登记码',
    ['至 2026-11-22 14:00:00', '在服务器命令行上办理'],
  ],
  [
    { kind: 'found-decided', found: at, agreed: true, reason: '' },
    'plain',
    '核定应当发现时间为 2026-11-22 14:00:00（原值保留）',
    [],
  ],
  [
    { kind: 'reminded', reminder: 'initial-report/90', dueAt: at },
    'alarm',
    '系统提醒：两小时报告',
    ['2026-11-22 14:00:00'],
  ],
  [
    { kind: 'reminded', reminder: 'something-new', dueAt: at },
    'alarm',
    '系统提醒：something-new',
    ['2026-11-22 14:00:00'],
  ],
  [
    { kind: 'custody-changed', items: ['a', 'b'], act: 'transferred', receiver: '区公安分局' },
    'plain',
    '证据移交 2 件',
    ['接收：区公安分局'],
  ],
  [
    { kind: 'sign-in-refused', address: '10.0.0.9', why: '口令不符' },
    'bad',
    '登录被拒绝（口令不符）',
    ['来自 10.0.0.9'],
  ],
  [{ kind: 'audit-verified', findings: 2 }, 'bad', '核验审计记录：发现 2 处问题', []],
  [
    { kind: 'post-ended', post: 'p', to: at, document: '璧医保发〔2026〕9号' },
    'plain',
    '免职',
    ['至 2026-11-22 14:00:00', '文号 璧医保发〔2026〕9号'],
  ],
])('%o', (happening, tone, text, remarks) => {
  expect(timelineLine(entry(happening))).toMatchObject({ who: '王建国', tone, text, remarks })
})

test.each<[string, Happening, readonly string[]]>([
  ['somebody else', { kind: 'account-disabled', person: 'li', reason: '调离' }, ['涉及 李雪梅', '理由：调离']],
  ['oneself', { kind: 'signed-in', person: 'o', address: '10.0.0.9' }, ['来自 10.0.0.9']],
  ['somebody whose name is not known', { kind: 'account-enabled', person: 'x' }, []],
])('an entry about %s', (_, happening, remarks) => {
  const names = new Map([
    ['li', '李雪梅'],
    ['o', '王建国'],
  ])
  expect(timelineLine(entry(happening), names).remarks).toEqual(remarks)
})
