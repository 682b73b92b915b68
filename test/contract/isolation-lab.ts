// Three network namespaces: a terminal with two adapters, the insurance network behind one, another network behind the other.
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Command, CommandRunner } from '#agent/machine/command.ts'
import type { IsolationTarget } from '#agent/response/isolation/driver.ts'

const ip = '/usr/sbin/ip'

/** Why the lab cannot be built here, or nothing. */
export function whyNoLab(): string | undefined {
  if (process.platform !== 'linux') return 'not Linux'
  if (process.getuid?.() !== 0) return 'not root'
  for (const program of [ip, '/usr/sbin/nft', '/usr/bin/tcpdump', '/usr/bin/ping'])
    if (!existsSync(program)) return `no ${program}`
  try {
    execFileSync(ip, ['netns', 'add', `yibao-try-${process.pid}`], { stdio: 'pipe' })
    execFileSync(ip, ['netns', 'del', `yibao-try-${process.pid}`], { stdio: 'pipe' })
  } catch {
    return 'no network namespaces'
  }
  return undefined
}

export const server = { v4: '10.9.0.1', v6: 'fd09::1', pinnedPort: 7443, otherPort: 9999, routed: '172.20.0.1' }

export interface Reach {
  readonly address: string
  readonly port: number
  readonly over: 'tcp' | 'udp'
}

export class IsolationLab {
  readonly #names: { terminal: string; insurance: string; other: string }
  readonly #children: ChildProcess[] = []
  #probe: ((question: object) => Promise<unknown>) | undefined

  constructor(tag: string) {
    const prefix = `yibao-${process.pid}-${tag}`
    this.#names = { terminal: `${prefix}-t`, insurance: `${prefix}-i`, other: `${prefix}-o` }
  }

  async open(): Promise<void> {
    const { terminal, insurance, other } = this.#names
    for (const name of [terminal, insurance, other]) this.#ip(`netns add ${name}`)
    this.#ip(`link add ins0 netns ${terminal} type veth peer name far0 netns ${insurance}`)
    this.#ip(`link add oth0 netns ${terminal} type veth peer name far0 netns ${other}`)
    for (const name of [terminal, insurance, other]) this.inside(name, `${ip} link set lo up`)
    const far = (name: string, lines: string[]) => lines.forEach((line) => this.inside(name, `${ip} ${line}`))
    far(insurance, [
      'addr add 10.9.0.1/24 dev far0',
      'addr add fd09::1/64 dev far0 nodad',
      'addr add 172.20.0.1/32 dev lo',
      'addr add 10.9.0.9/24 dev far0',
      'link set far0 up',
    ])
    far(other, ['addr add 192.168.77.1/24 dev far0', 'addr add fd77::1/64 dev far0 nodad', 'link set far0 up'])
    far(terminal, [
      'addr add 10.9.0.2/24 dev ins0',
      'addr add 10.9.0.22/24 dev ins0 label ins0:x',
      'addr add fd09::2/64 dev ins0',
      'addr add fd09::22/64 dev ins0 noprefixroute',
      'link set ins0 up',
      'addr add 192.168.77.2/24 dev oth0',
      'addr add fd77::2/64 dev oth0 nodad',
      'link set oth0 up',
    ])
    await this.#settled()
    far(terminal, [
      // The trap of two networks: without more, insurance traffic falls to this one when its own routes go.
      'route add default via 192.168.77.1 metric 600',
      '-6 route add default via fd77::1 metric 600',
      'route add 172.20.0.0/16 via 10.9.0.1 src 10.9.0.2 metric 50 mtu 1400',
      'route add 172.21.0.0/16 via 10.9.0.1 proto dhcp',
      'route add 172.22.0.0/16 via 10.9.0.1 table 77',
      '-6 route add fd20::/48 via fd09::1 src fd09::2 metric 77',
      '-6 route add fd21::/48 dev ins0',
    ])
    const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))
    const peer = this.#start(insurance, [process.execPath, script('traffic-peer.ts')])
    await firstLine(peer)
    const probe = this.#start(terminal, [process.execPath, script('traffic-probe.ts')])
    const answers = createInterface({ input: probe.stdout! })[Symbol.asyncIterator]()
    this.#probe = async (question) => {
      probe.stdin!.write(`${JSON.stringify(question)}\n`)
      const { value } = (await answers.next()) as { value: string }
      return JSON.parse(value) as unknown
    }
  }

  /** The addresses are no longer tentative. */
  async #settled(): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (!this.terminal(`${ip} -6 addr show tentative`).includes('inet6')) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('IPv6 addresses stay tentative')
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
    for (const name of Object.values(this.#names)) {
      try {
        this.#ip(`netns del ${name}`)
      } catch {
        // Never made.
      }
    }
  }

  target(address = server.v4): IsolationTarget {
    const [link] = JSON.parse(this.terminal(`${ip} -j link show dev ins0`)) as [{ ifindex: number; address: string }]
    return {
      adapter: { name: 'ins0', index: link.ifindex, mac: link.address },
      gateway: { address, port: server.pinnedPort },
    }
  }

  get terminalName(): string {
    return this.#names.terminal
  }

  /** Runs the product's commands on the lab's terminal; the product knows nothing of it. */
  commandsOn(real: CommandRunner): CommandRunner {
    const { terminal } = this.#names
    return { run: (command, options) => real.run([ip, 'netns', 'exec', terminal, ...command] as Command, options) }
  }

  terminal(line: string): string {
    return this.inside(this.#names.terminal, line)
  }

  inside(name: string, line: string): string {
    return execFileSync(ip, ['netns', 'exec', name, ...line.split(' ')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Everything that a release must put back. Neighbours and counters come and go. */
  async snapshot(): Promise<Record<string, string>> {
    await this.#settled()
    const lines = [
      'nft list ruleset',
      `${ip} -j addr`,
      `${ip} -j -4 route show table all`,
      `${ip} -j -6 route show table all`,
      `${ip} rule`,
    ]
    return Object.fromEntries(lines.map((line) => [line, this.terminal(line)]))
  }

  /** Which of these get an answer to a new connection or datagram within 500 ms. */
  async reachable(all: readonly Reach[]): Promise<Reach[]> {
    const answers = (await this.#probe?.({ do: 'reach', all })) as boolean[]
    return all.filter((_, at) => answers[at] === true)
  }

  /** Opens a connection that stays; then `speaks` says whether a word comes back over it. */
  async holds(name: string, reach: Reach): Promise<boolean> {
    return (await this.#probe?.({ do: 'hold', name, ...reach })) === true
  }

  async speaks(name: string): Promise<boolean> {
    return (await this.#probe?.({ do: 'speak', name })) === true
  }

  pings(address: string): Promise<boolean> {
    const child = this.#start(this.#names.terminal, ['/usr/bin/ping', '-n', '-c', '1', '-W', '0.5', address])
    return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
  }

  /** Every frame that the terminal sends into a network while `work` runs, as tcpdump on the far side sees it. */
  async heardIn(network: 'insurance' | 'other', work: () => Promise<void>): Promise<string[]> {
    const name = this.#names[network]
    const mac = (
      JSON.parse(this.terminal(`${ip} -j link show dev ${network === 'insurance' ? 'ins0' : 'oth0'}`)) as [
        { address: string },
      ]
    )[0].address
    const dump = this.#start(name, [
      '/usr/bin/tcpdump',
      '-n',
      '-l',
      '--immediate-mode',
      '-i',
      'far0',
      'ether',
      'src',
      mac,
    ])
    const heard: string[] = []
    createInterface({ input: dump.stdout! }).on('line', (line) => heard.push(line))
    await new Promise<void>((resolve) => {
      dump.stderr!.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('listening on')) resolve()
      })
    })
    await work()
    await new Promise((resolve) => setTimeout(resolve, 150))
    dump.kill('SIGTERM')
    return heard
  }

  forgetNeighbours(): void {
    this.terminal(`${ip} neigh flush all`)
  }

  #ip(line: string): void {
    execFileSync(ip, line.split(' '), { stdio: 'pipe' })
  }

  #start(name: string, command: string[]): ChildProcess {
    const child = spawn(ip, ['netns', 'exec', name, ...command], { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#children.push(child)
    return child
  }
}

const firstLine = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.stdout!.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    child.stderr!.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  })
