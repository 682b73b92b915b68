/** What the account that runs a command is called. */

import { userInfo } from 'node:os'

/** As the operating system says; no command may fail because a directory service does. At most 64 signs. */
export function accountName(): string {
  try {
    return userInfo().username.slice(0, 64)
  } catch {
    return 'unknown'
  }
}
