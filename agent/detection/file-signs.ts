/** What a file's name and first block tell about it: does the content fit the extension, and was an extension put behind another one. */

/** Unmistakable beginnings of the kinds of content that people keep, as hex. */
const knownBeginnings = {
  zip: ['504b0304', '504b0506', '504b0708'],
  ole: ['d0cf11e0a1b11ae1'],
  pdf: ['25504446'],
  jpg: ['ffd8ff'],
  png: ['89504e470d0a1a0a'],
  gif: ['47494638'],
  bmp: ['424d'],
  tif: ['49492a00', '4d4d002a'],
  riff: ['52494646'],
  sevenZip: ['377abcaf271c'],
  rar: ['526172211a07'],
  gzip: ['1f8b'],
  sqlite: ['53514c69746520666f726d6174'],
  access: ['000100005374616e64617264'],
  executable: ['4d5a9000', '7f454c46'],
  sound: ['494433', '4f676753', '664c6143', '1a45dfa3'],
} as const

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Extensions of documents that begin with one of the above; an encrypted .docx of Office is an OLE container, so any will do. */
const marked = words(
  'doc docx docm dot wps xls xlsx xlsm et ppt pptx dps odt ods ofd vsd mpp msg pdf jpg jpeg png gif bmp tif tiff webp zip 7z rar mdb accdb sqlite',
)
/** Extensions of text: no mark, and never near-random. */
const plain = words('txt csv log rtf xml html htm json sql ini md')

/** Put behind a whole file name by ordinary programs: copies, downloads under way, packed files, signatures. */
const ordinarySuffixes = words(
  'bak bk backup old orig copy tmp temp part partial crdownload download filepart swp lock lnk gz bz2 xz zst tar sig sha256 md5 new save',
)

// Rotated logs end in a number.
const isOrdinary = (extension: string) =>
  ordinarySuffixes.has(extension) || marked.has(extension) || plain.has(extension) || /^\d{1,3}$/.test(extension)

/** From here on a block of at least 512 bytes is near-random: Chinese text stays below 7.3, base64 at 6.0, random bytes reach 7.6 at 512 and 7.95 at 4,096. */
const nearRandom = 7.5

const extensionOf = (path: string): string => {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

/** Whether people keep their work in files of this extension. */
export const isDocument = (path: string): boolean => marked.has(extensionOf(path)) || plain.has(extensionOf(path))

export const folderOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), 0))

/** A document's name with one more, strange extension behind it: `账目.xlsx.locked`. */
export function appendedExtension(path: string): { readonly original: string; readonly extension: string } | undefined {
  const extension = extensionOf(path)
  if (extension === '' || isOrdinary(extension)) return undefined
  const original = path.slice(0, -extension.length - 1)
  return isDocument(original) ? { original, extension: `.${extension}` } : undefined
}

/** The extension of a file that is of no known kind: `.x7gq2`. */
export function strangeExtension(path: string): string | undefined {
  const extension = extensionOf(path)
  return extension === '' || isOrdinary(extension) ? undefined : `.${extension}`
}

const beginnings = Object.values(knownBeginnings).flat()
const beginsAsKnown = (header: string): boolean => beginnings.some((beginning) => header.startsWith(beginning))

/** What was read of a file's first block. */
export interface FirstBlock {
  readonly header?: string | undefined
  readonly entropy?: number | undefined
}

/** Too little was read, or the file is only reserved and not yet written. */
const tellsNothing = (header: string): boolean => header.length < 8 || /^0+$/.test(header)

/** Near-random and like no known kind of file. */
export const isGarbled = ({ header = '', entropy = 0 }: FirstBlock): boolean =>
  !tellsNothing(header) && entropy >= nearRandom && !beginsAsKnown(header)

/**
 * Whether a document can still be read by its program. `no` takes both signs, near-random bytes and an unknown beginning:
 * a picture is near-random too, a .png may really be a .jpg, and pharmacy programs export HTML as .xls.
 */
export function readable(path: string, block: FirstBlock): 'yes' | 'no' | 'unknown' {
  const { header = '', entropy } = block
  if (tellsNothing(header)) return 'unknown'
  if (isGarbled(block)) return 'no'
  const isText = plain.has(extensionOf(path))
  return beginsAsKnown(header) || (isText && entropy !== undefined) ? 'yes' : 'unknown'
}
