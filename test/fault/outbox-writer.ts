// A process to be killed: keeps numbered records without end and says, after each, that it is durable.
import { appendFileSync } from 'node:fs'
import { nodeDisk } from '#agent/outbox/node-disk.ts'
import { numbered, numberOf, openedOn, realClock } from '../fakes/outbox-parts.ts'

const [folder = '', told = '', first = '1', bug = 'none'] = process.argv.slice(2)

// Appended with one write(2) each: what was said before the kill is in the file, whole.
const say = (word: 'kept' | 'acknowledged' | 'began', number: number) => appendFileSync(told, `${word} ${number}\n`)

const outbox = await openedOn(nodeDisk, folder, realClock, { segmentBytes: 8 * 1024, retainedSegments: 1e6 })

let next = Number(first)
let turn = 0

async function keepWithoutEnd(): Promise<never> {
  for (;;) {
    const number = next++
    say('began', number)
    // The seeded bug: the screen says ① before the bytes are on their way.
    if (bug === 'tells-before-write') say('kept', number)
    await outbox.keep('urgent', numbered(number))
    if (bug === 'none') say('kept', number)
    if (turn++ % 3 === 0) await sendSome()
  }
}

/** As a link does: the oldest epoch first, and the office has all of it up to the acknowledgement. */
async function sendSome(): Promise<void> {
  const [urgent] = outbox.lanes()
  const records = await outbox.after('urgent', urgent?.acknowledged ?? 0, 2)
  const last = records.at(-1)
  if (last === undefined) return
  await outbox.acknowledge(last.epoch, last.sequence)
  for (const record of records) say('acknowledged', numberOf(record))
}

await Promise.race([keepWithoutEnd(), keepWithoutEnd(), keepWithoutEnd()])
