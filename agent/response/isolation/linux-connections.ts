/** Ends TCP connections that speak from given addresses: dropped packets alone would let them go on after a release. */

import type { CommandRunner } from '../../machine/command.ts'
import type { Programs } from '../../machine/programs.ts'

/**
 * Best effort by design: it needs a kernel with CONFIG_INET_DIAG_DESTROY, and the cut stands without it.
 * `except` is the pinned gateway, whose connection a selective isolation keeps.
 */
export async function closeConnections(
  commands: CommandRunner,
  { ss }: Programs,
  addresses: readonly string[],
  except?: { readonly address: string; readonly port: number },
): Promise<void> {
  if (ss === undefined || addresses.length === 0) return
  const from = addresses.map((address) => `src ${bracketed(address)}`).join(' or ')
  const spared = except === undefined ? '' : ` and not ( dst ${bracketed(except.address)} and dport = :${except.port} )`
  const filter = `( ${from} )${spared}`
  try {
    // One filter for both families: ss skips what is of the other. Listening sockets stay, so that services work after a release.
    await commands.run([ss, '-K', '-H', '-t', '-n', 'state', 'connected', ...filter.split(' ')], { withinMs: 1_000 })
  } catch {
    // Too slow or missing: the packets are dropped all the same.
  }
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)
