/** The button that cuts the network: by mouse, finger or key, held for 1.5 s or pressed twice. */

import { Component } from 'preact'
import { hold } from './hold.ts'
import type { Hold, Touch } from './hold.ts'

interface HoldButtonProps {
  readonly label: string
  /** Said after one short press. */
  readonly again: string
  readonly onMeant: () => void
}

const tickMs = 50
const isPressKey = (key: string) => key === ' ' || key === 'Enter'

export class HoldButton extends Component<HoldButtonProps, { readonly shown: Hold['state'] }> {
  override state = { shown: 'idle' as Hold['state'] }
  private hold: Hold = { state: 'idle' }
  private timer: ReturnType<typeof setInterval> | undefined

  private touch(kind: Touch): void {
    const next = hold(this.hold, kind, performance.now())
    this.hold = next.state === 'meant' ? { state: 'idle' } : next
    const waiting = this.hold.state !== 'idle'
    if (waiting) this.timer ??= setInterval(() => this.touch('tick'), tickMs)
    else this.stop()
    if (this.state.shown !== this.hold.state) this.setState({ shown: this.hold.state })
    if (next.state === 'meant') this.props.onMeant()
  }

  private stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  override componentWillUnmount(): void {
    this.stop()
  }

  override render({ label, again }: HoldButtonProps, { shown }: { readonly shown: Hold['state'] }) {
    return (
      <button
        type="button"
        class={`button cut ${shown}`}
        onPointerDown={(event) => {
          if (event.button === 0) this.touch('press')
        }}
        onPointerUp={() => this.touch('release')}
        onPointerLeave={() => this.touch('leave')}
        onPointerCancel={() => this.touch('leave')}
        onBlur={() => this.touch('leave')}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (!isPressKey(event.key)) return
          // The browser's own click of Enter comes with every repeat of the key.
          event.preventDefault()
          if (!event.repeat) this.touch('press')
        }}
        onKeyUp={(event) => {
          if (!isPressKey(event.key)) return
          event.preventDefault()
          this.touch('release')
        }}
        onClick={(event) => {
          // A screen reader clicks without pointer or key; every other click has been seen as press and release.
          if (event.detail !== 0 || event.screenX !== 0 || event.screenY !== 0) return
          this.touch('press')
          this.touch('release')
        }}
      >
        <span class="cut-progress" aria-hidden="true" />
        <span class="cut-label" aria-live="polite">
          {shown === 'armed' ? again : label}
        </span>
      </button>
    )
  }
}
