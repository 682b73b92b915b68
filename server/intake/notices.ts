/** 回告: what a terminal is told about its reports, so that the person at the counter sees that they arrived and who has them. */

import type { Notice } from '#shared/protocol/frame.ts'
import type { AlertStanding, Situation } from '../workflow/situation.ts'

const dayMs = 24 * 3_600_000

export function receivedNotice(situation: Situation, standing: AlertStanding, office: string): Notice {
  return { ...about(situation, standing), stage: 'received', by: office, at: standing.receivedAt }
}

export function takenNotice(situation: Situation, standing: AlertStanding): Notice | undefined {
  const { taken } = standing
  return taken && { ...about(situation, standing), stage: 'taken', by: taken.by.name, at: taken.at }
}

/** Where the last day's reports of a terminal stand; told again after each greeting, since the last telling may not have arrived. */
export function recentNotices(situation: Situation, endpoint: string, office: string, now: number): readonly Notice[] {
  return (situation.endpoints.get(endpoint)?.recentAlerts ?? [])
    .map((id) => situation.alerts.get(id))
    .filter((standing) => standing !== undefined)
    .filter(({ receivedAt }) => now - receivedAt <= dayMs)
    .flatMap((standing) => [receivedNotice(situation, standing, office), takenNotice(situation, standing) ?? []].flat())
}

function about(situation: Situation, { alert, incident }: AlertStanding): Pick<Notice, 'frame' | 'alert' | 'incident'> {
  const number = incident === undefined ? undefined : situation.incidents.get(incident)?.number
  return { frame: 'notice', alert: alert.id, ...(number === undefined ? {} : { incident: number }) }
}
