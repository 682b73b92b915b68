/** Builds the situation at start from everything that was ever stored, and verifies every chain on the way. */

import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { ChainVerifier } from './chain.ts'
import { apply, emptySituation } from './fold.ts'
import type { Entry } from './history.ts'
import type { Directory, Integrity, Ledger } from './ports.ts'
import type { Situation } from './situation.ts'

const pageSize = 2_000
/** Chains that are named in the log one by one; the number is always told. */
const named = 20

export interface Loaded {
  readonly situation: Situation
  readonly integrity: Integrity
}

/** A broken chain is told loudly and does not keep the server from starting: taking alerts never stops (五(一)1). */
export async function loadSituation(
  ledger: Pick<Ledger<never>, 'entriesAfter'>,
  directory: Directory,
  log: Log,
): Promise<Loaded> {
  const verifier = new ChainVerifier()
  let situation = emptySituation(await directory.endpoints())
  for (;;) {
    const page = await ledger.entriesAfter(situation.position, pageSize)
    if (page.length === 0) break
    for (const entry of page) {
      verifier.check(entry)
      situation = applyAny(situation, entry, log)
    }
  }
  const integrity = verifier.result()
  tell(integrity, log)
  return { situation, integrity }
}

/** What somebody wrote into the file need not be an entry any more. */
function applyAny(situation: Situation, entry: Entry, log: Log): Situation {
  try {
    return apply(situation, entry)
  } catch (error) {
    log.error('workflow/entry-damaged', { position: entry.position, ...errorFields(error) })
    return { ...situation, position: entry.position }
  }
}

function tell({ checked, broken }: Integrity, log: Log): void {
  for (const { subject, index } of broken.slice(0, named)) {
    log.error('workflow/chain-broken', { subject: subject.kind, id: subject.id, index })
  }
  if (broken.length > 0) log.error('workflow/chains-broken', { checked, broken: broken.length })
  else log.info('workflow/chains-verified', { checked })
}
