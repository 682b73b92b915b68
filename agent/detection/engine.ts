/** Hands each event to the detectors that want its kind, and makes detections of what they find. */

import type { Detection } from '#shared/domain/detection.ts'
import type { EndpointEvent, EventKind } from '#shared/domain/event.ts'
import type { Moment } from '#shared/domain/moment.ts'
import type { Log } from '#shared/log.ts'
import { errorFields } from '#shared/log.ts'
import type { Coverage } from '#shared/protocol/frame.ts'
import { printable } from '#shared/protocol/limits.ts'
import { uuid7 } from '#shared/text/uuid7.ts'
import type { Wording } from '#shared/wording/zh-cn.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector, Finding } from './detector.ts'

/** A detection with what folding it needs and the wire does not carry. */
export interface Judged {
  readonly detection: Detection
  /** The first fact it rests on. */
  readonly detected: Moment
  /** What of the terminal it is about; empty for the terminal as a whole. */
  readonly subject: string
}

export interface DetectionEngineOptions {
  readonly detectors: readonly Detector[]
  /** Kinds that some source emits on this system. */
  readonly emitted: readonly EventKind[]
  readonly log: Log
  /** Fills and returns an array, as `crypto.getRandomValues` does. */
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array
  readonly wording?: Wording['coverage']['detectors']
}

export class DetectionEngine {
  readonly #log: Log
  readonly #random: DetectionEngineOptions['random']
  readonly #wording: Wording['coverage']['detectors']
  readonly #byKind = new Map<EventKind, readonly Detector[]>()
  readonly #off = new Map<string, string>()

  constructor({ detectors, emitted, log, random, wording = zhCn.coverage.detectors }: DetectionEngineOptions) {
    this.#log = log
    this.#random = random
    this.#wording = wording
    for (const kind of emitted)
      this.#byKind.set(
        kind,
        detectors.filter(({ wants, hears }) => wants.includes(kind) || hears?.includes(kind) === true),
      )
    for (const { rule, wants } of detectors)
      if (!wants.some((kind) => emitted.includes(kind))) this.#off.set(rule, wording.unfed(rule))
  }

  /** What the detectors find in one event. A detector that throws is benched and reported, and never stops the others. */
  judge(event: EndpointEvent): readonly Judged[] {
    return (this.#byKind.get(event.kind) ?? []).flatMap((detector) => {
      if (this.#off.has(detector.rule)) return []
      try {
        const finding = detector.onEvent(event)
        return finding ? [this.#judged(detector, finding, event.moment)] : []
      } catch (error) {
        this.#off.set(detector.rule, this.#wording.benched(detector.rule))
        this.#log.error('detection/benched', { rule: detector.rule, ...errorFields(error) })
        return []
      }
    })
  }

  /** One line for each detector that is off, for the office; a detector that works is not mentioned. */
  coverage(): readonly Coverage[] {
    return [...this.#off].map(([source, because]) => ({ source, state: 'off', because }))
  }

  #judged({ rule, severity }: Detector, finding: Finding, moment: Moment): Judged {
    return {
      detection: {
        id: uuid7(moment.at, this.#random),
        rule,
        severity: finding.severity ?? severity,
        moment,
        because: printable(finding.because, 500),
        // File names and adapter names are chosen by others: on the wire they must be printable and bounded.
        facts: Object.fromEntries(
          Object.entries(finding.facts)
            .slice(0, 32)
            .map(([name, fact]) => [name, typeof fact === 'string' ? printable(fact, 1024) : fact]),
        ),
      },
      detected: finding.detected ?? moment,
      subject: finding.subject ?? '',
    }
  }
}
