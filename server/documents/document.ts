/** The Word document of a filed form. Not reproducible byte by byte (the library writes times and ids into it): made once and kept, see `release-document.ts`. */

import { Document, Packer } from 'docx'
import type { FileChild } from 'docx'
import type { Entry } from '../workflow/history.ts'
import { afterwards } from './afterwards.ts'
import { signatures } from './form-table.ts'
import { drillMark, identity, marks, origin } from './identity.ts'
import { layoutOf, signers, titleOf } from './layouts.ts'
import { fontTable, fonts, footer, pageProperties, paragraphStyles, sizes, spacer, title } from './paper.ts'
import type { Printed } from './printed.ts'

export interface Paper {
  readonly title: string
  readonly origin: string
  readonly children: readonly FileChild[]
}

export async function bytesOf({ title: name, origin: from, children }: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: name,
    creator: '医保网络安全哨兵',
    description: from,
    styles: {
      default: { document: { run: { font: fonts.body, size: sizes.body } } },
      paragraphStyles: [...paragraphStyles],
    },
    sections: [{ properties: pageProperties, footers: { default: footer(from) }, children: [...children] }],
  })
  return new Uint8Array(await Packer.toBuffer(document, undefined, [fontTable]))
}

/** `entries`: the incident's chain; without it a report has no timeline. */
export function documentOf(printed: Printed, entries: readonly Entry[] = []): Promise<Uint8Array> {
  const { form, filed, known } = printed
  const own = titleOf(form, filed.fields)
  const name = known.incident?.drill === true ? `${own}${drillMark}` : own
  return bytesOf({
    title: name,
    origin: origin(printed),
    children: [
      ...marks(printed),
      title(name),
      identity(printed),
      spacer(),
      ...layoutOf(form.id)(printed, entries),
      ...afterwards(printed),
      ...signatures(...(signers[form.id] ?? ['填报人'])),
    ],
  })
}
