/** The link of a terminal that is not enrolled: it knows no office and says so. */

import type { Link } from './link.ts'

export const noLink: Link = {
  start: () => {},
  state: () => ({ kind: 'waiting', attempt: 0, retryAt: 0, because: 'not-enrolled' }),
  onState: () => () => {},
  hurry: () => {},
}
