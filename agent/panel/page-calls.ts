/** What the page may do, and nothing else: report, annotate, withdraw, cut, put the cut off, hand in a release code. Every call has its schema here. */

import * as z from 'zod'
import { id } from '#shared/protocol/limits.ts'
import { annotations, falseAlarms, postponements } from '#shared/protocol/record.ts'
import type { Annotation, Postponement } from '#shared/protocol/record.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { PressAnswer } from './panel-state.ts'
import type { Keeper, Outcome, ReleaseDesk, Response } from './ports.ts'
import type { ReportDesk } from './press.ts'
import type { ReportFacts } from './reports.ts'

export interface PageCalls {
  report(call: { readonly drill?: boolean | undefined }, account: string): Promise<PressAnswer>
  annotate(call: { readonly alert: string; readonly annotation: Annotation }): Promise<Outcome>
  withdraw(call: { readonly alert: string }): Promise<Outcome>
  cut(call: { readonly alert?: string | undefined }, account: string): Promise<Outcome>
  postpone(call: { readonly alert: string; readonly postponement: Postponement }): Promise<Outcome>
  releaseCode(call: { readonly code: string }, account: string): ReturnType<ReleaseDesk['enter']>
}

export const callSchemas = {
  report: z.strictObject({ drill: z.boolean().optional() }),
  annotate: z.strictObject({ alert: id, annotation: z.enum(annotations) }),
  withdraw: z.strictObject({ alert: id }),
  cut: z.strictObject({ alert: id.optional() }),
  postpone: z.strictObject({ alert: id, postponement: z.enum(postponements) }),
  releaseCode: z.strictObject({ code: z.string().max(32) }),
} satisfies { readonly [Call in keyof PageCalls]: z.ZodType<Parameters<PageCalls[Call]>[0]> }

export const sessionSchema = z.strictObject({ ticket: z.string().max(64) })

export interface PageCallsOptions {
  readonly desk: Pick<ReportDesk, 'press'>
  readonly keeper: Pick<Keeper, 'keep'>
  readonly response: Pick<Response, 'isolation' | 'countdown' | 'cut' | 'postpone' | 'withdraw'>
  /** Undefined before enrolment: then there is no office that could have made a code. */
  readonly release: Pick<ReleaseDesk, 'enter'> | undefined
  readonly find: (alert: string) => ReportFacts | undefined
  /** The drivers only rehearse: a drill may go all the way. */
  readonly rehearsing: () => boolean
}

/** What changes an expectation of the office is kept first and done then: it fails closed where it cannot be kept. A cut never waits for that. */
export function pageCalls({ desk, keeper, response, release, find, rehearsing }: PageCallsOptions): PageCalls {
  const words = zhCn.counter.refusals
  const no = (because: string): Outcome => ({ ok: false, because })
  const isCut = () => (response.isolation()?.state ?? 'connected') !== 'connected'
  return {
    report: ({ drill }, account) => desk.press({ account, drill: drill ?? false, via: 'agent' }),
    annotate: async ({ alert, annotation }) => {
      if (find(alert) === undefined) return no(words.noSuchReport)
      await keeper.keep('urgent', { kind: 'report-annotated', alert, annotation })
      return { ok: true }
    },
    withdraw: async ({ alert }) => {
      const report = find(alert)
      if (report === undefined || report.alert.origin !== 'operator') return no(words.noSuchReport)
      if (report.withdrawnAt !== undefined) return { ok: true }
      if (isCut() && !report.alert.drill) return no(words.tooLate)
      await keeper.keep('urgent', { kind: 'report-withdrawn', alert })
      return response.withdraw(alert)
    },
    cut: async ({ alert }, account) => {
      if (alert !== undefined) {
        const report = find(alert)
        if (report === undefined) return no(words.noSuchReport)
        if (report.alert.drill && !rehearsing()) return no(words.drillNoCut)
      }
      return response.cut({ alert, by: { kind: 'operator', account }, because: zhCn.counter.isolated.operatorCut })
    },
    postpone: async ({ alert, postponement }) => {
      if (find(alert) === undefined) return no(words.noSuchReport)
      const countdown = response.countdown(alert)
      if (isCut() || countdown?.state !== 'running') return no(words.tooLate)
      const { detected } = countdown
      const isFalseAlarm = (falseAlarms as readonly string[]).includes(postponement)
      // Refused before it is kept: what the record says was put off is put off.
      if (isFalseAlarm && detected?.mayCallOff !== true) return no(zhCn.response.cannotCallOff)
      if (!isFalseAlarm && detected?.pauses === 0) return no(zhCn.response.noMorePauses)
      await keeper.keep('urgent', { kind: 'cut-postponed', alert, postponement })
      return response.postpone(alert, postponement)
    },
    releaseCode: async ({ code }, account) =>
      (await release?.enter(code, account)) ?? { ok: false, because: words.notEnrolled },
  }
}
