/** The agent was stopped, killed or did not come back for long: meanwhile nobody watched (T1562.001). */

import type { AgentReturned, AgentStopping, ProcessStarted } from '#shared/domain/event.ts'
import { clockLength, dayAndTime } from '#shared/text/shanghai-time.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector, Finding } from '../detector.ts'

/** Programs by which a person stops another program. */
const stoppers = new Set(['systemctl', 'service', 'kill', 'pkill', 'killall', 'initctl', 'rc-service'])

export interface StoppedLimits {
  /** A stop that was told already, or is the packager's, is told again when it lasted this long. */
  readonly longMs?: number
  /** A command that can stop a program, and ran within this before the stop, is named beside it. */
  readonly commandMs?: number
}

/** A program that fails and is started again by the service manager every few seconds must not flood the office. */
const isWorthSaying = (losses: number): boolean => losses <= 3 || losses === 10 || losses === 100 || losses === 1_000

export function agentStopped(
  { longMs = 600_000, commandMs = 10_000 }: StoppedLimits = {},
  wording = zhCn.rules['agent-stopped'],
): Detector {
  let command: ProcessStarted | undefined

  function stopping({ reason, told, moment }: AgentStopping): Finding | undefined {
    // Every evening.
    if (reason === 'machine-off') return undefined
    const by = command && moment.monotonicMs - command.moment.monotonicMs <= commandMs ? command : undefined
    const facts = { how: reason, user: by?.user ?? '', command: by?.commandLine ?? '' } as const
    return {
      because: wording.because(facts),
      facts: { ...facts, told },
      // Of its own: a repeat of the alert that it came back would be held until the agent is gone.
      subject: 'stopping',
      severity: reason === 'upgrade' ? 'low' : 'medium',
    }
  }

  function returned({ ended, boot, blindMs, uncertainMs, lastSignAt, losses }: AgentReturned): Finding | undefined {
    const how = howOf(ended, boot)
    if (how === 'in-order' || (how === 'long' && blindMs < longMs)) return undefined
    if (ended === 'lost' && !isWorthSaying(losses)) return undefined
    const said = {
      how,
      from: dayAndTime(lastSignAt),
      blind: clockLength(blindMs),
      uncertain: clockLength(uncertainMs),
      losses,
    }
    return {
      because: wording.because(said),
      facts: { how, from: lastSignAt, blindMs, uncertainMs, losses },
      subject: 'returned',
      severity: how === 'power-lost' ? 'low' : 'medium',
    }
  }

  return {
    rule: 'agent-stopped',
    severity: 'medium',
    wants: ['agent-stopping', 'agent-returned'],
    hears: ['process-started'],
    onEvent(event) {
      if (event.kind === 'agent-stopping') return stopping(event)
      if (event.kind === 'agent-returned') return returned(event)
      if (event.kind === 'process-started' && stoppers.has(event.image.slice(event.image.lastIndexOf('/') + 1)))
        command = event
      return undefined
    },
  }
}

type How = 'killed' | 'power-lost' | 'pretended' | 'in-order' | 'long'

/** A machine that was said to go off and did not was only made to look so. */
function howOf(ended: AgentReturned['ended'], boot: AgentReturned['boot']): How {
  if (ended === 'lost') return boot === 'same' ? 'killed' : 'power-lost'
  if (ended === 'machine-off') return boot === 'same' ? 'pretended' : 'in-order'
  return 'long'
}
