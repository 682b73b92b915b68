/** The console's bell: tones made by the browser itself, after the click without which browsers stay silent. */

import type { Tone } from './alarm.ts'

export interface Bell {
  ring(tone: Tone): void
}

interface Note {
  /** Hertz. */
  readonly pitch: number
  /** Seconds. */
  readonly from: number
  readonly lasts: number
}

// Two pitches a fifth apart and a rhythm of its own: told from phones, printers and settlement beeps with eyes closed.
const tunes: Record<Tone, readonly Note[]> = {
  urgent: [
    { pitch: 988, from: 0, lasts: 0.22 },
    { pitch: 659, from: 0.26, lasts: 0.22 },
    { pitch: 988, from: 0.6, lasts: 0.22 },
    { pitch: 659, from: 0.86, lasts: 0.3 },
  ],
  notice: [{ pitch: 784, from: 0, lasts: 0.25 }],
}

const loudness = 0.4
const edge = 0.02

/** Must be called from a click. Nothing where the browser does not allow sound. */
export async function openBell(): Promise<Bell | undefined> {
  try {
    const context = new AudioContext()
    await context.resume()
    if (context.state !== 'running') return undefined
    return {
      ring: (tone) => {
        for (const note of tunes[tone]) play(context, note)
      },
    }
  } catch {
    return undefined
  }
}

function play(context: AudioContext, { pitch, from, lasts }: Note): void {
  const start = context.currentTime + from
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = pitch
  // Soft edges: a tone that starts at full strength clicks.
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(loudness, start + edge)
  volume.gain.setValueAtTime(loudness, start + lasts - edge)
  volume.gain.linearRampToValueAtTime(0, start + lasts)
  tone.connect(volume).connect(context.destination)
  tone.start(start)
  tone.stop(start + lasts)
}
