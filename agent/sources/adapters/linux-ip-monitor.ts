/** One kept `ip monitor`: links, addresses and routes have changed, or may have. */

import { keepChild } from '../../machine/kept-child.ts'
import type { KeptChildParts } from '../../machine/kept-child.ts'
import type { ChangeNotices } from './network-facts.ts'

export interface IpMonitorOptions extends KeptChildParts {
  /** Absolute path; without it there are no notices and the poll stands alone. */
  readonly ip: string | undefined
}

export const linuxIpMonitor = ({ ip, ...parts }: IpMonitorOptions): ChangeNotices => ({
  start(onChange, onState, signal) {
    if (ip === undefined) return onState(false)
    const command = [ip, 'monitor', 'link', 'address', 'route'] as const
    keepChild(parts, { command, ended: 'adapters/ip-monitor-ended', onNotice: onChange, onState }, signal)
  },
})
