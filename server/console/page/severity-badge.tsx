/** A severity as shape, word and colour together. */

import type { Severity } from '#shared/domain/severity.ts'
import { consolePage } from '#shared/wording/zh-cn.ts'
import { severityTokens } from './tokens.ts'

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const word = consolePage.severities[severity]
  return (
    <span className={`severity ${severity}`}>
      <span aria-hidden="true">{severityTokens[severity].shape}</span>
      <span className="spoken">{consolePage.severityLabel('')}</span>
      {word}
    </span>
  )
}
