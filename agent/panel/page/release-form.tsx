/** 断网恢复码 on S3: what to read out over the telephone, and where to type what comes back; keyboard is enough. */

import { Component } from 'preact'
import { counter } from '#shared/wording/zh-cn.ts'
import { grouped } from '#shared/text/release-code.ts'
import type { Release } from '../panel-state.ts'
import { Mark } from './mark.tsx'

interface ReleaseFormProps {
  readonly release: Release
  /** The terminal's number, as it stands on the sticker. */
  readonly number: string
  /** Milliseconds since `release` was told. */
  readonly agoMs: number
  /** Resolves with the sentence that it was refused with, or nothing. */
  readonly onCode: (code: string) => Promise<string | undefined>
}

interface ReleaseFormState {
  readonly typed: string
  readonly busy: boolean
  readonly refused: string | undefined
}

const words = counter.isolated.release
const minuteMs = 60_000

/** Digits in groups of three as they are typed; the wide digits of a Chinese keyboard count as digits. */
const typedDigits = (typed: string): string => grouped(typed.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 9))

export class ReleaseForm extends Component<ReleaseFormProps, ReleaseFormState> {
  override state: ReleaseFormState = { typed: '', busy: false, refused: undefined }

  private readonly submit = (event: Event) => {
    event.preventDefault()
    const { typed, busy } = this.state
    if (busy) return
    this.setState({ busy: true })
    void this.props.onCode(typed).then((refused) => this.setState({ busy: false, refused }))
  }

  override render({ release, number, agoMs }: ReleaseFormProps, { typed, busy, refused }: ReleaseFormState) {
    const { sequence, challenge, triesLeft, nextTryInMs } = release
    return (
      <form class="release" onSubmit={this.submit} noValidate>
        <p class="challenge">
          {words.readOut(number, sequence)} <strong>{grouped(challenge)}</strong>
        </p>
        <div class="release-row">
          <label for="release-code">{words.enter}</label>
          <input
            id="release-code"
            class="release-code"
            inputMode="numeric"
            autoComplete="off"
            spellcheck={false}
            value={typed}
            aria-describedby="release-tries"
            aria-invalid={refused !== undefined}
            onInput={(event) => {
              const { value } = event.currentTarget
              this.setState({ typed: typedDigits(value), refused: undefined })
            }}
          />
          <button type="submit" class="button" aria-disabled={busy}>
            {words.submit}
          </button>
          <span id="release-tries" class="tries">
            {triesLeft > 0
              ? words.triesLeft(triesLeft)
              : words.noTries(Math.max(1, Math.ceil((nextTryInMs - agoMs) / minuteMs)))}
          </span>
        </div>
        {refused !== undefined && (
          <p class="warned" role="alert">
            <Mark kind="bad">{refused}</Mark>
          </p>
        )}
      </form>
    )
  }
}
