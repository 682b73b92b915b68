/** 批量断网: the office or the field team asks, the leader approves, or the deputy orders at once; every terminal gets its own signed order in the same commit (四(二)2). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep, Asking } from '../acting.ts'
import { chainOf } from '../chain-of.ts'
import { closedToAlerts } from '../fold.ts'
import type { NewEntry } from '../history.ts'
import type { GroupIsolation, IsolatedGroup } from '../plan-history.ts'
import type { CommandRefusal } from '../ports.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import { signedOrder } from './order.ts'

/** What a frame of an order takes. */
const longestReason = 500

export const requestGroupIsolation: ActStep<'request-group-isolation'> = {
  clause: '四(二)2',
  title: '申请批量断网',
  decide(situation, asking) {
    const { command, means } = asking
    const facing = before(situation, asking, 'endpoints.request-group')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const asked = groupIn(command, means.newId)
    const refusal = refusalOf(situation, incident, asked)
    if (refusal !== undefined) return refused(refusal)
    // One at a time: what the leader approves is what everybody has before them.
    if (incident.course.groupIsolations.some(({ decided }) => !decided)) return refused('proposal-pending')
    const terminals = reachedBy(situation, asked.group).length
    return acted([entry({ kind: 'group-isolation-requested', asked, terminals, as })], {
      incident: incident.id,
      request: asked.id,
    })
  },
}

export const decideGroupIsolation: ActStep<'decide-group-isolation'> = {
  clause: '四(二)2',
  title: '审批批量断网',
  decide(situation, asking) {
    const { command, officer } = asking
    const { request, approved } = command
    const facing = before(situation, asking, 'endpoints.approve-group')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const asked = incident.course.groupIsolations.find(({ id, decided }) => id === request && !decided)
    if (!asked) return refused('nothing-proposed')
    const { by } = asked.requested
    if (by.kind === 'officer' && by.id === officer.id) return refused('proposer-cannot-approve')
    const reason = words(command.reason, longestReason)
    if (reason === '') return refused('reason-missing')
    // To decline is possible whatever became of the incident: nothing stays open for ever.
    const refusal = approved ? refusalOf(situation, incident, asked) : undefined
    if (refusal !== undefined) return refused(refusal)
    const orders = approved ? ordersOf(situation, incident, { ...asked, reason }, asking) : []
    const decided = entry({
      kind: 'group-isolation-decided',
      request,
      approved,
      as,
      reason,
      orders: orders.length,
    })
    return acted([decided, ...orders], { incident: incident.id, request, orders: orders.length })
  },
}

export const orderGroupIsolation: ActStep<'order-group-isolation'> = {
  clause: '四(二)2',
  title: '批量断网',
  decide(situation, asking) {
    const { command, means } = asking
    const facing = before(situation, asking, 'endpoints.isolate-group')
    if (typeof facing === 'string') return refused(facing)
    const { incident, as, entry } = facing
    const asked = groupIn(command, means.newId)
    const refusal = refusalOf(situation, incident, asked)
    if (refusal !== undefined) return refused(refusal)
    const orders = ordersOf(situation, incident, asked, asking)
    const ordered = entry({ kind: 'group-isolation-ordered', asked, as, orders: orders.length })
    return acted([ordered, ...orders], { incident: incident.id, orders: orders.length })
  },
}

type Wanted = Asking<'request-group-isolation' | 'order-group-isolation'>['command']

const groupIn = ({ group, scope, reason }: Wanted, newId: () => string): GroupIsolation => ({
  id: newId(),
  group: group.kind === 'endpoints' ? { ...group, endpoints: [...new Set(group.endpoints)] } : group,
  scope,
  reason: words(reason, longestReason),
})

/** Every terminal of the group that is there now. */
const reachedBy = ({ endpoints }: Situation, group: IsolatedGroup): readonly string[] => {
  if (group.kind === 'endpoints') return group.endpoints
  const all = [...endpoints.values()].filter(
    ({ endpoint }) => group.kind === 'all' || endpoint.institution === group.institution,
  )
  return all.map(({ endpoint }) => endpoint.id)
}

function refusalOf(
  situation: Situation,
  { phase, drill, course }: IncidentStanding,
  { group, reason }: GroupIsolation,
): CommandRefusal | undefined {
  if (closedToAlerts.includes(phase)) return 'wrong-phase'
  if (reason === '') return 'reason-missing'
  const reached = reachedBy(situation, group)
  if (reached.length === 0 || !reached.every((id) => situation.endpoints.has(id))) return 'unknown-endpoint'
  // An exercise cuts nobody off who does not take part in it.
  if (drill && !reached.every((id) => course.endpoints.includes(id))) return 'drills-apart'
  return stillConnected(situation, reached).length === 0 ? 'already-done' : undefined
}

/** One that is cut already is left as it is: another scope might open what is closed. */
const stillConnected = ({ endpoints }: Situation, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => endpoints.get(id)?.isolation?.state !== 'isolated')

/**
 * Each stands where an order to that terminal alone would stand: in its own open incident, or with the terminal. So a
 * terminal that is cut to be on the safe side does not become part of this incident, and may be let back by itself.
 */
function ordersOf(
  situation: Situation,
  incident: IncidentStanding,
  { id: group, group: wanted, scope, reason }: GroupIsolation,
  { officer, now, means }: Asking<'decide-group-isolation' | 'order-group-isolation'>,
): readonly NewEntry[] {
  return stillConnected(situation, reachedBy(situation, wanted)).map((endpoint) => {
    const standing = situation.endpoints.get(endpoint)
    const own = incident.drill ? standing?.openDrill : standing?.openIncident
    const signed = signedOrder({
      id: means.newId(),
      endpoint,
      action: { kind: 'isolate', scope },
      reason,
      officer,
      now,
      validMs: means.orderValidMs,
      signer: means.signer,
      counter: (standing?.lastOrderCounter ?? 0) + 1,
      incident: own,
    })
    const happening = { kind: 'order-issued', signed, group } as const
    return { subject: chainOf(own, endpoint), at: now, actor: officer, happening }
  })
}
