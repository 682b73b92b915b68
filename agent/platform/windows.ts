/** Windows: the press, the outbox and the link work; sources and isolation are not built yet, and every screen says so. */

import { Fault } from '#shared/fault.ts'
import type { Platform } from './platform.ts'

const noDriver = () =>
  Promise.reject(
    new Fault('isolation/adapter-not-found', 'this version has no isolation driver for Windows', {
      hint: '请拔掉网线',
    }),
  )

/** No layer at all: a cut ends as `failed`, so that the operator is told to unplug the cable and nobody believes otherwise. */
export const windows = (): Platform => ({
  name: 'windows',
  sources: [],
  isolation: [],
  adapters: { resolve: noDriver, again: noDriver },
  evidence: [],
})
