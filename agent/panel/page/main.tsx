/** Starts the counter's page: takes the one-time ticket out of the address, then follows the agent. */

import { render } from 'preact'
import { App } from './app.tsx'
import { follow } from './follow.ts'
import type { View } from './follow.ts'
import type { PanelClient } from './panel-client.ts'
import { openSession } from './session.ts'
import './panel.css'

// Four times a second: a countdown of seconds is never more than a quarter late.
const drawEveryMs = 250

async function start(page: Element): Promise<void> {
  let shown: { readonly view: View; readonly client: PanelClient | undefined } = {
    view: { kind: 'loading' },
    client: undefined,
  }
  const draw = () => render(<App {...shown} now={performance.now()} />, page)
  draw()
  setInterval(draw, drawEveryMs)
  const client = await openSession()
  const show = (view: View) => {
    shown = { view, client }
    draw()
  }
  show({ kind: client === undefined ? 'closed' : 'loading' })
  if (client !== undefined) await follow({ client, show, now: () => performance.now(), wait })
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

// `sentinel report` on an open page only changes the fragment: a new ticket is a new start.
addEventListener('hashchange', () => location.reload())

const page = document.querySelector('#page')
if (page) void start(page)
