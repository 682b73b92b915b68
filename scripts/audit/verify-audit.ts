// `npm run verify:audit -- --campaign 500 [--seed N]`: is every damage found? `--home DIR`: is this server's history sound?
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { campaign, passed } from './campaign.ts'
import type { Outcome } from './campaign.ts'

const { values } = parseArgs({
  options: {
    campaign: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    home: { type: 'string' },
  },
})

function table({ tallies }: Outcome): string {
  const width = Math.max(...tallies.map(({ kind }) => kind.length))
  const line = (kind: string, ...figures: readonly (string | number)[]) =>
    `${kind.padEnd(width)}${figures.map((figure) => String(figure).padStart(11)).join('')}`
  const sum = (of: 'tried' | 'found' | 'without' | 'falselyFound') => tallies.reduce((all, one) => all + one[of], 0)
  return [
    line('damage', 'tried', 'found', 'no effect', 'but told'),
    ...tallies.map(({ kind, tried, found, without, falselyFound }) => line(kind, tried, found, without, falselyFound)),
    line('all', sum('tried'), sum('found'), sum('without'), sum('falselyFound')),
  ].join('\n')
}

if (values.home !== undefined) {
  const main = new URL('../../server/main.ts', import.meta.url).pathname
  const { status } = spawnSync(process.execPath, [main, 'verify', '--home', values.home], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} else {
  const [times, seed] = [Number(values.campaign), Number(values.seed)]
  if (!Number.isSafeInteger(times) || times < 1 || !Number.isSafeInteger(seed)) throw new Error('a number is wanted')
  const folder = mkdtempSync(join(tmpdir(), 'audit-campaign-'))
  try {
    const began = performance.now()
    const outcome = await campaign(folder, times, seed)
    console.log(table(outcome))
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    console.log(
      `${outcome.entries} entries, seed ${seed}, ${seconds} s; undamaged controls: ${outcome.control} findings`,
    )
    console.log(passed(outcome) ? 'every damage was found' : 'FAILED')
    process.exitCode = passed(outcome) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
