// Incidents under the plan, as the console's page is shown them: the first hour, work on the scene, and what the records say afterwards.
import type { Role } from '#shared/domain/role.ts'
import type { Phase } from '#shared/domain/incident.ts'
import type { NextEvent, NextForm, NextSteps } from '#server/console/next-steps.ts'
import { clockAt } from '#server/workflow/clocks/clock.ts'
import type { Term } from '#server/workflow/clocks/clock.ts'
import { courseOf } from '#server/workflow/course.ts'
import type { Course, FiledForm } from '#server/workflow/course.ts'
import { inWords } from '#server/workflow/facts/sentence.ts'
import type { Fact } from '#server/workflow/facts/fact.ts'
import { formOf } from '#server/workflow/forms/index.ts'
import type { FormFields, FormId } from '#server/workflow/forms/form.ts'
import type { CommandRefusal } from '#server/workflow/ports.ts'
import { transitions } from '#server/workflow/transitions.ts'
import type { Rows } from '#server/console/feed-frame.ts'
import type { IncidentPlan } from '../fakes/console-office.ts'
import { attack, incident, now, theEndpoint } from './console-states.ts'

const minute = 60_000
const hour = 60 * minute
const wang = { kind: 'officer', id: 'o1', name: '王建国' } as const
const li = { kind: 'officer', id: 'o2', name: '李雪梅' } as const
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

const filed = (form: FormId, serial: number, ago: number, fields: FormFields, as: Role = 'office'): FiledForm => ({
  form,
  serial,
  fields,
  by: as === 'leader' ? li : wang,
  as,
  at: now - ago,
  position: 40 + serial,
})

/** Every event that leads on from the phase; `refused`: why one of them is not possible. */
const nextFrom = (
  phase: Phase,
  refused: Partial<Record<NextEvent['event'], CommandRefusal>>,
  forms: readonly NextForm[],
): NextSteps => ({
  events: transitions
    .filter(({ from }) => from === phase)
    .map(({ event, to, operation, form, clause, guards }) => ({
      event,
      to,
      operation,
      form,
      clause,
      reason: guards.includes('reason-given'),
      permitted: refused[event] === undefined,
      refusal: refused[event],
    })),
  forms,
})

const open = (form: FormId, times = 0): NextForm => ({
  form,
  operation: formOf(form).operation,
  permitted: true,
  filed: times,
})
const shut = (form: FormId, times = 0): NextForm => ({
  ...open(form, times),
  permitted: false,
  refusal: 'wrong-phase',
})

const clocks = (...terms: readonly Term[]) => terms.map((term) => clockAt(term, now))
const term = (name: Term['name'], basis: Term['basis'], dueIn: number, more: Partial<Term> = {}): Term => ({
  name,
  basis,
  clause: '',
  startedAt: now - hour,
  dueAt: now + dueIn,
  ...more,
})

/** The first hour: verifying, the report not sent. */
export const verifying: IncidentPlan = {
  course: {
    ...courseOf(theEndpoint),
    moves: [
      {
        event: 'start-verifying',
        from: 'received',
        to: 'verifying',
        by: wang,
        as: 'office',
        at: now - 50_000,
        position: 12,
      },
    ],
  },
  clocks: clocks(
    term('initial-report', 'plan', 48 * minute, { clause: '三(一)2', soonAt: now + 18 * minute }),
    term('national-report', 'state', 3 * hour, { clause: '报告管理办法 第四条' }),
    term('verification', 'office', 6 * minute, { clause: '三(二)', soonAt: now - minute }),
    term('brief', 'office', -4 * minute, { clause: '四(一)2' }),
  ),
  facts: [],
  next: nextFrom('verifying', { report: 'not-verified-as-real', 'close-false': 'not-permitted' }, [
    open('D02'),
    open('D04'),
    shut('D05'),
  ]),
}

const directive = (place: number, text: string, unit: string, dueIn: number) => ({
  id: `01990000-0000-7000-8000-00000000d00${place}`,
  number: `令-2026-0137-0${place}`,
  text,
  unit,
  dueAt: now + dueIn,
})

const course: Course = {
  ...courseOf(theEndpoint),
  moves: [
    {
      event: 'start-verifying',
      from: 'received',
      to: 'verifying',
      by: wang,
      as: 'office',
      at: now - 5 * hour,
      position: 12,
    },
    { event: 'report', from: 'verifying', to: 'reported', by: wang, as: 'office', at: now - 4.5 * hour, position: 18 },
    { event: 'assess', from: 'reported', to: 'assessing', by: wang, as: 'office', at: now - 4 * hour, position: 22 },
    { event: 'propose', from: 'assessing', to: 'proposed', by: wang, as: 'office', at: now - 3.5 * hour, position: 25 },
    { event: 'activate', from: 'proposed', to: 'activated', by: li, as: 'leader', at: now - 3 * hour, position: 29 },
    {
      event: 'form-team',
      from: 'activated',
      to: 'responding',
      by: wang,
      as: 'office',
      at: now - 2.8 * hour,
      position: 33,
    },
  ],
  forms: {
    D02: [
      filed('D02', 1, 4.8 * hour, {
        verifiedBy: '王建国',
        method: 'telephone',
        conclusion: 'confirmed',
        basis: '收银机处方台账打不开，屏幕出现勒索提示',
      }),
    ],
    D03: [
      {
        ...filed('D03', 1, 4.5 * hour, {
          name: '康民大药房收银1号疑似勒索软件',
          unit: 'i0',
          occurredAt: '待核实',
          foundAt: now - 5.2 * hour,
          category: '待核实',
          level: '待核实',
          major: 'undetermined',
          endpointsAffected: 1,
          businessAffected: '刷卡结算停止',
          course: '哨兵检测到批量改写后自动断网，操作员随后一键上报。',
          measuresTaken: '已断开医保专网；已留存证据 5 件。',
          measuresPlanned: '请求启动预案，派工作组到场。',
          evidence: [{ id: 'x', name: '20261122-140212-ab12.json' }],
        }),
        document: { sha256: hash, bytes: 41_200, head: hash },
      },
    ],
    D04: [
      filed('D04', 1, 3 * hour, {
        change: '另有一台终端出现同样扩展名。',
        corrections: [{ item: '影响终端数', before: '1', after: '2' }],
        reason: '现场核实',
      }),
    ],
    D19a: [filed('D19a', 1, hour, {})],
    D06: [filed('D06', 1, 3.2 * hour, { agenda: '是否启动预案' })],
  },
  team: ['01990000-0000-7000-8000-0000000000aa'],
  externalApprovals: [{ form: 'D19a', serial: 1, at: now - hour / 2 }],
  endpoints: attack.endpoints.slice(0, 2).map(({ id }) => id),
  signedFor: [{ by: li, as: 'leader', at: now - 4.4 * hour }],
  foundProposal: { found: now - 6 * hour, by: wang, reason: '日志显示 06:00 已有首个改写' },
  directives: [
    {
      directive: directive(1, '立即停用同网段三台终端，逐台查杀后报结果。', 'i0', -20 * minute),
      issued: { by: li, at: now - 2.5 * hour },
      signedFor: { by: wang, at: now - 2.4 * hour },
    },
    {
      directive: directive(2, '联系结算系统厂商确认数据备份。', 'office', 25 * minute),
      issued: { by: li, at: now - hour },
    },
    {
      directive: directive(3, '保护现场，不得重装。', 'i0', -2 * hour),
      issued: { by: li, at: now - 2.9 * hour },
      signedFor: { by: wang, at: now - 2.8 * hour },
      completed: { by: wang, at: now - 2.2 * hour, text: '已贴封条，专人看守。' },
    },
    { directive: directive(4, '通知相邻药店自查。', 'i1', 5 * hour), draftedAt: now - 10 * minute },
  ],
  reconnections: [
    {
      endpoint: attack.endpoints[1]!.id,
      requestedAt: now - 40 * minute,
      proposed: { by: wang, at: now - 30 * minute, serial: 1 },
    },
  ],
  statements: [{ unit: 'i0', by: wang, at: now - hour, text: '当班人员发现后即按下上报键，断网由哨兵自动完成。' }],
  evidence: [
    {
      evidence: {
        id: 'x',
        file: '20261122-140212-ab12.json',
        sha256: hash,
        bytes: 90_000,
        moment: { at: now, clockId: 'boot', monotonicMs: 0 },
        parts: ['sockets'],
        tookMs: 180,
      },
      endpoint: theEndpoint,
      listedAt: now - 5 * hour,
    },
  ],
  custody: [{ at: now - 2 * hour, by: wang, act: 'accessed', items: ['x'], purpose: '现场比对', position: 51 }],
}

const fact = (
  code: Fact['code'],
  unit: string,
  values: Fact['values'],
  rows: readonly number[],
): Fact & { words: unknown } => {
  const one: Fact = { code, unit, values, rows }
  return { ...one, words: inWords(one) }
}

/** On the scene: a directive overdue, a terminal waiting to be let back, two leads. */
export const responding: IncidentPlan = {
  course,
  clocks: clocks(
    term('initial-report', 'plan', -3.2 * hour, {
      clause: '三(一)2',
      startedAt: now - 5.2 * hour,
      doneAt: now - 4.5 * hour,
    }),
    term('result-report', 'plan', 4 * 24 * hour, { clause: '四(三)', provisional: true }),
    term('directive', 'plan', -20 * minute, { about: '01990000-0000-7000-8000-00000000d001', clause: '五(二)2' }),
    term('directive', 'plan', 25 * minute, {
      about: '01990000-0000-7000-8000-00000000d002',
      clause: '五(二)2',
      soonAt: now - minute,
    }),
    term('national-summary', 'state', 25 * 24 * hour, { clause: '报告管理办法 第八条' }),
  ),
  facts: [
    fact(
      'H3',
      'i0',
      { seenAt: now - 5.2 * hour, limitMs: 15 * minute, lateMs: 7 * minute, doneAt: now - 4.8 * hour },
      [4, 9],
    ),
    fact('Z1', 'i0', { number: '令-2026-0137-01', dueAt: now - 20 * minute, lateMs: 20 * minute }, [37]),
  ],
  next: nextFrom('responding', { 'begin-recovery': 'not-contained' }, [
    open('D04', 1),
    open('D09', 1),
    open('D10'),
    open('D11'),
    open('D12'),
    shut('D02', 1),
    shut('D03', 1),
  ]),
}

const withPhase = (phase: Phase): Rows => ({
  ...attack,
  incidents: [incident(0, { phase }), ...attack.incidents.slice(1)],
})
export const verifyingRows = withPhase('verifying')
export const respondingRows = withPhase('responding')

/** What is answered for a form: its definition, what is known of it, and what was filed. */
export const formAnswer = (form: FormId, prefilled: FormFields = {}, plan: IncidentPlan = responding) => ({
  form: formOf(form),
  prefilled,
  filed: plan.course.forms[form] ?? [],
})
