/** 归档包: everything of one incident in one file: its documents, its history as it is chained, its evidence list, and a sealed manifest with the hash of each. Pure but for the time the library writes into the file. */

import { strToU8, zipSync } from 'fflate'
import type { Zippable } from 'fflate'
import type { Officer } from '#shared/domain/actor.ts'
import type { Manifest, ManifestSealer, SealedManifest } from '../audit/manifest.ts'
import type { Entry } from '../workflow/history.ts'
import type { IncidentStanding } from '../workflow/situation.ts'
import { sha256Of } from './printed.ts'

export interface PackedFile {
  /** Its place in the package. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Package {
  readonly incident: IncidentStanding
  /** The incident's chain, oldest first. */
  readonly entries: readonly Entry[]
  readonly documents: readonly PackedFile[]
  readonly sealer: Pick<ManifestSealer, 'seal'>
  readonly by: Officer
  /** Server time. */
  readonly now: number
}

export interface Packed {
  readonly bytes: Uint8Array
  readonly manifest: SealedManifest
}

/** How who receives it sees that it is whole; he may have nothing but this package. */
const explanation = [
  '本包由医保网络安全哨兵导出。',
  '',
  'documents/  已发布的文书（Word），一经发布不再重新生成',
  'history/incident.jsonl  事件历史，一行一条，逐条以 SHA-256 相链（link）',
  'evidence/list.json  证据清单与流转记录；证据文件本身不在本包内',
  'manifest.json  每个文件的 SHA-256，连同签章（seal）',
  '',
  '核对：用 sha256sum 逐个比对 manifest.json 的 items；签章由导出单位的服务器核对。',
  '',
].join('\n')

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 2)}\n`)

function filesOf({ incident, entries, documents }: Package): readonly PackedFile[] {
  const { evidence, custody } = incident.course
  return [
    ...documents.map(({ name, bytes }) => ({ name: `documents/${name}`, bytes })),
    { name: 'history/incident.jsonl', bytes: strToU8(entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')) },
    { name: 'evidence/list.json', bytes: json({ evidence, custody }) },
    { name: '说明.txt', bytes: strToU8(explanation) },
  ]
}

export function archivePackage(given: Package): Packed {
  const { incident, entries, sealer, by, now } = given
  const files = filesOf(given)
  const head = entries.at(-1)?.link.hash
  const manifest: Manifest = {
    what: 'incident-archive',
    about: incident.number,
    at: now,
    by: { id: by.id, name: by.name },
    ...(head === undefined ? {} : { head }),
    items: files.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes), bytes: bytes.length })),
  }
  const sealed = sealer.seal(manifest)
  const zipped: Zippable = {}
  // A Word document is compressed already.
  for (const { name, bytes } of files) zipped[name] = [bytes, { level: name.endsWith('.docx') ? 0 : 6, mtime: now }]
  zipped['manifest.json'] = [json(sealed), { mtime: now }]
  return { bytes: zipSync(zipped), manifest: sealed }
}
