// Every document of one full incident as Word files: `npm run sample:documents -- --out DIR`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { papersOf } from './papers.ts'

const { values } = parseArgs({ options: { out: { type: 'string' } } })
if (values.out === undefined) {
  console.error('--out DIR: where the documents go')
  process.exit(2)
}

const folder = resolve(values.out)
mkdirSync(folder, { recursive: true })
for (const { name, bytes } of await papersOf()) {
  writeFileSync(join(folder, name), bytes)
  console.log(`${name}  ${(bytes.length / 1_024).toFixed(1)} KiB`)
}
