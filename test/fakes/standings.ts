// A terminal, its alert and its incident as the situation holds them; a test changes the members it is about.
import type { Endpoint } from '#shared/domain/endpoint.ts'
import { courseOf } from '#server/workflow/course.ts'
import type { AlertStanding, EndpointStanding, IncidentStanding } from '#server/workflow/situation.ts'
import type { TerminalPresence } from '#server/console/presence.ts'

export const at = Date.UTC(2026, 10, 22, 6, 5, 7)
const moment = { at, clockId: 'boot-1', monotonicMs: 1_000 }
const corrected = { at, offsetMs: 0, uncertaintyMs: 0 }

/** UUIDs that a reader can tell apart. */
export const idOf = (ordinal: number): string => `0192f4a0-0000-7000-8000-${String(ordinal).padStart(12, '0')}`

export const anEndpoint: Endpoint = { id: idOf(1), number: 'BS-0412-01', institution: idOf(9), name: '收银1号' }

// As a frame has it, whose members are not readonly.
export const connected: TerminalPresence['posture']['isolation'] = {
  state: 'connected',
  scope: 'full',
  adapter: 'eth0',
  layers: [],
  by: { kind: 'agent' },
  because: '',
  since: moment,
  rehearsal: false,
}

export const isolated: typeof connected = { ...connected, state: 'isolated' }

export const anAlert = (change: Partial<AlertStanding> = {}, id = idOf(100)): AlertStanding => ({
  alert: {
    id,
    code: 'BS-1122-7F3K-2',
    origin: 'operator',
    rule: 'operator-report',
    severity: 'high',
    raised: moment,
    detected: moment,
    because: '操作员一键上报',
    detections: [],
    count: 1,
    drill: false,
  },
  endpoint: anEndpoint.id,
  raised: corrected,
  detected: corrected,
  receivedAt: at + 1_000,
  repeats: 0,
  ...change,
})

export const anIncident = (change: Partial<IncidentStanding> = {}, id = idOf(200)): IncidentStanding => ({
  id,
  number: 'BS-2026-0137',
  title: '一键上报',
  phase: 'received',
  endpoint: anEndpoint.id,
  institution: anEndpoint.institution,
  drill: false,
  planVersion: 1,
  receivedAt: at + 1_000,
  course: courseOf(anEndpoint.id),
  found: { at, basis: 'found', offsetMs: 0, uncertaintyMs: 0 },
  initialReportDueAt: at + 7_200_000,
  alerts: [idOf(100)],
  entries: 1,
  ...change,
})

export const anEndpointStanding = (change: Partial<EndpointStanding> = {}): EndpointStanding => ({
  endpoint: anEndpoint,
  orders: [],
  lastOrderCounter: 0,
  ...change,
})

export const aPresence = (change: Partial<TerminalPresence> = {}): TerminalPresence => ({
  endpoint: anEndpoint.id,
  online: true,
  lastHeardAt: at,
  agent: '0.1.0',
  posture: { isolation: connected, pending: 0, sources: [] },
  clockOffsetMs: 0,
  ...change,
})
