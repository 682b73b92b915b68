/** How a page sends a CSV file and what it is told of it; how one is handed out. */

import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Officer } from '#shared/domain/actor.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import { fileLimits, lineRefusals } from '../registry/files/line-refusal.ts'
import type { FileRefusal, LineRefusal } from '../registry/files/line-refusal.ts'
import { refuse } from './call.ts'
import type { Answer, Desk } from './call.ts'

const words = zhCn.registryFiles

/** Base64 takes four characters for three bytes; the rest is room for the members' names. */
export const fileBytes = Math.ceil(fileLimits.bytes / 3) * 4 + 1_024

/** The bytes as they are on disk: which encoding they have is found out here, not in the page. */
export const sentFile = z.strictObject({
  content: z.base64(),
  /** Left out, nothing is stored: the answer is a preview. */
  apply: z.boolean().default(false),
  /** Chosen by a person who has seen the refusals: the good lines are imported without the others. */
  partial: z.boolean().default(false),
})

export const bytesOf = ({ content }: z.infer<typeof sentFile>): Uint8Array => Buffer.from(content, 'base64')

export const lineRefusalAnswer = z.array(
  z.object({ line: z.number(), column: z.string(), refusal: z.enum(lineRefusals), why: z.string() }),
)

/** Enough to correct a file by; the rest is seen at the next try. */
const mostTold = 500

export const toldRefusals = (refusals: readonly LineRefusal[]) =>
  refusals.slice(0, mostTold).map((one) => ({ ...one, why: words.line[one.refusal] }))

export const refusedFile = (file: FileRefusal): Answer => refuse('file-refused', { file, why: words.file[file] })

export const refusedLines = (refusals: readonly LineRefusal[]): Answer =>
  refuse('file-refused', { lines: toldRefusals(refusals) })

/** First the entry in the office's chain, then the bytes: where it cannot be written, nothing leaves. */
export async function exported(
  { conductor }: Desk,
  officer: Officer,
  filename: string,
  bytes: Uint8Array,
): Promise<Answer> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const noted = await conductor.actInOffice(
    { kind: 'record-export', what: 'registry', about: filename, sha256, bytes: bytes.length },
    officer,
  )
  return noted.ok ? { status: 200, bytes, type: 'text/csv; charset=utf-8', filename } : refuse(noted.refusal)
}
