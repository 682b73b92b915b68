/** When the server lived: what its sealed checkpoints tell of starts and stops; from it the outages beside a clock are made. */

import type { LifeSign } from '../workflow/clocks/outages.ts'
import { readWhole } from './checkpoint-file.ts'
import { readCheckpoint } from './checkpoint.ts'
import type { CheckpointKind } from './checkpoint.ts'

const told: Readonly<Record<CheckpointKind, LifeSign['what']>> = {
  begin: 'started',
  start: 'started',
  gap: 'started',
  regular: 'alive',
  daily: 'alive',
  stop: 'stopped',
}

/** In the order of the file; a line that cannot be read is the verification's to tell, and no sign here. */
export const lifeSignsIn = (checkpoints: string): readonly LifeSign[] =>
  (readWhole(checkpoints) ?? '').split('\n').flatMap((line): readonly LifeSign[] => {
    const checkpoint = line === '' ? undefined : readCheckpoint(line)
    return checkpoint ? [{ what: told[checkpoint.kind], at: checkpoint.at }] : []
  })
