/** What a person typed, fit for a history that is kept for ever; empty where nothing was. */

import { printable } from '#shared/protocol/limits.ts'

export const longReason = 500
export const longText = 4_000

export const words = (typed: string, longest: number): string => printable(typed.trim(), longest)
