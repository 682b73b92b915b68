/** Every migration in order; the schema version that this program knows is the last one's. */

import { histories } from './0001-histories.ts'
import { registry } from './0002-registry.ts'
import { deliveries } from './0003-deliveries.ts'
import { checkpoints } from './0004-checkpoints.ts'
import { officeChain } from './0005-office-chain.ts'
import { credentials } from './0006-credentials.ts'
import { machineTokens } from './0007-machine-tokens.ts'
import { inbox } from './0008-inbox.ts'
import { commandLine } from './0009-command-line.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  histories,
  registry,
  deliveries,
  checkpoints,
  officeChain,
  credentials,
  machineTokens,
  inbox,
  commandLine,
]
