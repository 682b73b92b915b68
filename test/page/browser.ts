// Debian's Chromium, driven for the page tests: a fresh profile each time, pictures into .out/shots, axe on every state.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { BrowserContext, Page } from 'playwright-core'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Viewport {
  readonly width: number
  readonly height: number
}

export interface Browser extends AsyncDisposable {
  open(url: string, viewport: Viewport): Promise<Page>
}

export async function browser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'sentinel-page-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    // Not the zone of the people who read the page: a time that depends on the browser shows at once.
    timezoneId: 'America/New_York',
    locale: 'zh-CN',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=zh-CN',
    ],
  })
  return {
    open: async (url, viewport) => {
      const page = await context.newPage()
      await page.setViewportSize(viewport)
      await page.goto(url)
      await page.evaluate(() => document.fonts.ready)
      return page
    },
    [Symbol.asyncDispose]: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** Writes the picture of a state, `.out/shots/<page>/<state>.png`. */
export async function shoot(page: Page, folder: 'panel' | 'console', state: string): Promise<void> {
  const into = join(root, '.out', 'shots', folder)
  mkdirSync(into, { recursive: true })
  await page.screenshot({ path: join(into, `${state}.png`), animations: 'disabled' })
}

/** What axe finds wrong with a page, one line each; WCAG 2.2 A and AA and best practice. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    )
  })
}

export interface Layout {
  readonly scrollsDown: boolean
  readonly scrollsAside: boolean
  /** Text that its box cuts off. */
  readonly cutOff: readonly string[]
}

/** Whether everything is on the screen. */
export const layoutOf = (page: Page): Promise<Layout> =>
  page.evaluate(() => {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement
    const cutOff = [...document.querySelectorAll<HTMLElement>('button, p, h1, h2, td, th, li, span')]
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden',
      )
      .filter((element) => element.clientWidth > 1 && element.textContent.trim() !== '')
      .map((element) => element.textContent)
    return { scrollsDown: scrollHeight > clientHeight, scrollsAside: scrollWidth > clientWidth, cutOff }
  })
