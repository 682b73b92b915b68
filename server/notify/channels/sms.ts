/** 短信 through any HTTP gateway: the settings say how it calls the number and the text. */

import type { NotifySettings } from '../settings.ts'
import type { Channel } from './channel.ts'
import { post } from './http-post.ts'

type SmsSettings = NonNullable<NotifySettings['sms']>

/** `token` goes into one header and nowhere else. */
export function sms(settings: SmsSettings, token: string | undefined): Channel {
  const { url, format, mobileField, textField, fields, tokenHeader, accepted } = settings
  return {
    name: 'sms',
    send(message, to, signal) {
      const content = { ...fields, [mobileField]: to, [textField]: message.text }
      const [type, body] =
        format === 'json'
          ? ['application/json; charset=utf-8', JSON.stringify(content)]
          : ['application/x-www-form-urlencoded; charset=utf-8', new URLSearchParams(content).toString()]
      const headers = { 'content-type': type, ...(token === undefined ? {} : { [tokenHeader]: token }) }
      return post({ url, body, headers, accepted, signal })
    },
  }
}
