// The firewall layer of Windows against a machine as documented: what is applied, what is believed, and what makes it void.
import { describe, expect, test } from 'vitest'
import {
  insuranceGuid,
  onInsurance as target,
  windowsPrograms as programs,
  WindowsMachine,
} from '#test/fakes/windows-machine.ts'
import { windowsFirewall } from './windows-firewall.ts'
import { blockRules } from './windows-firewall-rules.ts'
import { applyFirewall } from './windows-scripts.ts'

const layer = (machine: WindowsMachine) => windowsFirewall({ commands: machine, programs, prefixes: ['172.20.0.0/16'] })
const texts = (machine: WindowsMachine) => [...machine.rules.values()].map((text) => text.replace(/\|Name=.*/, ''))

async function cut(scope: 'full' | 'selective' = 'full') {
  const machine = new WindowsMachine()
  await layer(machine).apply(target, scope)
  return machine
}

describe('what is applied', () => {
  test('full: the adapter both ways, and what is behind it over every other adapter', async () => {
    expect(texts(await cut())).toEqual([
      `v2.30|Action=Block|Active=TRUE|Dir=Out|IF=${insuranceGuid}`,
      `v2.30|Action=Block|Active=TRUE|Dir=In|IF=${insuranceGuid}`,
      'v2.30|Action=Block|Active=TRUE|Dir=Out|RA4=10.9.0.1|RA4=172.20.0.0/16',
      'v2.30|Action=Block|Active=TRUE|Dir=In|RA4=10.9.0.1|RA4=172.20.0.0/16',
    ])
  })
  test('selective: no range holds the office, and at the office no port and protocol but one is left', async () => {
    const out = texts(await cut('selective')).filter((text) => text.includes('Dir=Out'))
    expect(out.map((text) => text.replace(`IF=${insuranceGuid}|`, '').slice(39))).toEqual([
      'RA4=0.0.0.0-10.9.0.0|RA4=10.9.0.2-255.255.255.255|RA6=0:0:0:0:0:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      'Protocol=6|RPort2_10=0-7442|RPort2_10=7444-65535|RA4=10.9.0.1',
      'Protocol=17|RA4=10.9.0.1',
      'Protocol=41|RA4=10.9.0.1',
      'Protocol=47|RA4=10.9.0.1',
      'Protocol=1|RA4=10.9.0.1',
    ])
  })
  test('selective over IPv6 leaves neighbour discovery, and nothing else, to the link', () => {
    const rules = blockRules('selective', { address: 'fd09::1', port: 7443 }, [])
    const others = rules.find(({ name }) => name.endsWith('others-out'))?.remoteAddresses ?? []
    expect(others).toContain('fd09:0:0:0:0:0:0:2-fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
    expect(others.filter((range) => /^f[ef]80|^ff02/.test(range))).toEqual([])
    const onLink = rules.filter(({ name }) => name.includes('neighbours') && name.endsWith('-in'))
    expect(onLink.map(({ protocol }) => protocol)).toEqual([6, 17, 41, 47])
  })
  test.each([1, 65_535])('the office on port %i', (port) => {
    const ports = blockRules('selective', { address: '10.9.0.1', port }, []).find(({ name }) =>
      name.endsWith('ports-out'),
    )
    expect(ports?.remotePorts).toEqual(port === 1 ? ['0-0', '2-65535'] : ['0-65534'])
  })
  test('an office by name cannot be pinned', async () => {
    const named = { ...target, gateway: { address: 'office.example', port: 7443 } }
    await expect(layer(new WindowsMachine()).apply(named, 'selective')).rejects.toMatchObject({
      code: 'config/damaged',
    })
    await layer(new WindowsMachine()).apply(named, 'full')
  })
  test('from selective to full nothing is taken away before the new rules stand', async () => {
    const machine = await cut('selective')
    expect(applyFirewall.body.indexOf('New-Net')).toBeLessThan(applyFirewall.body.indexOf('Remove-Net'))
    await layer(machine).apply(target, 'full')
    expect(await layer(machine).status(target, 'full')).toMatchObject({ stands: true })
    expect(await layer(machine).status(target, 'selective')).toMatchObject({ stands: false, gone: false })
  })
  test('other people’s rules are left alone', async () => {
    const machine = await cut()
    await layer(machine).release(target)
    expect(machine.rules.size).toBe(0)
    expect(machine.ran).toEqual(['apply-firewall 4', 'release-firewall'])
  })
})

describe('what is believed', () => {
  const change = (from: string | RegExp, to: string) => (machine: WindowsMachine) => {
    const [[name, text] = ['', '']] = machine.rules
    machine.rules.set(name, text.replace(from, to))
  }
  test.each<[string, (machine: WindowsMachine) => void, string | undefined]>([
    ['control: as applied', () => {}, undefined],
    ['control: the GUID in small letters', change(insuranceGuid, insuranceGuid.toLowerCase()), undefined],
    ['a rule is gone', (machine) => machine.rules.delete('yibao-sentinel-full-all-out'), 'is missing'],
    ['a rule is switched off', change('Active=TRUE', 'Active=FALSE'), 'switched off'],
    ['a rule allows', change('Action=Block', 'Action=Allow'), 'action Allow'],
    ['a rule is on another adapter', change(insuranceGuid, '{00000000-0000-0000-0000-000000000000}'), 'on {0000'],
    ['a rule is for one program', change('Name=', String.raw`App=C:\a.exe|Name=`), 'only for App'],
    ['a rule is for one profile', change('Name=', 'Profile=Public|Name='), 'only for Profile'],
    ['a rule is for one protocol', change('Name=', 'Protocol=6|Name='), 'protocol 6'],
    ['a rule is for some addresses', change('Name=', 'RA4=10.0.0.0/255.0.0.0|Name='), 'other addresses'],
    ['the firewall service is stopped', (machine) => (machine.service = false), 'MpsSvc'],
    ['the filtering engine is stopped', (machine) => (machine.engine = false), 'BFE'],
    [
      'off in a profile',
      (machine) => (machine.local = { StandardProfile: { EnableFirewall: 0 } }),
      'off in the private profile',
    ],
    [
      'off by policy, on locally',
      (machine) => {
        machine.policy = { DomainProfile: { EnableFirewall: 0 } }
        machine.local = { DomainProfile: { EnableFirewall: 1 } }
      },
      'off in the domain profile',
    ],
    [
      'control: on by policy, off locally',
      (machine) => {
        machine.policy = { PublicProfile: { EnableFirewall: 1 } }
        machine.local = { PublicProfile: { EnableFirewall: 0 } }
      },
      undefined,
    ],
    [
      'off by an old policy for all that is not the domain',
      (machine) => (machine.policy = { StandardProfile: { EnableFirewall: 0 } }),
      'off in the private',
    ],
    [
      'the domain voids local rules',
      (machine) => (machine.policy = { DomainProfile: { AllowLocalPolicyMerge: 0 } }),
      'voids local rules',
    ],
    [
      'the adapter is left out',
      (machine) => (machine.local = { PublicProfile: { DisabledInterfaces: `{1},${insuranceGuid}` } }),
      'leaves this adapter out',
    ],
    ['another product has the firewall', (machine) => (machine.enforcement = [3]), 'another product'],
    ['local rules are refused in the active store', (machine) => (machine.enforcement = [5, 16]), 'not allowed'],
    ['control: the active store cannot be asked', (machine) => (machine.enforcement = []), undefined],
    [
      'control: the adapter is disabled, so no interface resolves',
      (machine) => (machine.enforcement = [10]),
      undefined,
    ],
  ])('%s', async (_, tamper, why) => {
    const machine = await cut()
    tamper(machine)
    const { stands, gone, detail } = await layer(machine).status(target, 'full')
    expect({ stands, gone }).toEqual({ stands: why === undefined, gone: false })
    if (why !== undefined) expect(detail).toContain(why)
  })
  test('ranges written another way are the same ranges', async () => {
    const machine = await cut('selective')
    const name = 'yibao-sentinel-selective-protocol-17-out'
    machine.rules.set(name, machine.rules.get(name)!.replace('RA4=10.9.0.1', 'RA4=10.9.0.1/255.255.255.255'))
    expect(await layer(machine).status(target, 'selective')).toMatchObject({ stands: true })
  })
  test('half of the rules are half a layer, which a release removes and a second apply completes', async () => {
    const machine = new WindowsMachine()
    machine.diesAfterRules = 1
    await expect(layer(machine).apply(target, 'full')).rejects.toThrow('ended')
    expect(await layer(machine).status(target, 'full')).toMatchObject({ stands: false, gone: false })
    machine.diesAfterRules = Number.POSITIVE_INFINITY
    await layer(machine).apply(target, 'full')
    expect(await layer(machine).status(target, 'full')).toMatchObject({ stands: true })
    await layer(machine).release(target)
    expect(await layer(machine).status(target, 'full')).toMatchObject({ gone: true })
  })
})

describe('refusals', () => {
  test.each<[string, (machine: WindowsMachine) => void, string]>([
    ['without rights', (machine) => (machine.isDenied = true), 'isolation/not-permitted'],
    ['the service is stopped', (machine) => (machine.service = false), 'command/failed'],
    ['the adapter is gone', (machine) => (machine.adapters = []), 'isolation/adapter-not-found'],
  ])('%s', async (_, trouble, code) => {
    const machine = new WindowsMachine()
    trouble(machine)
    await expect(layer(machine).apply(target, 'full')).rejects.toMatchObject({ code })
  })
  test('a machine without PowerShell never had the layer', async () => {
    const bare = windowsFirewall({ commands: new WindowsMachine(), programs: {} })
    expect(await bare.status(target, 'full')).toMatchObject({ stands: false, gone: true })
    await bare.release(target)
    await expect(bare.apply(target, 'full')).rejects.toMatchObject({ code: 'command/not-found' })
  })
})
