/** Which categories of Sigma a Windows event is of, by channel in lower case and event id, and what its fields are called there. */

import type { FieldMapping, Mapping } from './mapping.ts'

/** Sysmon's own names are the taxonomy. */
const sysmon: Readonly<Record<number, readonly Mapping[]>> = {
  1: [{ categories: ['process_creation'] }],
  2: [{ categories: ['file_change'] }],
  3: [{ categories: ['network_connection'] }],
  4: [{ categories: ['sysmon_status'] }],
  5: [{ categories: ['process_termination'] }],
  6: [{ categories: ['driver_load'] }],
  7: [{ categories: ['image_load'] }],
  8: [{ categories: ['create_remote_thread'] }],
  9: [{ categories: ['raw_access_thread'] }],
  10: [{ categories: ['process_access'] }],
  11: [{ categories: ['file_event'] }],
  12: [
    { categories: ['registry_event', 'registry_add'], when: { field: 'EventType', is: ['createkey'] } },
    {
      categories: ['registry_event', 'registry_delete'],
      when: { field: 'EventType', is: ['deletekey', 'deletevalue'] },
    },
    { categories: ['registry_event'] },
  ],
  13: [{ categories: ['registry_event', 'registry_set'] }],
  14: [{ categories: ['registry_event', 'registry_rename'] }],
  15: [{ categories: ['create_stream_hash'] }],
  16: [{ categories: ['sysmon_status'] }],
  17: [{ categories: ['pipe_created'] }],
  18: [{ categories: ['pipe_created'] }],
  19: [{ categories: ['wmi_event'] }],
  20: [{ categories: ['wmi_event'] }],
  21: [{ categories: ['wmi_event'] }],
  22: [{ categories: ['dns_query'] }],
  23: [{ categories: ['file_delete'] }],
  24: [{ categories: ['clipboard_capture'] }],
  25: [{ categories: ['process_tampering'] }],
  26: [{ categories: ['file_delete'] }],
  27: [{ categories: ['file_block_executable'] }],
  28: [{ categories: ['file_block_shredding'] }],
  29: [{ categories: ['file_executable_detected'] }],
  255: [{ categories: ['sysmon_error'] }],
}

const object = (to: string): readonly FieldMapping[] => [
  { to, from: 'ObjectName' },
  { to: 'Image', from: 'ProcessName' },
  { to: 'ProcessId', from: 'ProcessId', as: 'decimal' },
  { to: 'User', from: 'SubjectUserName', as: 'account' },
]

const security: Readonly<Record<number, readonly Mapping[]>> = {
  4657: [
    {
      categories: ['registry_event', 'registry_set'],
      fields: [
        ...object('TargetObject').filter(({ to }) => to !== 'TargetObject'),
        { to: 'TargetObject', from: 'ObjectName', as: 'registryPath' },
        { to: 'Details', from: 'NewValue', as: 'registryValue' },
      ],
    },
  ],
  // WriteData and AppendData; a mere read of a watched file is no file event.
  4663: [
    {
      categories: ['file_event'],
      when: { field: 'ObjectType', is: ['file'] },
      whenBits: { field: 'AccessMask', any: 0x6 },
      fields: object('TargetFilename'),
    },
    {
      categories: ['file_delete'],
      when: { field: 'ObjectType', is: ['file'] },
      whenBits: { field: 'AccessMask', any: 0x1_0000 },
      fields: object('TargetFilename'),
    },
  ],
  4688: [
    {
      categories: ['process_creation'],
      fields: [
        { to: 'Image', from: 'NewProcessName' },
        { to: 'ParentImage', from: 'ParentProcessName' },
        // The native `ProcessId` is the creator's.
        { to: 'ParentProcessId', from: 'ProcessId', as: 'decimal' },
        { to: 'ProcessId', from: 'NewProcessId', as: 'decimal' },
        { to: 'User', from: 'SubjectUserName', as: 'account' },
        { to: 'LogonId', from: 'SubjectLogonId' },
        { to: 'IntegrityLevel', from: 'MandatoryLabel', as: 'integrity' },
      ],
    },
  ],
  5156: [
    {
      categories: ['network_connection'],
      fields: [
        { to: 'Image', from: 'Application' },
        { to: 'Initiated', from: 'Direction', as: 'initiated' },
        { to: 'SourceIp', from: 'SourceAddress' },
        { to: 'DestinationIp', from: 'DestAddress' },
        { to: 'DestinationPort', from: 'DestPort' },
        { to: 'Protocol', from: 'Protocol', as: 'protocol' },
      ],
    },
  ],
}

const powershell: Readonly<Record<number, readonly Mapping[]>> = {
  4103: [{ categories: ['ps_module'] }],
  4104: [{ categories: ['ps_script'] }],
}

export const windowsMappings: Readonly<Record<string, Readonly<Record<number, readonly Mapping[]>>>> = {
  'microsoft-windows-sysmon/operational': sysmon,
  'linux-sysmon/operational': sysmon,
  security,
  'microsoft-windows-powershell/operational': powershell,
  'powershellcore/operational': powershell,
  'windows powershell': {
    400: [{ categories: ['ps_classic_start'] }],
    600: [{ categories: ['ps_classic_provider_start'] }],
    800: [{ categories: ['ps_classic_script'] }],
  },
  'microsoft-windows-dns-client/operational': { 3008: [{ categories: ['dns_query'] }] },
}
