/** 版式: paper, margins, fonts and lines after GB/T 9704-2012, as far as forms that are annexes need them: no red head. */

import { AlignmentType, Footer, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx'
import type { IParagraphOptions, IParagraphStyleOptions, ISectionPropertiesOptions } from 'docx'
import { printable } from '#shared/protocol/limits.ts'

/** Twentieths of a point. */
export const twips = (mm: number): number => Math.round((mm / 25.4) * 1_440)

/** 版心: 210 mm less the margins of 28 and 26 mm. */
export const textWidthMm = 156

export const pageProperties: ISectionPropertiesOptions = {
  page: {
    size: { width: twips(210), height: twips(297) },
    margin: {
      top: twips(37),
      left: twips(28),
      right: twips(26),
      bottom: twips(35),
      header: twips(15),
      footer: twips(20),
    },
  },
}

const latin = 'Times New Roman'
const fontOf = (eastAsia: string) => ({ ascii: latin, hAnsi: latin, cs: latin, eastAsia })

export const fonts = {
  /** 小标宋, titles. */
  title: fontOf('方正小标宋简体'),
  /** 黑体, headings of the first level and labels. */
  heading: fontOf('黑体'),
  /** 楷体, headings of the second level. */
  second: fontOf('楷体_GB2312'),
  /** 仿宋, everything else. */
  body: fontOf('仿宋_GB2312'),
  /** 宋体, page numbers. */
  page: fontOf('宋体'),
} as const
export type FontName = keyof typeof fonts

/** What a machine without the bureau's fonts takes instead: Windows has brought 仿宋 and 楷体 under these names since Vista. */
const alternatives: readonly (readonly [font: string, instead: string])[] = [
  ['方正小标宋简体', '小标宋,FZXiaoBiaoSong-B05S,宋体,SimSun'],
  ['黑体', 'SimHei'],
  ['楷体_GB2312', '楷体,KaiTi'],
  ['仿宋_GB2312', '仿宋,FangSong'],
  ['宋体', 'SimSun'],
]

/** The library writes an empty table of fonts; this one names the alternatives (ECMA-376 17.8.3.1). */
export const fontTable = {
  path: 'word/fontTable.xml',
  data: [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    ...alternatives.map(
      ([font, instead]) =>
        `<w:font w:name="${font}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
    ),
    '</w:fonts>',
  ].join(''),
}

/** Half points: 二号, 三号, 四号, 小四, 五号, 小五. */
export const sizes = { title: 44, body: 32, fourth: 28, form: 24, table: 21, small: 18, foot: 15 } as const
export type SizeName = keyof typeof sizes

/** Exact lines, in points, for each size. */
const linePoints: Readonly<Record<SizeName, number>> = {
  title: 36,
  body: 28,
  fourth: 26,
  form: 20,
  table: 16,
  small: 13,
  foot: 11,
}

const longest = 20_000

const styleId = (font: FontName, size: SizeName): string => `${font}-${size}`

/** Every font in every size, once for the document: written into each of some thousand cells it would be most of the work. */
export const paragraphStyles: readonly IParagraphStyleOptions[] = (Object.keys(fonts) as readonly FontName[]).flatMap(
  (font) =>
    (Object.keys(sizes) as readonly SizeName[]).map((size) => ({
      id: styleId(font, size),
      name: styleId(font, size),
      run: { font: fonts[font], size: sizes[size] },
      paragraph: { spacing: { line: linePoints[size] * 20, lineRule: LineRuleType.EXACT } },
    })),
)

export interface Line {
  readonly font?: FontName
  readonly size?: SizeName
  readonly align?: IParagraphOptions['alignment']
  /** 首行缩进二字. */
  readonly indented?: boolean
  readonly more?: Omit<IParagraphOptions, 'children' | 'text' | 'style'>
}

/** One paragraph. */
export function paragraph(
  text: string,
  { font = 'body', size = 'body', align, indented, more = {} }: Line = {},
): Paragraph {
  return new Paragraph({
    style: styleId(font, size),
    ...(align === undefined ? {} : { alignment: align }),
    ...(indented === true ? { indent: { firstLine: sizes[size] * 20 } } : {}),
    ...more,
    children: [new TextRun(printable(text, longest))],
  })
}

/** A paragraph for each line of a text. */
export const paragraphs = (text: string, line: Line = {}): readonly Paragraph[] =>
  text.split('\n').map((one) => paragraph(one, line))

export const title = (text: string): Paragraph =>
  paragraph(text, {
    font: 'title',
    size: 'title',
    align: AlignmentType.CENTER,
    more: { spacing: { before: 120, after: 240 } },
  })

export const heading = (text: string): Paragraph =>
  paragraph(text, { font: 'heading', size: 'form', more: { keepNext: true, spacing: { before: 200, after: 80 } } })

/** 一级标题 of running text. */
export const bodyHeading = (text: string): Paragraph =>
  paragraph(text, { font: 'heading', indented: true, more: { keepNext: true, spacing: { before: 160, after: 60 } } })

export const bodyText = (text: string): readonly Paragraph[] => paragraphs(text, { indented: true })

/** Between two tables. */
export const spacer = (): Paragraph => paragraph('', { size: 'small' })

/** Where it comes from, small, and the page: — 1 —. */
export const footer = (origin: string): Footer =>
  new Footer({
    children: [
      paragraph(origin, { size: 'foot' }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fonts.page, size: sizes.fourth })],
      }),
    ],
  })
