// Damages copies of a sound home in every way it knows and counts what the verification finds of it.
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readAuditKey } from '#server/audit/audit-key.ts'
import { examine } from '#server/audit/examine.ts'
import { readPrinted, dailySentence } from '#server/audit/sentence.ts'
import type { Report } from '#server/audit/verify.ts'
import { damages } from './damages.ts'
import type { Damage } from './damages.ts'
import { contentOf } from './effect.ts'
import { seeded } from './random.ts'
import type { Random } from './random.ts'
import { homeIn, makeSpecimen } from './specimen.ts'
import type { SpecimenHome } from './specimen.ts'
import { tamper } from './tampering.ts'

export interface Tally {
  readonly kind: string
  /** Damages that changed what is kept. */
  tried: number
  found: number
  /** Damages that changed nothing: a free page, a byte that no row uses. */
  without: number
  /** Damages without effect that were told as findings all the same. */
  falselyFound: number
}

export interface Outcome {
  readonly entries: number
  /** Findings in copies without damage: an untouched one, and one that was opened as a forger does and left as it was. */
  readonly control: number
  readonly tallies: readonly Tally[]
}

/** `times` damages with an effect, the kinds in turn. `folder` is used and left full. */
export async function campaign(folder: string, times: number, seed: number): Promise<Outcome> {
  const sound = await makeSpecimen(join(folder, 'sound'))
  const trial = new Trial(sound, homeIn(folder))
  const { entries } = trial.undamaged()
  const random = seeded(seed)
  const tallies = damages.map(({ kind }) => ({ kind, tried: 0, found: 0, without: 0, falselyFound: 0 }))
  const round = damages.flatMap((damage, i) => Array.from({ length: damage.turns ?? 1 }, () => ({ damage, i })))
  for (let done = 0, turn = 0; done < times; turn++) {
    const next = round[turn % round.length]
    const tally = tallies[next?.i ?? -1]
    if (!next || !tally) break
    const { effective, total } = trial.damaged(next.damage, random)
    if (effective) {
      done++
      tally.tried++
      if (total > 0) tally.found++
    } else {
      tally.without++
      if (total > 0) tally.falselyFound++
    }
  }
  return { entries, control: trial.undamaged().total + trial.damaged(nothingDone, random).total, tallies }
}

/** The hand of the forger without its work: what the campaign finds is the damage and not how it was done. */
const nothingDone: Damage = { kind: 'nothing', apply: ({ store }) => tamper(store, () => {}), onPaper: true }

export const passed = ({ control, tallies }: Outcome): boolean =>
  control === 0 && tallies.every(({ tried, found, falselyFound }) => tried > 0 && found === tried && falselyFound === 0)

class Trial {
  readonly #sound: SpecimenHome
  readonly #copy: SpecimenHome
  readonly #key: Uint8Array | undefined
  readonly #content: string
  readonly #paper: string

  constructor(sound: SpecimenHome, copy: SpecimenHome) {
    this.#sound = sound
    this.#copy = copy
    this.#key = readAuditKey(sound.pki)
    this.#content = contentOf(sound)
    const { daily } = examine({ ...sound, key: this.#key })
    if (!daily) throw new Error('the specimen has no daily checkpoint')
    this.#paper = dailySentence(daily)
  }

  undamaged(): Report {
    this.#renew()
    return this.#examine(true)
  }

  damaged({ apply, onPaper = false }: Damage, random: Random): { readonly effective: boolean; readonly total: number } {
    this.#renew()
    apply(this.#copy, random)
    return { effective: contentOf(this.#copy) !== this.#content, total: this.#examine(onPaper).total }
  }

  #examine(onPaper: boolean): Report {
    const { store, checkpoints } = this.#copy
    return examine({ store, checkpoints, key: this.#key, printed: onPaper ? readPrinted(this.#paper) : undefined })
  }

  #renew(): void {
    for (const beside of ['', '-wal', '-shm']) rmSync(`${this.#copy.store}${beside}`, { force: true })
    copyFileSync(this.#sound.store, this.#copy.store)
    copyFileSync(this.#sound.checkpoints, this.#copy.checkpoints)
  }
}
