/** 查看留痕: that a person opened an incident or a terminal for the first time; written beside the answer, which does not wait for it. */

import type { Officer } from '#shared/domain/actor.ts'
import type { PlanCommand } from '../workflow/commands.ts'
import { newToSee, newToSeeAt } from '../workflow/steps/see.ts'
import type { Desk } from './call.ts'

type Opened = Extract<PlanCommand, { readonly kind: 'see-incident' | 'see-endpoint' }>

/** Looked up before anything is asked for: who looks a hundred times makes one entry and no other work. */
export function opened({ conductor, now }: Pick<Desk, 'conductor' | 'now'>, what: Opened, officer: Officer): void {
  const situation = conductor.situation()
  const news =
    what.kind === 'see-incident'
      ? newToSee(situation, what.incident, officer, now())
      : newToSeeAt(situation, what.endpoint, officer, now())
  if (!news) return
  // Looking must work where nothing can be written; the store says so by itself, and the next look tries again.
  conductor.act(what, officer).catch(() => undefined)
}
