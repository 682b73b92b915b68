/** D10–D14: on the scene (四(二)); what terminals did by themselves is written down already. */

import type { Actor } from '#shared/domain/actor.ts'
import { atLeast } from '#shared/domain/severity.ts'
import { alertsOf } from '../../clocks/sightings.ts'
import { awaitingReconnection } from '../../guards.ts'
import type { Cell, FieldValue } from '../form.ts'
import { pending } from '../form.ts'
import type { Fillings, Known } from '../prefill.ts'
import { durationsOf } from './durations.ts'
import { again, answer, endpointName, endpointsOf, evidenceRows, evidenceRowsWithHash, wholeMinutes } from './known.ts'

type Row = Readonly<Record<string, Cell>>

const performer = (by: Actor): string => {
  switch (by.kind) {
    case 'agent':
      return '哨兵（自动）'
    case 'operator':
      return `操作员 ${by.account}`
    case 'officer':
      return by.name
    case 'server':
      return '值班系统'
  }
}

/** What an agent kept, as RFC 3227 orders it. */
const partNames: Readonly<Record<string, string>> = {
  sockets: '连接',
  neighbours: '邻居表',
  routes: '路由',
  adapters: '网卡',
  processes: '进程',
}

const kept = ({ incident }: Known): readonly Row[] =>
  incident.course.evidence.map(({ evidence, endpoint }) => ({
    id: evidence.id,
    name: evidence.file,
    content: evidence.parts.map((part) => partNames[part] ?? part).join('、'),
    endpoint,
    collectedAt: evidence.moment.at,
    method: '哨兵自动采集',
    collector: '哨兵',
    bytes: evidence.bytes,
    sha256: evidence.sha256,
    place: '终端证据文件夹',
  }))

/** 强制性地修改所有的口令 (四(二)3), where a superuser was taken: the accounts that the terminals named in this incident. The team adds what it knows beside. */
function passwordsToChange({ incident, situation }: Known): Readonly<Record<string, FieldValue>> {
  if (answer(incident, 'D10', 'superuserTaken') !== 'yes') return {}
  const named = new Map<string, Row>()
  const name = (endpoint: string, account: unknown): void => {
    if (typeof account !== 'string' || account === '') return
    const system = endpointName(situation, endpoint)
    named.set(JSON.stringify([system, account]), { system, account })
  }
  for (const { alert, endpoint } of alertsOf(incident, situation))
    for (const { facts } of alert.detections) name(endpoint, facts['account'])
  for (const endpoint of incident.course.endpoints) {
    const by = situation.endpoints.get(endpoint)?.isolation?.by
    if (by?.kind === 'operator') name(endpoint, by.account)
  }
  return named.size === 0 ? {} : { passwords: [...named.values()] }
}

/** 断网, as terminals have carried it out. */
const cuts = ({ incident, situation }: Known): readonly Row[] =>
  incident.course.cut.map(({ endpoint, now, firstAt }): Row => {
    const isolation = situation.endpoints.get(endpoint)?.isolation
    return {
      type: '2',
      object: endpointName(situation, endpoint),
      // Who let it back is not who cut it.
      ...(now && isolation ? { person: performer(isolation.by) } : {}),
      ...(firstAt === undefined ? {} : { from: firstAt }),
      result: now ? '医保专网已断开，经核实' : '曾断开，现已恢复',
      impact: '该终端停止医保结算',
    }
  })

function d14(known: Known): Readonly<Record<string, FieldValue | undefined>> {
  const { incident, situation, now } = known
  const { discoveryMs, reportMs, rescueMs, controlMs } = durationsOf(incident, situation, now)
  const minutes = (lengthMs: number | undefined) => (lengthMs === undefined ? undefined : wholeMinutes(lengthMs))
  const alerts = alertsOf(incident, situation)
  return {
    discoveryMinutes: minutes(discoveryMs),
    reportMinutes: minutes(reportMs),
    rescueMinutes: minutes(rescueMs),
    controlMinutes: minutes(controlMs),
    endpoints: endpointsOf(known).map(({ endpoint }): Row => {
      const cutAt = incident.course.cut.find((one) => one.endpoint === endpoint.id)?.firstAt
      const decided = incident.course.reconnections.find((one) => one.endpoint === endpoint.id)?.decided
      return {
        endpoint: endpoint.id,
        institution: endpoint.institution,
        alerts: alerts.filter((one) => one.endpoint === endpoint.id && atLeast(one.alert.severity, 'low')).length,
        ...(cutAt === undefined ? {} : { cutAt }),
        ...(decided?.approved === true ? { releasedAt: decided.at } : {}),
      }
    }),
    cause: answer(incident, 'D12', 'cause'),
    loss: answer(incident, 'D05', 'damage'),
  }
}

export const handling: Fillings<Known> = {
  D10: (known) => ({
    examinedAt: known.now,
    category: answer(known.incident, 'D05', 'category') ?? answer(known.incident, 'D03', 'category') ?? pending,
    evidenceKept: known.incident.course.evidence.map(({ evidence }) => evidence.file).join('、') || undefined,
    assets: endpointsOf(known).map(({ endpoint }) => ({ asset: endpointName(known.situation, endpoint.id) })),
    evidence: evidenceRows(known),
    ...again(known.incident, 'D10'),
  }),
  D10b: (known) => ({ ...again(known.incident, 'D10b'), kept: kept(known) }),
  D10c: (known) => ({ items: evidenceRowsWithHash(known), transferredAt: known.now }),
  D11: (known) => ({ measures: cuts(known), ...again(known.incident, 'D11') }),
  D12: (known) => ({ ...passwordsToChange(known), ...again(known.incident, 'D12') }),
  D13: ({ incident, situation, now }) => ({ endpoint: awaitingReconnection(situation, incident)[0], examinedAt: now }),
  D14: d14,
}
