/** 终端公钥: the key of a terminal's certificate, noted when it is first seen, for a release by telephone when nothing reaches the terminal any more. */

import type { Step } from '../step.ts'

export interface SeenKey {
  readonly endpoint: string
  /** SPKI in base64. */
  readonly publicKey: string
  readonly now: number
}

export const seeKey: Step<SeenKey, undefined> = {
  clause: '',
  title: '登记终端公钥',
  decide(situation, { endpoint, publicKey, now }) {
    if (situation.endpoints.get(endpoint)?.releaseKey === publicKey) return { entries: [], value: undefined }
    const happening = { kind: 'terminal-key-seen', endpoint, publicKey } as const
    const subject = { kind: 'endpoint', id: endpoint } as const
    return { entries: [{ subject, at: now, actor: { kind: 'server' }, happening }], value: undefined }
  },
}
