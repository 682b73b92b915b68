/** The PowerShell of the Windows layers: each script looks or acts, decides nothing, and answers in numbers and ids. */

import * as z from 'zod'
import type { Script } from './windows-powershell.ts'

/** What every name of a rule of ours begins with. */
export const rulePrefix = 'yibao-sentinel-'

const netAdapter = z.object({
  name: z.string(),
  guid: z.string(),
  index: z.number(),
  mac: z.string(),
  /** MSFT_NetAdapter.State: 1 present, 2 started, 3 disabled. */
  state: z.number(),
  /** NET_IF_ADMIN_STATUS: 1 up, 2 down, 3 testing. */
  admin: z.number(),
})
export type NetAdapter = z.infer<typeof netAdapter>

const netRoute = z.object({ prefix: z.string(), nextHop: z.string(), metric: z.number() })
export type NetRoute = z.infer<typeof netRoute>

/** The numbers behind the words that Get-NetAdapter would translate; addressed by GUID, which no renaming changes. */
const adapters = `
function Number($object, $name) { [int]$object.CimInstanceProperties[$name].Value }
function Adapters { @(Get-NetAdapter) }
function Adapter {
  Adapters | Where-Object { if ($in.guid) { $_.InterfaceGuid -eq $in.guid } else { $_.InterfaceIndex -eq $in.index } }
}
function Described($adapter) {
  @{ name = [string]$adapter.Name; guid = [string]$adapter.InterfaceGuid; index = [int]$adapter.InterfaceIndex
     mac = [string]$adapter.MacAddress; state = (Number $adapter 'State'); admin = (Number $adapter 'InterfaceAdminStatus') }
}
`

/** Input: `to`, or nothing. Which adapters there are, and over which the way to an address leads. */
export const findAdapters: Script<{
  adapters: NetAdapter[]
  way: number[]
  routes: { prefix: string; index: number; metric: number }[]
}> = {
  name: 'find-adapters',
  answer: z.object({
    adapters: z.array(netAdapter),
    way: z.array(z.number()),
    routes: z.array(z.object({ prefix: z.string(), index: z.number(), metric: z.number() })),
  }),
  body: `${adapters}
$way = @(); $routes = @()
if ($in.to) {
  $way = @(Find-NetRoute -RemoteIPAddress $in.to -ErrorAction SilentlyContinue | ForEach-Object { [int]$_.InterfaceIndex } | Select-Object -Unique)
  $family = if ($in.to.Contains(':')) { 'IPv6' } else { 'IPv4' }
  $routes = @(Get-NetRoute -AddressFamily $family -PolicyStore ActiveStore -ErrorAction SilentlyContinue | ForEach-Object {
    @{ prefix = [string]$_.DestinationPrefix; index = [int]$_.InterfaceIndex; metric = [int]$_.RouteMetric + [int]$_.InterfaceMetric } })
}
@{ adapters = @(Adapters | ForEach-Object { Described $_ }); way = $way; routes = $routes }`,
}

const seenAdapter = z.object({
  adapter: netAdapter.nullable(),
  /** Routes that this adapter has now, and those of them that Windows itself remembers. */
  active: z.array(netRoute),
  persistent: z.array(netRoute),
})
export type SeenAdapter = z.infer<typeof seenAdapter>

/** Protocol 3 is NetMgmt: what a person or DHCP set, not what the stack derives from addresses. */
const lookAtAdapter = `
function Routes($adapter, $store) {
  @(Get-NetRoute -InterfaceIndex $adapter.InterfaceIndex -PolicyStore $store -ErrorAction SilentlyContinue |
    Where-Object { $store -eq 'PersistentStore' -or (Number $_ 'Protocol') -eq 3 } |
    ForEach-Object { @{ prefix = [string]$_.DestinationPrefix; nextHop = [string]$_.NextHop; metric = [int]$_.RouteMetric } })
}
function Look {
  $found = @(Adapter)
  if ($found.Count -ne 1) { return @{ adapter = $null; active = @(); persistent = @() } }
  @{ adapter = (Described $found[0]); active = @(Routes $found[0] 'ActiveStore'); persistent = @(Routes $found[0] 'PersistentStore') }
}
`

const onAdapter = (name: string, act: string): Script<SeenAdapter> => ({
  name,
  answer: seenAdapter,
  body: `${adapters}${lookAtAdapter}${act}Look`,
})

const oneAdapter = `$found = @(Adapter); if ($found.Count -ne 1) { throw 'adapter-not-found' }\n`

export const lookAdapter = onAdapter('look-adapter', '')
/** Both return before the adapter has followed: the answer may still show the old state. */
export const disableAdapter = onAdapter(
  'disable-adapter',
  `${oneAdapter}$found[0] | Disable-NetAdapter -Confirm:$false\n`,
)
export const enableAdapter = onAdapter('enable-adapter', `${oneAdapter}$found[0] | Enable-NetAdapter -Confirm:$false\n`)
/** Input: `routes`. Only into the active store, where they were. One that is refused does not keep the others from it. */
export const addRoutes = onAdapter(
  'add-routes',
  `${oneAdapter}foreach ($route in @($in.routes)) {
  New-NetRoute -InterfaceIndex $found[0].InterfaceIndex -DestinationPrefix $route.prefix -NextHop $route.nextHop -RouteMetric $route.metric -PolicyStore ActiveStore -Confirm:$false -ErrorAction SilentlyContinue | Out-Null
}
`,
)

const profileValues = z.object({
  EnableFirewall: z.number().optional(),
  AllowLocalPolicyMerge: z.number().optional(),
  DisabledInterfaces: z.string().optional(),
})
export type ProfileValues = z.infer<typeof profileValues>

const seenFirewall = z.object({
  /** Our rules as the registry has them, by name. */
  rules: z.record(z.string(), z.string()),
  /** Filtering engine and firewall service run. */
  engine: z.boolean(),
  service: z.boolean(),
  /** By the name of the registry key; what is not set is not there. */
  policy: z.record(z.string(), profileValues),
  local: z.record(z.string(), profileValues),
  /** FW_ENFORCEMENT_STATE of our rules in the active store; empty where it could not be asked. */
  enforcement: z.array(z.number()),
})
export type SeenFirewall = z.infer<typeof seenFirewall>

/** The registry and not Get-NetFirewallRule: listing a thousand rules takes most of a minute, reading a key some milliseconds. */
const lookAtFirewall = `
$machine = [Microsoft.Win32.Registry]::LocalMachine
$firewall = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'
function Rules {
  $rules = @{}
  $key = $machine.OpenSubKey($firewall + '\\FirewallRules')
  if ($key) { foreach ($name in $key.GetValueNames()) { if ($name.StartsWith('${rulePrefix}')) { $rules[$name] = [string]$key.GetValue($name) } }; $key.Close() }
  $rules
}
function Profiles($path) {
  $profiles = @{}
  foreach ($name in 'DomainProfile', 'StandardProfile', 'PrivateProfile', 'PublicProfile') {
    $values = @{}
    $key = $machine.OpenSubKey($path + '\\' + $name)
    if ($key) {
      foreach ($value in 'EnableFirewall', 'AllowLocalPolicyMerge') { if ($null -ne $key.GetValue($value)) { $values[$value] = [int]$key.GetValue($value) } }
      if ($null -ne $key.GetValue('DisabledInterfaces')) { $values['DisabledInterfaces'] = [string]::Join(',', @($key.GetValue('DisabledInterfaces'))) }
      $key.Close()
    }
    $profiles[$name] = $values
  }
  $profiles
}
function Runs($name) { $service = Get-Service -Name $name -ErrorAction SilentlyContinue; [bool]($service -and [int]$service.Status -eq 4) }
function Look {
  $rules = Rules
  $enforcement = @()
  if ($rules.Count -gt 0) {
    try {
      $enforcement = @(Get-NetFirewallRule -PolicyStore ActiveStore -Name @($rules.Keys) -ErrorAction SilentlyContinue |
        ForEach-Object { $_.CimInstanceProperties['EnforcementStatus'].Value } | ForEach-Object { [int]$_ } | Select-Object -Unique)
    } catch { $enforcement = @() }
  }
  @{ rules = $rules; engine = (Runs 'BFE'); service = (Runs 'MpsSvc'); enforcement = $enforcement
     policy = (Profiles 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'); local = (Profiles $firewall) }
}
`

export const lookFirewall: Script<SeenFirewall> = {
  name: 'look-firewall',
  answer: seenFirewall,
  body: `${lookAtFirewall}Look`,
}

/**
 * Input: the adapter and `rules`. A rule that is there is set, one that is not is made, and only then what is no longer
 * wanted goes: between two scopes there is no moment without rules. Aliases are wildcards (本地连接* 1), so they are escaped.
 */
export const applyFirewall: Script<SeenFirewall> = {
  name: 'apply-firewall',
  answer: seenFirewall,
  body: `${adapters}${lookAtFirewall}${oneAdapter}
$alias = [System.Management.Automation.WildcardPattern]::Escape([string]$found[0].Name)
$there = @((Rules).Keys)
foreach ($rule in @($in.rules)) {
  $with = @{ Direction = $rule.direction; Action = 'Block'; Enabled = 'True'; Profile = 'Any' }
  if ($rule.onAdapter) { $with.InterfaceAlias = $alias }
  if ($rule.remoteAddresses) { $with.RemoteAddress = @($rule.remoteAddresses) }
  if ($rule.protocol) { $with.Protocol = [string]$rule.protocol }
  if ($rule.remotePorts) { $with.RemotePort = @($rule.remotePorts) }
  if ($there -contains $rule.name) { Set-NetFirewallRule -Name $rule.name @with }
  else { New-NetFirewallRule -Name $rule.name -DisplayName $rule.name -Group 'yibao-sentinel' @with | Out-Null }
}
$wanted = @($in.rules | ForEach-Object { $_.name })
$obsolete = @($there | Where-Object { $wanted -notcontains $_ })
if ($obsolete.Count -gt 0) { Remove-NetFirewallRule -Name $obsolete }
Look`,
}

export const releaseFirewall: Script<SeenFirewall> = {
  name: 'release-firewall',
  answer: seenFirewall,
  body: `${lookAtFirewall}
$there = @((Rules).Keys)
if ($there.Count -gt 0) { Remove-NetFirewallRule -Name $there }
Look`,
}
