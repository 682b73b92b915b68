/** The calls of the console's API that the duty screens make. */

import type { Institution } from '#shared/domain/institution.ts'
import type { OrderAction } from '#shared/domain/order.ts'
import type { ReleaseAction } from '#shared/text/release-code.ts'
import type { PlanClock } from '../../workflow/clocks/clock.ts'
import type { Course } from '../../workflow/course.ts'
import type { Fact } from '../../workflow/facts/fact.ts'
import type { FactInWords } from '../../workflow/facts/sentence.ts'
import type { Entry } from '../../workflow/history.ts'
import type { Operation } from '../../workflow/permissions.ts'
import type { ReleaseAnswer } from '../../workflow/ports.ts'
import type { AlertRow, EndpointRow, IncidentRow } from '../feed-frame.ts'
import type { NextSteps } from '../next-steps.ts'
import { get, post } from './ask.ts'

export interface IncidentDetail {
  readonly incident: IncidentRow
  readonly alerts: readonly AlertRow[]
  readonly timeline: readonly Entry[]
  readonly endpoints: readonly EndpointRow[]
  readonly course: Course
  readonly clocks: readonly PlanClock[]
  /** Those that the person may read. */
  readonly facts: readonly (Fact & { readonly words: FactInWords })[]
  readonly next: NextSteps
  /** What the reader may do in this incident. */
  readonly may: readonly Operation[]
}

export interface EndpointDetail {
  readonly endpoint: EndpointRow
  readonly timeline: readonly Entry[]
}

export interface EnrollmentCode {
  readonly code: string
  readonly command: string
}

export interface WantedCode {
  readonly institution: string
  readonly kind?: Institution['kind'] | undefined
  readonly phone?: string | undefined
}

export const takeOver = (alert: string) => post(`/api/alerts/${alert}/take-over`, {})
export const giveOrder = (endpoint: string, action: OrderAction, reason: string) =>
  post<{ readonly order: string }>(`/api/endpoints/${endpoint}/orders`, { action, reason })
export const makeReleaseCode = (
  endpoint: string,
  asked: {
    readonly sequence: number
    readonly challenge: string
    readonly action: ReleaseAction
    readonly reason: string
  },
) => post<ReleaseAnswer>(`/api/endpoints/${endpoint}/release-code`, asked)
export const addNote = (incident: string, text: string) => post(`/api/incidents/${incident}/notes`, { text })
export const readIncident = (incident: string) => get<IncidentDetail>(`/api/incidents/${incident}`)
export const readEndpoint = (endpoint: string) => get<EndpointDetail>(`/api/endpoints/${endpoint}`)
export const listInstitutions = () => get<{ readonly institutions: readonly Institution[] }>('/api/institutions')
export const makeCode = (wanted: WantedCode) => post<EnrollmentCode>('/api/enrollment-codes', wanted)
