/** What the console tells every browser: run our scripts and nothing else, inside no other page, and keep nothing. */

import type { ConsolePlaces } from './origin.ts'

/** antd writes its styles into the page, so styles may be inline; scripts may not. */
export function securityHeaders({ scheme, hosts }: ConsolePlaces): Readonly<Record<string, string>> {
  // 'self' covers WebSockets only in newer browsers; the domestic ones at the bureau are not (SCREENS: Chromium 87).
  const sockets = hosts.map((host) => `${scheme === 'https' ? 'wss' : 'ws'}://${host}`)
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "media-src 'self' data:",
      `connect-src 'self' ${sockets.join(' ')}`,
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
  }
}
