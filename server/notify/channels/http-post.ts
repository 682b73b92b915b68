/** One POST as the channels need it: within limits, to one host, and never to where an answer points. */

import axios from 'axios'
import { brokenOff, failed } from './channel.ts'
import type { Sent } from './channel.ts'

const answerBytes = 64 * 1024
const requestBytes = 64 * 1024

export interface Post {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** What the answer has to contain besides a status of 2xx. */
  readonly accepted?: string | undefined
  readonly signal: AbortSignal
}

export async function post({ url, body, headers, accepted, signal }: Post): Promise<Sent> {
  try {
    const { status, data } = await axios.request<unknown>({
      method: 'POST',
      url,
      data: body,
      headers: { accept: '*/*', 'user-agent': 'yibao-sentinel', ...headers },
      signal,
      // A redirect would carry the token and the text to a host that nobody chose.
      maxRedirects: 0,
      maxContentLength: answerBytes,
      maxBodyLength: requestBytes,
      // Proxies of the environment are for programs that browse; where a notice goes stands in the settings.
      proxy: false,
      responseType: 'text',
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
      validateStatus: () => true,
    })
    return judged(status, typeof data === 'string' ? data : '', accepted)
  } catch (error) {
    return brokenOff(error)
  }
}

function judged(status: number, answer: string, accepted: string | undefined): Sent {
  if (status >= 200 && status < 300) {
    const taken = accepted === undefined || answer.includes(accepted)
    return taken ? { outcome: 'delivered' } : failed('answer-not-accepted', 'often')
  }
  // Too many, too early, or their fault: later it may work. Anything else will be refused again.
  const later = status >= 500 || status === 408 || status === 425 || status === 429
  return failed(`HTTP ${status}`, later ? 'often' : 'never')
}
