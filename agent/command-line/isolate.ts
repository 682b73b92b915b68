/** `isolate`: the local administrator cuts this terminal off; says so only after it was verified by looking. */

import type { CommandIo } from './parse.ts'
import { orderHere } from './order-here.ts'

export const isolate = (args: readonly string[], io: CommandIo): Promise<number> => orderHere('isolate', args, io)
