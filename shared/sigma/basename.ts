/** The last component of a path, of Windows or of Linux. */

/** What stands behind the last separator; a text without one is its own last component. */
export function basenameOf(text: string): string {
  // Backwards by hand: a path mostly has but one of the two, and `lastIndexOf` would go through all of it for the other.
  for (let i = text.length - 1; i >= 0; i--) {
    const unit = text.charCodeAt(i)
    if (unit === backslash || unit === slash) return text.slice(i + 1)
  }
  return text
}

const backslash = 0x5c
const slash = 0x2f
