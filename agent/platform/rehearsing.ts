/** 演练: any platform with its isolation replaced by one that goes through every step and touches nothing. */

import { rehearsal } from '../response/isolation/rehearsal.ts'
import type { Platform } from './platform.ts'

/** A terminal that rehearses may stand on the same computer as its office; then no adapter leads there, and none is needed. */
export const rehearsing = (platform: Platform): Platform => ({
  ...platform,
  isolation: [rehearsal()],
  adapters: {
    resolve: () => platform.adapters.resolve().catch(() => ({ name: 'rehearsal', index: 0, mac: '' })),
    again: (known) => Promise.resolve(known),
  },
})
