/** `release`: the local administrator restores the insurance network; says so only after it was verified by looking. */

import type { CommandIo } from './parse.ts'
import { orderHere } from './order-here.ts'

export const release = (args: readonly string[], io: CommandIo): Promise<number> => orderHere('release', args, io)
