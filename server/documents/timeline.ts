/** 经过: what an incident's history says happened when, one line each, as it is printed in reports. */

import type { IsolationState } from '#shared/domain/isolation.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Entry, Happening } from '../workflow/history.ts'
import { formOf } from '../workflow/forms/index.ts'
import { actorName, nameOf } from './names.ts'
import type { Known } from './names.ts'

export interface TimelineLine {
  readonly at: number
  readonly who: string
  readonly what: string
}

const phases = zhCn.consolePage.incidents.phases
const { releaseActions } = zhCn.consolePage.timeline

type Told = {
  readonly [Kind in Happening['kind']]?: (
    happening: Extract<Happening, { readonly kind: Kind }>,
    known: Known,
  ) => string
}

/** What only machines need (deliveries, receipts, reminders) is not printed. */
const told: Told = {
  'incident-received': ({ title }) => `接报：${title}`,
  'alert-received': ({ alert }) =>
    `${alert.origin === 'operator' ? '一键上报' : '告警'} ${alert.code}：${alert.because}`,
  'alert-taken-over': () => '接手告警',
  'isolation-changed': ({ endpoint, isolation }, known) =>
    `${nameOf(known, 'endpoint', endpoint)}：${isolationNames[isolation.state]}`,
  'evidence-listed': ({ evidence }) => `保存证据 ${evidence.file}`,
  'phase-moved': ({ from, to, reason }) =>
    `${phases[from]} → ${phases[to]}${reason === undefined || reason === '' ? '' : `（${reason}）`}`,
  'form-filed': ({ form, serial }) => `提交《${formOf(form).title}》（${form}，第 ${serial} 份）`,
  'report-signed-for': () => '签收初报',
  'report-returned': ({ reason }) => `退回补正：${reason}`,
  'directive-issued': ({ directive }) => `签发指令 ${directive.number}：${directive.text}`,
  'directive-completed': ({ text }) => `完成指令：${text}`,
  'reconnection-decided': ({ approved, endpoint }, known) =>
    `${approved ? '批准' : '不批准'}${nameOf(known, 'endpoint', endpoint)}恢复入网`,
  'release-code-made': ({ endpoint, sequence, action, firstAskedBy }, known) =>
    `为${nameOf(known, 'endpoint', endpoint)}制作断网恢复码（第 ${sequence} 号，${releaseActions[action]}${firstAskedBy === undefined ? '' : `，与${firstAskedBy.name}二人`}）`,
  'result-registered': ({ number }) => `处理结果备案，备案号 ${number}`,
  'note-added': ({ text }) => text,
}

const whatOf = ({ happening }: Entry, known: Known): string | undefined => {
  const tell = told[happening.kind] as ((happening: Happening, known: Known) => string) | undefined
  return tell?.(happening, known)
}

const isolationNames: Readonly<Record<IsolationState, string>> = {
  connected: '医保专网已接通',
  isolating: '正在断开医保专网',
  isolated: '医保专网已断开',
  degraded: '医保专网已断开，有一项措施未生效',
  failed: '断开医保专网失败',
  releasing: '正在恢复医保专网',
}

export const timelineOf = (entries: readonly Entry[], known: Known): readonly TimelineLine[] =>
  entries.flatMap((entry) => {
    const what = whatOf(entry, known)
    return what === undefined ? [] : [{ at: entry.at, who: actorName(entry.actor), what }]
  })
