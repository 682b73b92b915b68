// Short ways to say what a files source would have reported, for the tables of detectors.
import type { FileChanged } from '#shared/domain/event.ts'
import type { Moment } from '#shared/domain/moment.ts'

export const momentAt = (ms: number): Moment => ({
  at: Date.UTC(2026, 10, 22, 6) + ms,
  clockId: 'test',
  monotonicMs: ms,
})

type Content = Pick<FileChanged, 'header' | 'entropy'>

/** What a first block looks like. */
export const content = {
  garbled: { header: '9f1c3a77e2b04d5566aa01f3c7d8e9b2', entropy: 7.95 },
  zip: { header: '504b0304140000000800216058', entropy: 7.91 },
  jpg: { header: 'ffd8ffe000104a464946000101', entropy: 7.97 },
  html: { header: '3c68746d6c3e3c7461626c653e', entropy: 4.9 },
  text: { header: 'e58cbbe4bf9de7bb93e7ae97', entropy: 5.8 },
  reserved: { header: '00000000000000000000000000000000', entropy: 0 },
  empty: { header: '' },
  unread: {},
} as const satisfies Record<string, Content>

export function fileEvent(
  at: number,
  change: FileChanged['change'],
  path: string,
  block: Content = content.unread,
  canary = false,
): FileChanged {
  return { kind: 'file-changed', source: 'files', moment: momentAt(at), path, change, canary, ...block }
}
