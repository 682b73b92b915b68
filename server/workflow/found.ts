/** From when the two hours run: the earliest moment at which a person found it, or at which it should have been found (三(一)2). */

import type { Alert } from '#shared/domain/alert.ts'
import type { Found } from '#shared/domain/incident.ts'
import type { Corrected } from '#shared/domain/moment.ts'
import { knownSince } from './clocks/answers.ts'
import type { FormFields } from './forms/form.ts'

/** What one alert says. A press is a person's finding; everything before it could have been found and was not. */
export function foundBy({ origin }: Pick<Alert, 'origin'>, raised: Corrected, detected: Corrected): Found {
  return origin === 'operator' && raised.at <= detected.at
    ? { basis: 'found', ...raised }
    : { basis: 'should-have-been-found', ...(detected.at <= raised.at ? detected : raised) }
}

/** What a D01 says: a person knew, at the earliest moment that counts for our side; nothing lies in the future. */
export const foundByReport = (fields: FormFields, now: number): Found => ({
  at: knownSince(fields, now),
  basis: 'found',
  offsetMs: 0,
  uncertaintyMs: 0,
})

/** The moment to run from now, where it is another than before: a later one never moves the clock, so nobody gains time. */
export const movedTo = (current: Found, next: Found): Found | undefined => (next.at < current.at ? next : undefined)
