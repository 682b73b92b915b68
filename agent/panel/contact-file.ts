/** Whom to call and who we are, for the press that finds the agent dead; the last that the office told, readable by every account. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Contact {
  readonly phone: string
  readonly office: string
}

const contactPath = (home: string) => join(home, 'contact.json')

/** What was last written; nothing where the terminal never was enrolled, or the file is damaged. */
export function readContact(home: string): Contact | undefined {
  try {
    const { phone, office } = JSON.parse(readFileSync(contactPath(home), 'utf8')) as Partial<Contact>
    return typeof phone === 'string' && typeof office === 'string' ? { phone, office } : undefined
  } catch {
    return undefined
  }
}

/** Replaces it whole. Not fsynced: it only spares the operator looking up a number. */
export function writeContact(home: string, contact: Contact): void {
  const known = readContact(home)
  if (known?.phone === contact.phone && known.office === contact.office) return
  const temporary = `${contactPath(home)}.new`
  writeFileSync(temporary, `${JSON.stringify(contact)}\n`, { mode: 0o644 })
  renameSync(temporary, contactPath(home))
}
