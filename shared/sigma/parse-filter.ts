/** Reads a filter document: the bureau's exceptions to rules that it did not write. */

import { parseDetection } from './detection.ts'
import type { ParseOptions } from './parse-rule.ts'
import { logsourceOf, textOf } from './parse-rule.ts'
import type { Parsed } from './refused.ts'
import { isMap, Refused, refusing } from './refused.ts'
import type { SigmaFilter } from './rule.ts'

/** Beside Sigma's own members: `until`, an ISO date with time zone, and `preview`. */
export function parseFilter(source: unknown, { placeholders = new Map() }: ParseOptions = {}): Parsed<SigmaFilter> {
  return refusing(source, () => {
    if (!isMap(source) || !isMap(source['filter'])) throw new Refused('not-a-rule', 'no filter')
    const { id, title, logsource, filter, until, preview } = source
    const known = textOf(id) ?? textOf(title)
    if (known === undefined) throw new Refused('not-a-rule', 'neither id nor title')
    const end = until === undefined ? undefined : endOf(until)
    return {
      kind: 'filter',
      id: known,
      title: textOf(title) ?? known,
      rules: rulesOf(filter['rules']),
      logsource: logsourceOf(logsource),
      when: parseDetection(filter, placeholders, ['condition', 'rules']),
      ...(end !== undefined && { until: end }),
      ...(preview === true && { preview }),
    }
  })
}

function rulesOf(value: unknown): SigmaFilter['rules'] {
  if (value === 'any') return 'any'
  if (!Array.isArray(value) || value.length === 0) throw new Refused('not-a-rule', 'filter without rules')
  return value.map((rule) => textOf(rule) ?? refuseRule())
}

const refuseRule = (): never => {
  throw new Refused('bad-value', 'rules')
}

function endOf(until: unknown): number {
  // Without a time zone a date would end at another moment on each machine.
  const end = typeof until === 'string' && /(?:Z|[+-]\d\d:\d\d)$/.test(until) ? Date.parse(until) : Number.NaN
  if (Number.isNaN(end)) throw new Refused('bad-value', 'until')
  return end
}
