/** 机构与终端名册: who and what there is; the history first, then the registry's own tables (三(一)3). */

import { dayAndTime } from '#shared/text/shanghai-time.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { officeEntries, refused } from './office-step.ts'
import type { OfficeStep } from './office-step.ts'
import { longReason, words } from './words.ts'

export const registerInstitutions: OfficeStep<'register-institutions'> = {
  operation: 'registry.manage',
  decide({ office }, asking) {
    const wanted = asking.command.institutions.map(({ id, kind, name, phone }) => ({
      id: id ?? asking.newId(),
      kind,
      name: words(name, 64),
      phone: words(phone, 32),
    }))
    if (wanted.some(({ name }) => name === '')) return refused('reason-missing')
    const ids = new Set(wanted.map(({ id }) => id))
    const others = [...office.institutions.values()].filter(({ id }) => !ids.has(id))
    const names = new Set([...others, ...wanted].map(({ name }) => name.normalize('NFKC')))
    if (names.size < others.length + wanted.length) return refused('name-taken')
    const entries = wanted.map((institution) => ({ kind: 'institution-registered', institution }) as const)
    return officeEntries(asking, entries, { ids: wanted.map(({ id }) => id) })
  },
}

export const renameEndpoints: OfficeStep<'rename-endpoints'> = {
  operation: 'registry.manage',
  decide({ endpoints }, asking) {
    const named = asking.command.endpoints.map(({ id, name }) => ({ endpoint: id, name: words(name, 64) }))
    if (!named.every(({ endpoint }) => endpoints.has(endpoint))) return refused('unknown-endpoint')
    if (named.some(({ name }) => name === '')) return refused('reason-missing')
    return officeEntries(
      asking,
      named.map((one) => ({ kind: 'endpoint-renamed', ...one }) as const),
    )
  },
}

/** A week, as on the command line; a list of codes is carried round the district on paper. */
const longestCodeMs = 31 * 24 * 3_600_000

export const makeEnrollmentCodes: OfficeStep<'make-enrollment-codes'> = {
  operation: 'registry.manage',
  decide({ office }, asking) {
    const { codes } = asking.command
    if (!codes.every(({ institution }) => office.institutions.has(institution))) return refused('unknown-institution')
    if (codes.some(({ notAfter }) => notAfter <= asking.now || notAfter > asking.now + longestCodeMs))
      return refused('period-wrong')
    return officeEntries(
      asking,
      codes.map((code) => ({ kind: 'enrollment-code-made', ...code }) as const),
    )
  },
}

export const revokeEndpoint: OfficeStep<'revoke-endpoint'> = {
  operation: 'registry.manage',
  decide({ endpoints }, asking) {
    const { endpoint } = asking.command
    if (!endpoints.has(endpoint)) return refused('unknown-endpoint')
    const reason = words(asking.command.reason, longReason)
    if (reason === '') return refused('reason-missing')
    return officeEntries(asking, [{ kind: 'endpoint-revoked', endpoint, reason }], { id: endpoint })
  },
}

/** The tables hold it already, so nothing is refused: the chain says what was done, by nobody's hand that it could name. */
export const adoptCommandLine: OfficeStep<'adopt-command-line'> = {
  operation: 'server',
  decide({ office }, asking) {
    const news = asking.command.acts.filter(({ id }) => id > office.commandLineUpTo)
    return officeEntries(
      asking,
      news.map(({ id: commandLine, at, what, about, detail }) =>
        what === 'revocation'
          ? {
              kind: 'endpoint-revoked',
              endpoint: about,
              reason: zhCn.workflow.revokedOnCommandLine(detail, dayAndTime(at)),
              commandLine,
            }
          : { kind: 'enrollment-code-made', institution: about, notAfter: Number(detail), commandLine },
      ),
    )
  },
}
