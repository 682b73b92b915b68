// A Windows terminal as Microsoft's documents describe it, behind the port for commands: it takes the PowerShell that the layers send, and answers in its format.
import type { Command, CommandOptions, CommandResult, CommandRunner } from '#agent/machine/command.ts'
import type { BlockRule } from '#agent/response/isolation/windows-firewall-rules.ts'
import type { NetAdapter, NetRoute, ProfileValues } from '#agent/response/isolation/windows-scripts.ts'

export interface WindowsAdapterState extends NetAdapter {
  active: NetRoute[]
  readonly persistent: readonly NetRoute[]
}

interface Input {
  readonly guid?: string
  readonly index?: number
  readonly to?: string
  readonly rules?: readonly BlockRule[]
  readonly routes?: readonly NetRoute[]
}

const started = { state: 2, admin: 1 }
const disabled = { state: 3, admin: 2 }

export const windowsPrograms = { powershell: String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe` }

export const insuranceGuid = '{7A0D1B1C-5A44-4B6E-9F0A-2E1D6C0B77A1}'
export const onInsurance = {
  adapter: { name: '以太网', index: 12, mac: '00:15:5d:01:02:03', guid: insuranceGuid },
  gateway: { address: '10.9.0.1', port: 7443 },
}

/** How the registry writes a rule (MS-GPFAS 2.2.2). */
const registryText = (rule: BlockRule, guid: string): string =>
  [
    'v2.30|Action=Block|Active=TRUE',
    `Dir=${rule.direction === 'Outbound' ? 'Out' : 'In'}`,
    ...(rule.protocol === undefined ? [] : [`Protocol=${rule.protocol}`]),
    ...(rule.onAdapter ? [`IF=${guid}`] : []),
    ...(rule.remotePorts ?? []).map((ports) => `RPort2_10=${ports}`),
    ...(rule.remoteAddresses ?? []).map((range) => `${range.includes(':') ? 'RA6' : 'RA4'}=${range}`),
    `Name=${rule.name}|EmbedCtxt=yibao-sentinel|`,
  ].join('|')

export class WindowsMachine implements CommandRunner {
  adapters: WindowsAdapterState[] = [
    {
      ...started,
      name: '以太网',
      guid: insuranceGuid,
      index: 12,
      mac: '00-15-5D-01-02-03',
      active: [
        { prefix: '172.20.0.0/16', nextHop: '10.9.0.254', metric: 1 },
        { prefix: '172.21.0.0/16', nextHop: '10.9.0.254', metric: 1 },
      ],
      persistent: [{ prefix: '172.21.0.0/16', nextHop: '10.9.0.254', metric: 1 }],
    },
    {
      ...started,
      name: '本地连接* 1',
      guid: '{0C2B9B0E-1C55-4D5A-8C1E-5E4C3F2A1B00}',
      index: 7,
      mac: '00-15-5D-0A-0B-0C',
      active: [],
      persistent: [],
    },
  ]
  rules = new Map<string, string>()
  way: number[] = [12]
  routes = [{ prefix: '0.0.0.0/0', index: 12, metric: 25 }]
  engine = true
  service = true
  policy: Record<string, ProfileValues> = {}
  local: Record<string, ProfileValues> = {}
  enforcement: number[] = [5, 1]
  /** Every script in order, with how many rules it was given. */
  readonly ran: string[] = []
  /** Not elevated. */
  isDenied = false
  /** Looks that pass until a request to the adapter has its effect; for ever: it never has. */
  followsAfterLooks = 0
  /** The process ends after so many rules. */
  diesAfterRules = Number.POSITIVE_INFINITY
  /** Called before each script; what it throws ends the command there. */
  onScript: (name: string) => void = () => {}
  #pending: { adapter: WindowsAdapterState; to: { state: number; admin: number }; looks: number } | undefined

  async run([, ...args]: Command, _options?: CommandOptions): Promise<CommandResult> {
    const encoded = args[args.indexOf('-EncodedCommand') + 1] ?? ''
    const text = Buffer.from(encoded, 'base64').toString('utf16le')
    const name = /^# yibao-sentinel: (\S+)/.exec(text)?.[1] ?? ''
    const data = /FromBase64String\('([^']*)'\)/.exec(text)?.[1] ?? ''
    const input = JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as Input
    this.ran.push(input.rules === undefined ? name : `${name} ${input.rules.length}`)
    this.onScript(name)
    if (this.isDenied && !/^(find|look)/.test(name))
      return this.#failed('Windows System Error 5', 'PermissionDenied', '拒绝访问。')
    return this.#answer(name, input)
  }

  #answer(name: string, input: Input): CommandResult {
    switch (name) {
      case 'find-adapters': {
        const adapters = this.adapters.map(({ active: _a, persistent: _p, ...adapter }) => adapter)
        const asked = input.to === undefined ? { way: [], routes: [] } : { way: this.way, routes: this.routes }
        return this.#ok({ adapters, ...asked })
      }
      case 'look-adapter':
        return this.#ok(this.#lookAdapter(input))
      case 'disable-adapter':
        return this.#request(input, disabled)
      case 'enable-adapter':
        return this.#request(input, started)
      case 'add-routes':
        this.#find(input)?.active.push(...(input.routes ?? []))
        return this.#ok(this.#lookAdapter(input))
      case 'apply-firewall':
        return this.#applyRules(input)
      case 'release-firewall':
        if (!this.service && this.rules.size > 0) return this.#serviceMissing()
        this.rules.clear()
        return this.#ok(this.#lookFirewall())
      case 'look-firewall':
        return this.#ok(this.#lookFirewall())
      default:
        throw new Error(`nobody described the script ${name}`)
    }
  }

  #find({ guid, index }: Input): WindowsAdapterState | undefined {
    return this.adapters.find((each) => (guid === undefined ? each.index === index : each.guid === guid))
  }

  #lookAdapter(input: Input) {
    if (this.#pending !== undefined && this.#pending.looks-- <= 0) this.#settle()
    const found = this.#find(input)
    if (found === undefined) return { adapter: null, active: [], persistent: [] }
    const { active, persistent, ...adapter } = found
    return { adapter, active: found.state === 3 ? [] : active, persistent }
  }

  #request(input: Input, to: { state: number; admin: number }): CommandResult {
    const adapter = this.#find(input)
    if (adapter === undefined) return this.#failed('adapter-not-found', 'OperationStopped', 'adapter-not-found')
    this.#pending = { adapter, to, looks: this.followsAfterLooks }
    return this.#ok(this.#lookAdapter(input))
  }

  /** The adapter has followed. What is in the active store alone does not outlive it. */
  #settle(): void {
    if (this.#pending === undefined) return
    const { adapter, to } = this.#pending
    this.#pending = undefined
    if (to.state === 3) adapter.active = adapter.persistent.map((route) => ({ ...route }))
    Object.assign(adapter, to)
  }

  #applyRules(input: Input): CommandResult {
    const adapter = this.#find(input)
    if (adapter === undefined) return this.#failed('adapter-not-found', 'OperationStopped', 'adapter-not-found')
    if (!this.service) return this.#serviceMissing()
    const wanted = input.rules ?? []
    for (const [at, rule] of wanted.entries()) {
      if (at >= this.diesAfterRules) throw new Error('the process was ended')
      this.rules.set(rule.name, registryText(rule, adapter.guid))
    }
    for (const name of this.rules.keys()) if (!wanted.some((rule) => rule.name === name)) this.rules.delete(name)
    return this.#ok(this.#lookFirewall())
  }

  #lookFirewall() {
    const { engine, service, policy, local } = this
    const enforcement = this.rules.size === 0 ? [] : this.enforcement
    return { rules: Object.fromEntries(this.rules), engine, service, policy, local, enforcement }
  }

  /** RPC_S_SERVER_UNAVAILABLE's neighbour: no endpoint, since the firewall service is stopped. */
  #serviceMissing(): CommandResult {
    return this.#failed(
      'Windows System Error 1753,New-NetFirewallRule',
      'NotSpecified',
      '终结点映射器中没有更多的终结点可用。',
    )
  }

  #ok(ok: object): CommandResult {
    return { exitCode: 0, stdout: ascii({ ok }), stderr: '' }
  }

  #failed(id: string, category: string, message: string): CommandResult {
    return { exitCode: 1, stdout: ascii({ failed: { id, category, message } }), stderr: '' }
  }
}

/** As the scripts write it: nothing but ASCII. */
const ascii = (value: object): string =>
  JSON.stringify(value).replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
