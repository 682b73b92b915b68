// The firewall layer against recorded answers of nft 1.0.6 and iproute2 6.1: success, refusal, false success, half done.
import { describe, expect, test } from 'vitest'
import { Fault } from '#shared/fault.ts'
import { RecordedCommands } from '#test/fakes/recorded-commands.ts'
import type { Recording } from '#test/fakes/recorded-commands.ts'
import type { IsolationTarget } from './driver.ts'
import { linuxNftables } from './linux-nftables.ts'

const programs = { nft: '/usr/sbin/nft', ip: '/usr/sbin/ip', ss: '/usr/bin/ss' }
const target: IsolationTarget = {
  adapter: { name: 'ins0', index: 2, mac: '02:c5:3d:e8:7d:c2' },
  gateway: { address: '10.9.0.1', port: 7443 },
}

const metainfo = '{"metainfo": {"version": "1.0.6", "release_name": "Lester Gooch #5", "json_schema_version": 1}}'
const listing = (...parts: string[]) => ({ stdout: `{"nftables": [${[metainfo, ...parts].join(', ')}]}\n` })
const table = (family: string) => `{"table": {"family": "${family}", "name": "yibao_sentinel", "handle": 6}}`
const chain = (name: string, hook: string, prio: number, family = 'inet', policy = 'accept') =>
  `{"chain": {"family": "${family}", "table": "yibao_sentinel", "name": "${name}", "handle": 1, "type": "filter", "hook": "${hook}", "prio": ${prio}, "policy": "${policy}"}}`
const dropBy = (chainName: string, key: string) =>
  `{"rule": {"family": "inet", "table": "yibao_sentinel", "chain": "${chainName}", "handle": 3, "expr": [{"match": {"op": "==", "left": {"meta": {"key": "${key}"}}, "right": "ins0"}}, {"drop": null}]}}`

const fullInet = [
  table('inet'),
  chain('inward', 'prerouting', -500),
  chain('outward', 'postrouting', 500),
  dropBy('inward', 'iifname'),
  dropBy('outward', 'oifname'),
]
const fullNetdev = [
  table('netdev'),
  chain('ingress', 'ingress', -500, 'netdev', 'drop'),
  chain('egress', 'egress', -500, 'netdev', 'drop'),
]
const netdevText = (device: string) => ({
  stdout: `table netdev yibao_sentinel {\n\tchain ingress {\n\t\ttype filter hook ingress device "${device}" priority -500; policy drop;\n\t}\n\n\tchain egress {\n\t\ttype filter hook egress device "${device}" priority -500; policy drop;\n\t}\n}\n`,
})
const ins0 = {
  stdout:
    '[{"ifindex":2,"ifname":"ins0","flags":["BROADCAST","MULTICAST","UP","LOWER_UP"],"link_type":"ether","address":"02:c5:3d:e8:7d:c2","addr_info":[{"family":"inet","local":"10.9.0.2","prefixlen":24,"scope":"global"},{"family":"inet6","local":"fd09::2","prefixlen":64,"scope":"global"}]}]',
}
const noDevice = { exitCode: 1, stderr: 'Device "ins0" does not exist.\n' }

/** A machine that is fully cut; what a test names comes first. */
const machine = (...changed: Recording[]) =>
  new RecordedCommands([
    ...changed,
    { command: 'nft -c -f -', answers: [{}] },
    { command: 'nft -f -', answers: [{}] },
    { command: 'nft -j list tables', answers: [listing(table('inet'), table('netdev'))] },
    { command: 'nft -j list table inet yibao_sentinel', answers: [listing(...fullInet)] },
    { command: 'nft -j list table netdev yibao_sentinel', answers: [listing(...fullNetdev)] },
    { command: 'nft list table netdev yibao_sentinel', answers: [netdevText('ins0')] },
    { command: 'ip -j addr show dev ins0', answers: [ins0] },
    { command: 'ip -j addr show', answers: [ins0] },
    {
      command: 'ip -j route get 10.9.0.1',
      answers: [{ stdout: '[{"dst":"10.9.0.1","dev":"ins0","prefsrc":"10.9.0.2","flags":[],"uid":0,"cache":[]}]' }],
    },
    { command: /^ss -K/, answers: [{}] },
  ])
const driver = (commands: RecordedCommands) => linuxNftables({ commands, programs })

describe('what is applied', () => {
  test('full: one transaction, every direction, every protocol', async () => {
    const commands = machine()
    await driver(commands).apply(target, 'full')
    const [applied] = commands.ran.filter((line) => line.startsWith('nft -f -'))
    expect(applied).toBe(
      `nft -f - << table inet yibao_sentinel
delete table inet yibao_sentinel
table inet yibao_sentinel {
  chain inward {
    type filter hook prerouting priority -500; policy accept;
    iifname "ins0" drop
  }
  chain outward {
    type filter hook postrouting priority 500; policy accept;
    oifname "ins0" drop
  }
}
table netdev yibao_sentinel
delete table netdev yibao_sentinel
table netdev yibao_sentinel {
  chain ingress {
    type filter hook ingress device "ins0" priority -500; policy drop;
  }
  chain egress {
    type filter hook egress device "ins0" priority -500; policy drop;
  }
}`,
    )
  })

  test('selective: the pinned address and port, ARP with the next hop, and nothing more', async () => {
    const commands = machine()
    await driver(commands).apply(target, 'selective')
    const rules = commands.ran
      .find((line) => line.startsWith('nft -f -'))!
      .split('\n')
      .filter((line) => /accept$|drop$/.test(line))
    expect(rules.map((rule) => rule.trim())).toEqual([
      'iifname "ins0" ip saddr 10.9.0.1 tcp sport 7443 accept',
      'iifname "ins0" drop',
      'oifname "ins0" ip daddr 10.9.0.1 tcp dport 7443 accept',
      'oifname "ins0" drop',
      'ip saddr 10.9.0.1 tcp sport 7443 accept',
      'arp saddr ip 10.9.0.1 accept',
      'ip daddr 10.9.0.1 tcp dport 7443 accept',
      'arp daddr ip 10.9.0.1 accept',
    ])
  })

  test('selective behind a router: ARP with the router, not with the server', async () => {
    const commands = machine({
      command: 'ip -j route get 10.9.0.1',
      answers: [{ stdout: '[{"dst":"10.9.0.1","gateway":"10.1.0.254","dev":"ins0"}]' }],
    })
    await driver(commands).apply(target, 'selective')
    expect(commands.ran.join('\n')).toContain('arp daddr ip 10.1.0.254 accept')
    expect(commands.ran.join('\n')).not.toContain('arp daddr ip 10.9.0.1')
  })

  test.each([
    ['over another adapter', { stdout: '[{"dst":"10.9.0.1","gateway":"192.168.1.1","dev":"wlan0"}]' }],
    ['nowhere', { exitCode: 2, stderr: 'RTNETLINK answers: Network is unreachable\n' }],
  ])('selective where the gateway is reached %s: no ARP at all', async (_, answer) => {
    const commands = machine({ command: 'ip -j route get 10.9.0.1', answers: [answer] })
    await driver(commands).apply(target, 'selective')
    expect(commands.ran.join('\n')).not.toContain('arp')
  })

  test('selective over IPv6: neighbour discovery of this link only', async () => {
    const commands = machine({
      command: 'ip -j route get fd09::1',
      answers: [
        {
          stdout:
            '[{"dst":"fd09::1","from":"::","dev":"ins0","protocol":"kernel","prefsrc":"fd09::2","metric":256,"flags":[],"pref":"medium"}]',
        },
      ],
    })
    await driver(commands).apply({ ...target, gateway: { address: 'fd09::1', port: 7443 } }, 'selective')
    const text = commands.ran.join('\n')
    expect(text).toContain('ip6 saddr fd09::1 tcp sport 7443 accept')
    expect(text).toContain('ip6 hoplimit 255 icmpv6 type nd-neighbor-solicit accept')
    expect(text).not.toContain('arp')
  })

  test('closes what spoke over the adapter, but not the office’s connection', async () => {
    const commands = machine()
    await driver(commands).apply(target, 'full')
    await driver(commands).apply(target, 'selective')
    expect(commands.ran.filter((line) => line.startsWith('ss'))).toEqual([
      'ss -K -H -t -n state connected ( src 10.9.0.2 or src [fd09::2] )',
      'ss -K -H -t -n state connected ( src 10.9.0.2 or src [fd09::2] ) and not ( dst 10.9.0.1 and dport = :7443 )',
    ])
  })

  test.each([
    ['slow', new Fault('command/timed-out', 'ss did not end')],
    ['without support in the kernel', { exitCode: 1, stderr: 'RTNETLINK answers: Operation not supported\n' }],
  ])('an ss that is %s does not make the cut fail', async (_, answer) => {
    await driver(machine({ command: /^ss -K/, answers: [answer] })).apply(target, 'full')
  })

  test.each([
    [
      'before egress hooks (5.16)',
      [{ exitCode: 1, stderr: 'Error: Could not process rule: Operation not supported\n' }, {}],
      ['inet', 'netdev'],
      'egress',
    ],
    ['without the netdev family', [{ exitCode: 1 }, { exitCode: 1 }], ['inet'], 'netdev'],
  ] as const)('a kernel %s gets what it can do', async (_, answers, families, lacks) => {
    const commands = machine({ command: 'nft -c -f -', answers })
    await driver(commands).apply(target, 'full')
    const applied = commands.ran.find((line) => line.startsWith('nft -f -'))!
    expect([...applied.matchAll(/^table (\w+) yibao_sentinel \{/gm)].map(([, family]) => family)).toEqual(families)
    expect(applied).not.toContain(lacks)
  })
})

describe('what fails', () => {
  test.each([
    [
      'not root',
      { exitCode: 1, stderr: 'Error: Could not process rule: Operation not permitted\n' },
      'isolation/not-permitted',
    ],
    [
      'a kernel that refuses',
      { exitCode: 1, stderr: 'Error: Could not process rule: No such file or directory\n' },
      'command/failed',
    ],
    ['nft that hangs', new Fault('command/timed-out', 'nft did not end within 5000 ms'), 'command/timed-out'],
  ])('%s', async (_, answer, code) => {
    await expect(
      driver(machine({ command: 'nft -f -', answers: [answer] })).apply(target, 'full'),
    ).rejects.toMatchObject({ code })
  })

  test('a gateway that is a name cannot be pinned', async () => {
    const named = { ...target, gateway: { address: 'ybj.bishan.gov.cn', port: 7443 } }
    await expect(driver(machine()).apply(named, 'selective')).rejects.toMatchObject({ code: 'config/damaged' })
    await driver(machine()).apply(named, 'full')
  })

  test('without nft', async () => {
    const commands = machine()
    const layer = linuxNftables({ commands, programs: { ip: '/usr/sbin/ip' } })
    await expect(layer.apply(target, 'full')).rejects.toMatchObject({ code: 'command/not-found' })
    expect(await layer.status(target, 'full')).toMatchObject({ stands: false, gone: true })
    await layer.release(target)
  })

  test('a device chain that is refused leaves the inet table standing, and is told', async () => {
    const commands = machine({
      command: 'nft -f -',
      answers: [{ exitCode: 1, stderr: 'Error: Could not process rule: Device or resource busy\n' }, {}],
    })
    await expect(driver(commands).apply(target, 'full')).rejects.toThrow('inet table only')
    expect(commands.ran.filter((line) => line.startsWith('nft -f -')).at(-1)).not.toContain('netdev')
  })

  test('on an unplugged adapter the inet table waits for it, and that is enough', async () => {
    const commands = machine(
      {
        command: 'nft -f -',
        answers: [{ exitCode: 1, stderr: 'Error: Could not process rule: No such file or directory\n' }, {}],
      },
      { command: 'ip -j addr show dev ins0', answers: [noDevice] },
      { command: 'ip -j addr show', answers: [{ stdout: '[]' }] },
      { command: 'nft -j list tables', answers: [listing(table('inet'))] },
    )
    const layer = driver(commands)
    await layer.apply(target, 'full')
    expect(await layer.status(target, 'full')).toMatchObject({ stands: true, gone: false })
  })

  test.each(['a"; drop', 'two words', 'a*', 'a\\b', ''])(
    'an adapter named %j never gets into a ruleset',
    async (name) => {
      const commands = machine()
      await expect(
        driver(commands).apply({ ...target, adapter: { ...target.adapter, name } }, 'full'),
      ).rejects.toMatchObject({ code: 'isolation/adapter-not-found' })
      expect(commands.ran.filter((line) => line.startsWith('nft -f'))).toEqual([])
    },
  )
})

describe('what is believed', () => {
  const looked = (...changed: Recording[]) => driver(machine(...changed)).status(target, 'full')
  test('as applied', async () => {
    expect(await looked()).toMatchObject({ stands: true, gone: false })
  })
  test('control: exit code 0 and nothing changed', async () => {
    const commands = machine({ command: 'nft -j list tables', answers: [listing()] })
    await driver(commands).apply(target, 'full')
    expect(await driver(commands).status(target, 'full')).toMatchObject({ stands: false, gone: true })
  })
  test.each<[string, string, Recording]>([
    [
      'the netdev table is gone',
      'netdev: the table is missing',
      { command: 'nft -j list tables', answers: [listing(table('inet'))] },
    ],
    [
      'another table of that name in another family does not count',
      'inet: the table is missing',
      { command: 'nft -j list tables', answers: [listing(table('netdev'), table('ip'))] },
    ],
    [
      'a chain is gone',
      'chain outward is missing',
      {
        command: 'nft -j list table inet yibao_sentinel',
        answers: [listing(...fullInet.filter((part) => !part.includes('outward')))],
      },
    ],
    [
      'a rule is gone',
      'chain outward, rule 1 is missing',
      { command: 'nft -j list table inet yibao_sentinel', answers: [listing(...fullInet.slice(0, -1))] },
    ],
    [
      'an accept stands before it',
      'chain inward, rule 1 is [{"accept":null}]',
      {
        command: 'nft -j list table inet yibao_sentinel',
        answers: [
          listing(
            table('inet'),
            chain('inward', 'prerouting', -500),
            chain('outward', 'postrouting', 500),
            '{"rule": {"family": "inet", "table": "yibao_sentinel", "chain": "inward", "handle": 9, "expr": [{"accept": null}]}}',
            ...fullInet.slice(3),
          ),
        ],
      },
    ],
    [
      'another adapter is dropped',
      'chain inward, rule 1',
      {
        command: 'nft -j list table inet yibao_sentinel',
        answers: [listing(...fullInet.map((part) => part.replace('"right": "ins0"', '"right": "oth0"')))],
      },
    ],
    [
      'the policy is loosened',
      'hangs differently',
      {
        command: 'nft -j list table netdev yibao_sentinel',
        answers: [listing(table('netdev'), chain('ingress', 'ingress', -500, 'netdev', 'accept'), fullNetdev[2]!)],
      },
    ],
    [
      'the priority is another',
      'hangs differently',
      {
        command: 'nft -j list table inet yibao_sentinel',
        answers: [listing(...fullInet.map((part) => part.replace('-500', '0')))],
      },
    ],
    [
      'a foreign chain was added',
      'chain more is not ours',
      {
        command: 'nft -j list table inet yibao_sentinel',
        answers: [listing(...fullInet, chain('more', 'forward', 0))],
      },
    ],
    [
      'the device chains hang on another adapter',
      'hangs on oth0',
      { command: 'nft list table netdev yibao_sentinel', answers: [netdevText('oth0')] },
    ],
    [
      'the listing is not JSON',
      'the listing is not readable',
      {
        command: 'nft -j list table inet yibao_sentinel',
        answers: [{ stdout: 'Error: JSON support not compiled-in\n', exitCode: 1 }],
      },
    ],
  ])('not when %s', async (_, detail, changed) => {
    const status = await looked(changed)
    expect(status).toMatchObject({ stands: false, gone: false })
    expect(status.detail).toContain(detail)
  })
  test('a newer nft that names the device in JSON is not asked again', async () => {
    const commands = machine({
      command: 'nft -j list table netdev yibao_sentinel',
      answers: [listing(...fullNetdev.map((part) => part.replace('"prio"', '"dev": "ins0", "prio"')))],
    })
    expect(await driver(commands).status(target, 'full')).toMatchObject({ stands: true })
    expect(commands.ran).not.toContain('nft list table netdev yibao_sentinel')
  })
  test('a device that JSON names wrongly is seen', async () => {
    const wrong = fullNetdev.map((part) => part.replace('"prio"', '"dev": ["oth0"], "prio"'))
    expect(
      await looked({ command: 'nft -j list table netdev yibao_sentinel', answers: [listing(...wrong)] }),
    ).toMatchObject({ stands: false, detail: 'netdev: chain ingress hangs on oth0' })
  })
})

describe('a release', () => {
  test('deletes what is there, in one transaction', async () => {
    const commands = machine()
    await driver(commands).release(target)
    expect(commands.ran).toEqual([
      'nft -j list tables',
      'nft -f - << delete table inet yibao_sentinel\ndelete table netdev yibao_sentinel',
    ])
  })
  test('of nothing runs nothing', async () => {
    const commands = machine({
      command: 'nft -j list tables',
      answers: [listing('{"table": {"family": "ip", "name": "filter", "handle": 1}}')],
    })
    await driver(commands).release(target)
    expect(commands.ran).toEqual(['nft -j list tables'])
  })
  test('that the kernel refuses throws', async () => {
    await expect(
      driver(
        machine({
          command: 'nft -f -',
          answers: [{ exitCode: 1, stderr: 'Error: Could not process rule: Operation not permitted' }],
        }),
      ).release(target),
    ).rejects.toMatchObject({ code: 'isolation/not-permitted' })
  })
})
