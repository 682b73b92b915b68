/** Regular expressions of Sigma (the PCRE subset of its appendix) as JavaScript runs them; what would mean something else is refused. */

import { Refused } from './refused.ts'

/** PCRE spells these differently; every other letter behind a backslash that JavaScript would silently read as itself is refused. */
const escapes: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '$', h: '[ \\t]', a: '\\x07', e: '\\x1b' }
const sameInBoth = /[dDwWsSbBtnrfv0xucd1-9]/

export interface Regex {
  readonly source: string
  readonly flags: string
}

const sourceAtMost = 5_000

export function regexOf(text: string, givenFlags: ReadonlySet<string>): Regex {
  if (text.length > sourceAtMost) throw new Refused('too-large', text.slice(0, 60))
  const flags = new Set(givenFlags)
  // PCRE's leading (?i): JavaScript has flags for the whole expression.
  const body = text.replace(/^\(\?([ims]+)\)/, (_, letters: string) => {
    for (const letter of letters) flags.add(letter)
    return ''
  })
  const source = translated(body, text)
  const regex = { source, flags: [...flags].toSorted().join('') }
  try {
    void new RegExp(regex.source, regex.flags)
  } catch {
    throw new Refused('bad-regex', text)
  }
  return regex
}

function translated(body: string, whole: string): string {
  let out = ''
  let inClass = false
  for (let i = 0; i < body.length; i++) {
    const unit = body.charAt(i)
    if (unit === '\\') {
      const next = body.charAt(++i)
      if (next === '') throw new Refused('bad-regex', whole)
      const own = escapes[next]
      if (own !== undefined && !(inClass && /[AzZh]/.test(next))) out += own
      else if (/[A-Za-z]/.test(next) && !sameInBoth.test(next)) throw new Refused('bad-regex', `\\${next} in ${whole}`)
      else out += unit + next
    } else if (inClass) {
      if (unit === '[' && body.charAt(i + 1) === ':') throw new Refused('bad-regex', `[: in ${whole}`)
      inClass = unit !== ']'
      out += unit
    } else {
      if (unit === '[') {
        inClass = true
        // In PCRE a bracket right after the opening one is a member; in JavaScript it would end the class.
        const opening = /^\[\^?\]/.exec(body.slice(i))?.[0]
        if (opening !== undefined) {
          out += `${opening.slice(0, -1)}\\]`
          i += opening.length - 1
          continue
        }
      }
      // Possessive quantifiers and the groups that JavaScript lacks.
      if (/^(?:[*+?}]\+|\(\?(?:>|#|\||P|R|[ims-]+\)))/.test(body.slice(i))) throw new Refused('bad-regex', whole)
      out += unit
    }
  }
  return out
}
