/** 事实清单: every fact of an incident at a moment; a clean incident has none (五(二), form D18). */

import { closedThoughTrue, knewAndKeptStill, meddled, statedLater, withdrawn } from './concealed.ts'
import type { Case, Fact } from './fact.ts'
import { cutLate, directivesLate, institutionLate, lateReport, resultLate } from './late.ts'
import { neverReported, partlyReported, toldByOthers } from './omitted.ts'

const finders: readonly ((given: Case) => readonly Fact[])[] = [
  lateReport,
  institutionLate,
  cutLate,
  neverReported,
  toldByOthers,
  partlyReported,
  knewAndKeptStill,
  closedThoughTrue,
  meddled,
  statedLater,
  withdrawn,
  directivesLate,
  resultLate,
]

/** Pure. A drill has none; nor has what stands as a false alarm, or went into another incident, which answers for both. */
export function factsOf(given: Case): readonly Fact[] {
  const { incident, clocks } = given
  if (incident.drill || clocks.initialReport.state === 'cancelled') return []
  return finders.flatMap((find) => find(given))
}
