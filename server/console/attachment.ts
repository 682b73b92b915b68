/** The header under which a file is saved and never shown (RFC 6266): a name from a history must break neither the header nor the folder it lands in. */

import { printable } from '#shared/protocol/limits.ts'

const maxName = 120

/** What Windows and Linux allow in a file's name, on a drive that is handed on. */
function safeName(name: string): string {
  const plain = printable(name, maxName)
    .replaceAll(/[\\/:*?"<>|\n\t\u25A1]/g, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '')
  return plain === '' ? 'file' : plain
}

// encodeURIComponent leaves four signs as they are that RFC 5987 does not allow.
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Old programs read the first name, all others the second. */
export function attachment(name: string): string {
  const safe = safeName(name)
  return `attachment; filename="${safe.replaceAll(/[^\x20-\x7E]/g, '_')}"; filename*=UTF-8''${encoded(safe)}`
}
