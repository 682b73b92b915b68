/** 演练: an isolation layer that goes through every step and touches nothing. */

import type { IsolationScope } from '#shared/domain/isolation.ts'
import type { IsolationDriver } from './driver.ts'

export function rehearsal(): IsolationDriver {
  let applied: IsolationScope | undefined
  return {
    name: 'rehearsal',
    scopes: ['full', 'selective'],
    rehearsal: true,
    apply: async (_target, scope) => {
      applied = scope
    },
    release: async () => {
      applied = undefined
    },
    status: async (_target, scope) => ({
      stands: applied === scope,
      gone: applied === undefined,
      detail: applied === undefined ? 'nothing rehearsed' : `rehearsed ${applied}, the machine was not touched`,
    }),
  }
}
