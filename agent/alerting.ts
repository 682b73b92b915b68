/** From events to alerts: detectors judge, repeats are folded, and each alert is kept before anything answers it. */

import type { Alert } from '#shared/domain/alert.ts'
import type { EndpointEvent } from '#shared/domain/event.ts'
import type { Severity } from '#shared/domain/severity.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import type { Coalescer } from './detection/coalescer.ts'
import type { DetectionEngine } from './detection/engine.ts'
import type { KeptRecord, Outbox } from './outbox/outbox.ts'

export interface AlertingParts {
  readonly engine: DetectionEngine
  readonly coalescer: Coalescer
  readonly outbox: Pick<Outbox, 'keep'>
  /** Called once an alert is durable, or could not be made so: a full disk must not stop a cut. */
  readonly respond: (alert: Alert, kept: KeptRecord | undefined) => void
  readonly log: Log
}

export interface Alerting {
  onEvent(event: EndpointEvent): void
  /** Resolves once every alert raised until now is durable, or could not be made so. */
  settled(): Promise<void>
}

export function startAlerting(
  { engine, coalescer, outbox, respond, log }: AlertingParts,
  signal: AbortSignal,
): Alerting {
  /** Severities already answered: a higher count alone is no reason to act again, a higher severity is. */
  const answered = new Map<string, Severity>()

  const keepAndRespond = async (alert: Alert) => {
    log.info('alert/raised', {
      alert: alert.id,
      rule: alert.rule,
      severity: alert.severity,
      because: alert.because,
      count: alert.count,
    })
    const kept = await outbox.keep('urgent', { kind: 'alert', alert }).catch((error: unknown) => {
      log.error('alert/not-kept', { alert: alert.id, ...errorFields(error) })
      return undefined
    })
    if (answered.get(alert.id) === alert.severity) return
    answered.set(alert.id, alert.severity)
    if (answered.size > 1_000) answered.delete(answered.keys().next().value ?? '')
    respond(alert, kept)
  }

  const keeping = new Set<Promise<void>>()
  coalescer.start(({ alert }) => {
    const work = keepAndRespond(alert).finally(() => keeping.delete(work))
    keeping.add(work)
  }, signal)
  return {
    onEvent: (event) => {
      for (const judged of engine.judge(event)) coalescer.add(judged)
    },
    settled: async () => {
      await Promise.all(keeping)
    },
  }
}
