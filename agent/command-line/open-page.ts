/** Shows the operator the page, or a box with one sentence where there is no page: known programs by absolute path, as the user. */

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { CommandIo } from './parse.ts'

type Program = readonly [program: string, ...args: string[]]

/** First those that show a page as a window of its own, then whatever the desktop opens pages with. */
const linuxBrowsers = [
  '/usr/bin/uos-browser-stable',
  '/usr/bin/qaxbrowser-safe-stable',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
]

const windowsEdge = [
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
  String.raw`C:\Program Files\Microsoft\Edge\Application\msedge.exe`,
]

/** Untried on Windows. Each list is tried in order; the first program that is there is started. */
const pagePrograms = (url: string, platform: string): readonly Program[] =>
  platform === 'win32'
    ? [
        ...windowsEdge.map((program): Program => [program, `--app=${url}`]),
        [String.raw`C:\Windows\System32\rundll32.exe`, 'url.dll,FileProtocolHandler', url],
      ]
    : [...linuxBrowsers.map((program): Program => [program, `--app=${url}`]), ['/usr/bin/xdg-open', url]]

// A dash first would be an option; the sentences begin with a sign or a Han character, and come from our wording only.
const boxPrograms = (sentence: string, platform: string): readonly Program[] =>
  platform === 'win32'
    ? [[String.raw`C:\Windows\System32\msg.exe`, '*', '/TIME:0', sentence]]
    : [
        ['/usr/bin/zenity', '--warning', '--no-markup', `--text=${sentence}`],
        ['/usr/bin/kdialog', '--sorry', sentence],
        ['/usr/bin/notify-send', '--urgency=critical', sentence],
      ]

/** What a program of the desktop needs to find its screen; nothing else of our environment is handed on. */
const desktopVariables = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_TYPE',
  'XDG_CURRENT_DESKTOP',
  'DBUS_SESSION_BUS_ADDRESS',
  'HOME',
  'LANG',
  'USER',
  'USERPROFILE',
  'LOCALAPPDATA',
  'APPDATA',
  'SystemRoot',
]

type Surroundings = Pick<CommandIo, 'env' | 'platform'>

/** Whether anything can be shown at all: no window from a service, a text console or a script. */
export const hasScreen = ({ env, platform }: Surroundings): boolean =>
  platform === 'win32' ? env['SESSIONNAME'] !== undefined : Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])

/** Starts the first program that is there and does not wait for it; true where one was started. */
export const openPage = (url: string, io: Surroundings): Promise<boolean> =>
  startFirst(pagePrograms(url, io.platform), io)

export const openBox = (sentence: string, io: Surroundings): Promise<boolean> =>
  startFirst(boxPrograms(sentence, io.platform), io)

async function startFirst(programs: readonly Program[], { env }: Surroundings): Promise<boolean> {
  const handedOn = Object.fromEntries(
    desktopVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
  for (const [program, ...args] of programs) {
    if (!existsSync(program)) continue
    const started = await new Promise<boolean>((resolve) => {
      const child = spawn(program, args, {
        detached: true,
        stdio: 'ignore',
        env: { ...handedOn, PATH: '/usr/bin:/bin' },
      })
      child.once('spawn', () => {
        resolve(true)
      })
      child.once('error', () => {
        resolve(false)
      })
      child.unref()
    })
    if (started) return true
  }
  return false
}
