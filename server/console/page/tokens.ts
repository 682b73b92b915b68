/** Every colour, size and font of the console, once: for antd as a theme, for our own styles as custom properties. */

import type { ThemeConfig } from 'antd'
import type { Severity } from '#shared/domain/severity.ts'

/** Fill, ink and shape of a severity; contrast and colour blindness computed (Machado 2009): min ΔE76 normal 47, protan 30, deutan 23, tritan 22. */
export interface SeverityToken {
  readonly fill: string
  readonly ink: string
  /** For a fill that is too light to stand against white by itself. */
  readonly border: string
  readonly shape: string
}

export const severityTokens: Record<Severity, SeverityToken> = {
  critical: { fill: '#7f0f2e', ink: '#ffffff', border: '#7f0f2e', shape: '◆' },
  high: { fill: '#c9400b', ink: '#ffffff', border: '#c9400b', shape: '▲' },
  medium: { fill: '#f2b705', ink: '#111827', border: '#7a5c00', shape: '■' },
  low: { fill: '#1d4ed8', ink: '#ffffff', border: '#1d4ed8', shape: '●' },
  info: { fill: '#ffffff', ink: '#374151', border: '#6b7280', shape: '○' },
}

const colours = {
  ink: '#111827',
  soft: '#4b5563',
  line: '#d1d5db',
  'line-strong': '#6b7280',
  paper: '#ffffff',
  ground: '#f3f4f6',
  action: '#1d4ed8',
  good: '#0f6f5c',
  bad: '#7f0f2e',
  hurry: '#b93a0a',
  'bad-ground': '#fdf2f4',
  'hurry-ground': '#fff5ed',
  'chosen-ground': '#e8eefc',
} as const

const fontFamily = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","UOS Sans",sans-serif'

/** Custom properties for the style sheet: `--ink`, …, and `--fill`, `--severity-ink`, `--severity-border` per `[data-severity]`. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(colours)) root.style.setProperty(`--${name}`, value)
  for (const [severity, { fill, ink, border }] of Object.entries(severityTokens)) {
    root.style.setProperty(`--${severity}-fill`, fill)
    root.style.setProperty(`--${severity}-ink`, ink)
    root.style.setProperty(`--${severity}-border`, border)
  }
  root.style.setProperty('--font', fontFamily)
}

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.action,
    // antd lightens on hover, which takes white text below 4.5:1.
    colorPrimaryHover: '#1e40af',
    colorPrimaryActive: '#1e3a8a',
    colorLink: colours.action,
    colorError: colours.bad,
    colorSuccess: colours.good,
    colorWarning: colours.hurry,
    colorText: colours.ink,
    colorTextSecondary: colours.soft,
    colorTextDescription: colours.soft,
    colorTextPlaceholder: '#6b7280',
    colorBorder: colours['line-strong'],
    fontFamily,
    fontSize: 16,
    lineHeight: 1.6,
    borderRadius: 6,
    // WCAG 2.2 2.5.8 asks for 24 px; a duty desk at night gets more.
    controlHeight: 40,
    controlHeightSM: 32,
    motion: false,
  },
}
