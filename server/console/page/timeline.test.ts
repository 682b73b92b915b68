// The timeline in words: one row for every kind of happening, in the order in which things happened.
import { describe, expect, test } from 'vitest'
import type { Alert } from '#shared/domain/alert.ts'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Order } from '#shared/domain/order.ts'
import type { Entry, Happening } from '../../workflow/history.ts'
import { timeline, timelineLine } from './timeline.ts'

/** 2026-11-22 12:25:03 in Shanghai. */
const at = Date.UTC(2026, 10, 22, 4, 25, 3)
const exactly = { at, offsetMs: 0, uncertaintyMs: 0 }
const moment = { at, clockId: 'boot', monotonicMs: 0 }
const officer = { kind: 'officer', id: 'o1', name: '王建国' } as const

const alert: Alert = {
  id: 'a',
  code: 'BS-1122-7F3K-2',
  origin: 'detector',
  rule: 'mass-rewrite',
  severity: 'critical',
  raised: moment,
  detected: moment,
  because: '10 秒内 312 个文件被改写',
  detections: [],
  count: 3,
  drill: false,
}
const isolation: Isolation = {
  state: 'isolated',
  scope: 'full',
  adapter: 'eth1',
  layers: [],
  by: { kind: 'agent' },
  because: '疑似勒索软件',
  since: moment,
  rehearsal: false,
}
const order: Order = {
  id: 'o',
  endpoint: 'e',
  action: { kind: 'isolate', scope: 'selective' },
  notAfter: at,
  counter: 1,
  reason: '疑似勒索',
  approver: officer,
}
const signed = (over: Partial<Order> = {}) => ({ order: { ...order, ...over }, keyId: 'K3', signature: '' })
const receipt = (outcome: 'carried-out' | 'failed' | 'refused', because = '') => ({
  kind: 'receipt-received' as const,
  endpoint: 'e',
  receipt: { order: 'o', outcome, because, moment },
  carriedOut: exactly,
})
const found = { at, basis: 'should-have-been-found', offsetMs: 0, uncertaintyMs: 0 } as const

let position = 0
const entry = (happening: Happening, over: Partial<Entry> = {}): Entry => ({
  position: ++position,
  subject: { kind: 'incident', id: 'i' },
  link: { index: 1, previousHash: '', hash: '' },
  at,
  actor: { kind: 'server' },
  happening,
  ...over,
})

describe('words', () => {
  test.each<[string, Happening, string, readonly string[]]>([
    [
      'received',
      {
        kind: 'incident-received',
        number: 'BS-2026-0137',
        title: '疑似勒索软件',
        endpoint: 'e',
        institution: 'i',
        found,
        drill: false,
        planVersion: 1,
      },
      '受理为事件 BS-2026-0137：疑似勒索软件',
      ['起算 12:25:03 应当被发现', '按预案第 1 版'],
    ],
    ['moved', { kind: 'found-moved', found: { ...found, basis: 'found' } }, '起算时间改为 12:25:03（发现）', []],
    [
      'detected',
      { kind: 'alert-received', alert, endpoint: 'e', raised: exactly, detected: exactly, receivedAt: at },
      '大量文件被加密改写：10 秒内 312 个文件被改写',
      ['严重程度 严重', '共 3 次'],
    ],
    [
      'pressed, a drill, 47 minutes late, on a clock that is 42 s fast',
      {
        kind: 'alert-received',
        alert: { ...alert, origin: 'operator', rule: 'operator-report', severity: 'high', count: 1, drill: true },
        endpoint: 'e',
        raised: { at, offsetMs: -42_000, uncertaintyMs: 3_000 },
        detected: exactly,
        receivedAt: at + 47 * 60_000,
      },
      '一键上报（编号 BS-1122-7F3K-2）',
      ['严重程度 高', '演练', '13:12:03 收到，补报 47 分', '终端时钟快 42 秒，已校正', '误差约 3 秒'],
    ],
    ['taken over', { kind: 'alert-taken-over', alert: 'a', officer }, '接手', []],
    ['repeated', { kind: 'report-repeated', alert: 'a', times: 2 }, '再次按下上报（第 2 次）', []],
    ['annotated', { kind: 'report-annotated', alert: 'a', annotation: 'remote-control' }, '注明：有人在远程操作', []],
    ['withdrawn', { kind: 'report-withdrawn', alert: 'a' }, '撤回上报（记录保留）', []],
    ['postponed', { kind: 'cut-postponed', alert: 'a', postponement: 'settling' }, '暂缓断网：正在结算', []],
    [
      'cut',
      { kind: 'isolation-changed', endpoint: 'e', isolation, since: exactly },
      '已断网（全部断开）',
      ['终端：疑似勒索软件'],
    ],
    [
      'restored',
      {
        kind: 'isolation-changed',
        endpoint: 'e',
        isolation: { ...isolation, state: 'connected', by: officer },
        since: exactly,
      },
      '已恢复联网',
      ['王建国：疑似勒索软件'],
    ],
    [
      'evidence',
      {
        kind: 'evidence-listed',
        endpoint: 'e',
        evidence: {
          id: 'x',
          file: 'e1.tar',
          sha256: 'ab',
          bytes: 1,
          moment,
          parts: ['sockets', 'missing:routes', 'x'],
          tookMs: 9,
        },
      },
      '留存证据 e1.tar（网络连接、缺路由、x）',
      ['SHA-256 ab'],
    ],
    [
      'ordered',
      { kind: 'order-issued', signed: signed() },
      '下达断开指令（仅保留与本局的联系）：疑似勒索',
      ['已签名，密钥 K3'],
    ],
    [
      'ordered back',
      { kind: 'order-issued', signed: signed({ action: { kind: 'release' }, reason: '查完' }) },
      '下达恢复指令：查完',
      ['已签名，密钥 K3'],
    ],
    ['delivered', { kind: 'order-delivered', order: 'o', endpoint: 'e' }, '指令已送达终端', []],
    ['carried out', receipt('carried-out'), '已执行指令', []],
    ['failed', receipt('failed', 'isolation/not-verified'), '没有执行成功：断开未完全成功，网卡仍然连通', []],
    ['failed, unknown code', receipt('failed', 'isolation/new'), '没有执行成功：isolation/new', []],
    ['refused', receipt('refused', 'replayed'), '拒绝执行：重复的指令', []],
    [
      'dropped',
      { kind: 'records-dropped', endpoint: 'e', lane: 'telemetry', dropped: 812, from: at, to: at + 60_000 },
      '存储不足，舍弃 812 条遥测记录（12:25:03 至 12:26:03）',
      [],
    ],
    ['a note', { kind: 'note-added', text: '已电话核实' }, '已电话核实', []],
  ])('%s', (_, happening, text, remarks) => {
    expect(timelineLine(entry(happening))).toMatchObject({ text, remarks, at })
  })
})

test.each([
  [officer, '王建国'],
  [{ kind: 'operator', account: 'cashier' }, '操作员（cashier）'],
  [{ kind: 'operator', account: '' }, '操作员'],
  [{ kind: 'agent' }, '终端'],
  [{ kind: 'server' }, '服务器'],
] as const)('who: %o', (actor, name) => {
  expect(timelineLine(entry({ kind: 'note-added', text: '' }, { actor })).who).toBe(name)
})

test('what came late stands where it happened', () => {
  const pressed = { at: at - 60_000, offsetMs: 0, uncertaintyMs: 0 }
  const late = entry({
    kind: 'alert-received',
    alert,
    endpoint: 'e',
    raised: pressed,
    detected: pressed,
    receivedAt: at,
  })
  const note = entry({ kind: 'note-added', text: '1' }, { at: at - 1_000 })
  const same = entry({ kind: 'note-added', text: '2' }, { at: at - 1_000 })
  expect(timeline([note, same, late]).map(({ position }) => position)).toEqual([
    late.position,
    note.position,
    same.position,
  ])
})
