/** 核定: the office proposes another moment at which it should have been found, the leader decides; the mechanical one stays beside it (三(一)2). */

import { acted, before, refused, words } from '../acting.ts'
import type { ActStep } from '../acting.ts'

export const proposeFound: ActStep<'propose-found'> = {
  clause: '三(一)2',
  title: '提请核定发现时间',
  decide(situation, asking) {
    const { command, now } = asking
    const facing = before(situation, asking, 'found.propose')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    if (incident.phase === 'merged' || incident.phase === 'archived') return refused('wrong-phase')
    if (incident.course.foundProposal) return refused('proposal-pending')
    if (command.found > now) return refused('time-not-possible')
    const reason = words(command.reason)
    if (reason === '') return refused('reason-missing')
    return acted([entry({ kind: 'found-proposed', found: command.found, reason })], { incident: incident.id })
  },
}

export const decideFound: ActStep<'decide-found'> = {
  clause: '三(一)2',
  title: '核定发现时间',
  decide(situation, asking) {
    const { command, officer } = asking
    const facing = before(situation, asking, 'found.confirm')
    if (typeof facing === 'string') return refused(facing)
    const { incident, entry } = facing
    const { foundProposal: proposal } = incident.course
    if (!proposal) return refused('nothing-proposed')
    if (proposal.by.kind === 'officer' && proposal.by.id === officer.id) return refused('proposer-cannot-approve')
    const reason = words(command.reason)
    if (reason === '') return refused('reason-missing')
    const { agreed } = command
    return acted([entry({ kind: 'found-decided', found: proposal.found, agreed, reason })], { incident: incident.id })
  },
}
