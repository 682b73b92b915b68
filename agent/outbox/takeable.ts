/** Makes of a record what a frame takes, because a report that the office would refuse blocks every report behind it. */

import { maxFrameBytes, printable } from '#shared/protocol/limits.ts'
import { recordBody } from '#shared/protocol/record.ts'
import type { RecordBody } from '#shared/protocol/record.ts'

/** Room for the envelope: lane, epoch, sequence and moment. */
const maxBodyBytes = maxFrameBytes - 512

/**
 * The body as it can be sent. Text that an attacker chose (an unprintable or over-long name) is made printable rather than
 * refused, and an alert that is too large gives up detections from the end; its `count` still tells how many there were.
 * Throws TypeError for what is no record body at all: a bug of the caller.
 */
export function takeable(body: RecordBody): RecordBody {
  return fitted(mended(body))
}

function mended(body: RecordBody): RecordBody {
  const parsed = recordBody.safeParse(body)
  if (parsed.success) return body
  const copy = structuredClone(body)
  for (const issue of parsed.error.issues) {
    const max = issue.code === 'too_big' && typeof issue.maximum === 'number' ? issue.maximum : 1024
    mendText(copy, issue.path, max)
  }
  const again = recordBody.safeParse(copy)
  if (again.success) return again.data
  const [issue] = again.error.issues
  throw new TypeError(`not a record body: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

function mendText(root: object, path: readonly PropertyKey[], max: number): void {
  let holder: unknown = root
  for (const step of path.slice(0, -1)) holder = member(holder, step)
  const last = path.at(-1)
  const value = last === undefined ? undefined : member(holder, last)
  if (last !== undefined && typeof value === 'string')
    Object.assign(holder as object, { [last]: printable(value, max) })
}

const member = (holder: unknown, step: PropertyKey): unknown =>
  typeof holder === 'object' && holder !== null ? (holder as Record<PropertyKey, unknown>)[step] : undefined

const sizeOf = (body: RecordBody): number => Buffer.byteLength(JSON.stringify(body))

function fitted(body: RecordBody): RecordBody {
  if (sizeOf(body) <= maxBodyBytes) return body
  if (body.kind !== 'alert') throw new TypeError(`a ${body.kind} of ${sizeOf(body)} bytes fits no frame`)
  const detections = [...body.alert.detections]
  const shortened = () => ({ ...body, alert: { ...body.alert, detections } })
  while (detections.length > 1 && sizeOf(shortened()) > maxBodyBytes) detections.pop()
  const [first] = detections
  for (const name of Object.keys(first?.facts ?? {}).toReversed()) {
    if (first === undefined || sizeOf(shortened()) <= maxBodyBytes) break
    const { [name]: _, ...facts } = detections[0]?.facts ?? {}
    detections[0] = { ...first, facts }
  }
  return shortened()
}
