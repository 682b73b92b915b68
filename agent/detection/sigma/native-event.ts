/** Puts a native event into Sigma's taxonomy, by where it comes from. */

import type { EventOrigin, SigmaEvent } from '#shared/sigma/event.ts'
import { auditdEvent, syslogEvent } from '#shared/sigma/taxonomy/linux.ts'
import { windowsEvent } from '#shared/sigma/taxonomy/windows.ts'
import type { NativeEvent } from './messages.ts'

/** Origins come as copies through the wall between the threads; the engine wants the same object for the same origin. */
const origins = new Map<string, EventOrigin>()
const originsAtMost = 1_000

export function sigmaEvent(event: NativeEvent): SigmaEvent {
  const { record, at } = event
  switch (event.from) {
    case 'windows':
      return windowsEvent(record, at)
    case 'auditd':
      return auditdEvent(record, at)
    case 'syslog':
      return syslogEvent(record, at)
    case 'sigma':
      return { origin: sameOrigin(event.origin), fields: record, at }
  }
}

function sameOrigin(origin: EventOrigin): EventOrigin {
  const key = `${origin.product}\n${origin.service ?? ''}\n${origin.categories.join('\n')}`
  const known = origins.get(key)
  if (known) return known
  if (origins.size >= originsAtMost) origins.clear()
  origins.set(key, origin)
  return origin
}
