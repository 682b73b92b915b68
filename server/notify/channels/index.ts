/** Every channel, in one list: made from the settings, and only where the settings name it. */

import type { Secrets } from '../secrets.ts'
import type { NotifySettings } from '../settings.ts'
import type { Channel, ChannelName } from './channel.ts'
import { mail } from './mail.ts'
import { sms } from './sms.ts'
import { syslog } from './syslog.ts'
import { webhook } from './webhook.ts'

const makers: { readonly [Name in ChannelName]: (settings: NotifySettings, secrets: Secrets) => Channel | undefined } =
  {
    mail: (settings, { smtpPassword }) => settings.mail && mail(settings.mail, smtpPassword),
    sms: (settings, { smsToken }) => settings.sms && sms(settings.sms, smsToken),
    webhook: (settings, { webhookKey = '' }) => settings.webhook && webhook(settings.webhook, webhookKey),
    syslog: (settings) => settings.syslog && syslog(settings.syslog),
  }

/** Nothing configured is no channel at all: then nothing can go out. */
export const channelsOf = (settings: NotifySettings, secrets: Secrets): readonly Channel[] =>
  Object.values(makers)
    .map((make) => make(settings, secrets))
    .filter((channel) => channel !== undefined)
