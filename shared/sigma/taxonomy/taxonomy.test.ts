// Native records become events of Sigma's taxonomy; the native names stay.
import { expect, test } from 'vitest'
import type { SigmaEvent } from '../event.ts'
import { auditdEvent, syslogEvent } from './linux.ts'
import { windowsEvent } from './windows.ts'

const started = {
  Channel: 'Security',
  EventID: 4688,
  NewProcessName: 'C:\\a.exe',
  ParentProcessName: 'C:\\b.exe',
  NewProcessId: '0x1a4',
  ProcessId: '0x10',
  SubjectUserName: 'li',
  SubjectDomainName: 'SHOP',
  TargetUserName: '-',
  MandatoryLabel: 'S-1-16-12288',
}

test.each<[string, SigmaEvent, string | undefined, readonly string[], Record<string, unknown>]>([
  [
    '4688',
    windowsEvent(started, 0),
    'security',
    ['process_creation'],
    {
      Image: 'C:\\a.exe',
      ParentImage: 'C:\\b.exe',
      ProcessId: '420',
      ParentProcessId: '16',
      User: 'SHOP\\li',
      IntegrityLevel: 'High',
      NewProcessName: 'C:\\a.exe',
    },
  ],
  [
    '4688 as another account',
    windowsEvent({ ...started, TargetUserName: 'svc', TargetDomainName: 'SHOP' }, 0),
    'security',
    ['process_creation'],
    { User: 'SHOP\\svc' },
  ],
  [
    '4657',
    windowsEvent(
      {
        Channel: 'security',
        EventID: '4657',
        ObjectName: '\\REGISTRY\\MACHINE\\Software\\X',
        ObjectValueName: 'Y',
        NewValue: '1',
        NewValueType: '%%1876',
        ProcessName: 'C:\\reg.exe',
      },
      0,
    ),
    'security',
    ['registry_event', 'registry_set'],
    { TargetObject: 'HKLM\\Software\\X\\Y', Details: 'DWORD (0x00000001)', Image: 'C:\\reg.exe' },
  ],
  [
    '4663, written',
    windowsEvent({ Channel: 'Security', EventID: 4663, ObjectType: 'File', ObjectName: 'C:\\x', AccessMask: '0x2' }, 0),
    'security',
    ['file_event'],
    { TargetFilename: 'C:\\x' },
  ],
  [
    '4663, only read',
    windowsEvent({ Channel: 'Security', EventID: 4663, ObjectType: 'File', ObjectName: 'C:\\x', AccessMask: '0x1' }, 0),
    'security',
    [],
    { ObjectName: 'C:\\x' },
  ],
  [
    '5156',
    windowsEvent(
      {
        Channel: 'Security',
        EventID: 5156,
        Direction: '%%14593',
        DestAddress: '1.2.3.4',
        DestPort: '443',
        Protocol: '6',
      },
      0,
    ),
    'security',
    ['network_connection'],
    { Initiated: 'true', DestinationIp: '1.2.3.4', DestinationPort: '443', Protocol: 'tcp' },
  ],
  [
    'Sysmon 12, a key made',
    windowsEvent({ Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 12, EventType: 'CreateKey' }, 0),
    'sysmon',
    ['registry_event', 'registry_add'],
    {},
  ],
  [
    'Sysmon 12, a value deleted',
    windowsEvent({ Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 12, EventType: 'DeleteValue' }, 0),
    'sysmon',
    ['registry_event', 'registry_delete'],
    {},
  ],
  [
    'DNS client 3008',
    windowsEvent({ Channel: 'Microsoft-Windows-DNS-Client/Operational', EventID: 3008, QueryName: 'a.cn' }, 0),
    'dns-client',
    ['dns_query'],
    { QueryName: 'a.cn' },
  ],
  [
    'Defender, without blanks',
    windowsEvent({ Channel: 'Microsoft-Windows-Windows Defender/Operational', EventID: 1116, 'Threat Name': 'X' }, 0),
    'windefend',
    [],
    { ThreatName: 'X', 'Threat Name': 'X' },
  ],
  [
    'a channel of the language’s own',
    windowsEvent({ Channel: 'constructor', EventID: 'toString' }, 0),
    undefined,
    [],
    {},
  ],
  [
    'auditd EXECVE',
    auditdEvent({ type: 'EXECVE', a0: 'rm', a1: '-rf', a2: '/x', exe: '/usr/bin/rm' }, 0),
    'auditd',
    ['process_creation'],
    { CommandLine: 'rm -rf /x', Image: '/usr/bin/rm', a1: '-rf' },
  ],
  ['auditd PATH', auditdEvent({ type: 'PATH', name: '/etc/shadow' }, 0), 'auditd', [], { name: '/etc/shadow' }],
  ['sshd', syslogEvent({ program: 'sshd', message: 'Accepted' }, 0), 'sshd', [], { message: 'Accepted' }],
  ['another program', syslogEvent({ program: 'x', message: 'y' }, 0), 'syslog', [], {}],
])('%s', (_, { origin, fields }, service, categories, expected) => {
  expect([origin.service, origin.categories]).toEqual([service, categories])
  expect(fields).toMatchObject(expected)
})

test('events of one kind have the same origin, by which the engine remembers whom to ask', () => {
  expect(windowsEvent(started, 0).origin).toBe(windowsEvent({ ...started }, 1).origin)
})
