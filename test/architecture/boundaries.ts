// Who may import whom, as data: each line carries its reason. `boundaries.test.ts` holds the code to it.

export interface Boundary {
  /** A folder or file. The longest line that matches a file is the one that holds for it. */
  readonly folder: string
  /** Folders or files it may import, besides itself. */
  readonly may: readonly string[]
  /** Folders or files of which it may import types only: erased, so nothing runs. */
  readonly mayTypes?: readonly string[]
  readonly because: string
}

const shared = 'shared'

export const boundaries: readonly Boundary[] = [
  { folder: 'shared', may: [], because: 'what both sides agree on; it reaches no machine' },
  { folder: 'shared/domain', may: ['shared/fault.ts'], because: 'knows neither wire nor wording' },
  {
    folder: 'shared/sigma',
    may: [],
    mayTypes: ['shared/domain/severity.ts'],
    because: 'rules and events in, matches out: it could leave the project as a library',
  },

  { folder: 'agent', may: [shared], because: 'knows the server only by the protocol' },
  { folder: 'agent/machine', may: [shared], because: 'commands, clocks and disks; knows nothing of alerts' },
  { folder: 'agent/sources', may: [shared, 'agent/machine'], because: 'a source reports and judges nothing' },
  { folder: 'agent/detection', may: [shared], because: 'detection decides; response acts' },
  {
    folder: 'agent/detection/sigma/sigma-worker.ts',
    may: [shared, 'agent/detection', 'agent/machine/clock.ts'],
    because: 'composition: a thread of its own wires its own clock',
  },
  { folder: 'agent/response', may: [shared, 'agent/machine'], because: 'takes orders; does not look for reasons' },
  {
    folder: 'agent/platform',
    may: [shared, 'agent/sources', 'agent/response', 'agent/machine'],
    because: 'a list of parts, not a place for logic',
  },
  { folder: 'agent/identity', may: [shared, 'agent/machine'], because: 'keys and certificates; knows no alert' },
  { folder: 'agent/outbox', may: [shared], because: 'wired only in main.ts' },
  {
    folder: 'agent/link',
    may: [shared, 'agent/identity'],
    mayTypes: ['agent/outbox/outbox.ts'],
    because: 'wired only in main.ts; speaks as the enrolled endpoint and drains the outbox through its port',
  },
  { folder: 'agent/journal', may: [shared], because: 'wired only in main.ts' },
  { folder: 'agent/guard', may: [shared], because: 'wired only in main.ts' },
  { folder: 'agent/panel', may: [shared], because: 'wired only in main.ts' },
  {
    folder: 'agent/panel/page',
    may: [shared],
    mayTypes: ['agent/panel'],
    because: 'runs in a browser: of the panel it knows the shape of the answers',
  },

  { folder: 'server', may: [shared], because: 'knows the agent only by the protocol' },
  { folder: 'server/gateway', may: [shared], because: 'moves frames; knows no incident' },
  { folder: 'server/workflow', may: [shared], because: 'decided without storage, network or clock' },
  { folder: 'server/store', may: [shared, 'server/workflow'], because: 'keeps what the workflow decided' },
  {
    folder: 'server/intake',
    may: [shared, 'server/gateway/inbox.ts', 'server/store', 'server/workflow'],
    because: 'joins the gateway to the store',
  },
  {
    folder: 'server/documents',
    may: [shared, 'server/workflow'],
    mayTypes: ['server/store/documents.ts', 'server/audit/manifest.ts'],
    because: 'a view of a history; what it makes is kept and sealed by others, through their ports',
  },
  {
    folder: 'server/console',
    may: [shared, 'server/store', 'server/people', 'server/workflow', 'server/documents', 'server/registry/files'],
    mayTypes: ['server/audit/manifest.ts', 'server/notify/inbox.ts', 'server/registry/registrar.ts'],
    because: 'reads the store, commands the workflow',
  },
  {
    folder: 'server/console/page',
    may: [shared],
    mayTypes: ['server/console', 'server/workflow'],
    because: 'runs in a browser: of the console it knows the shape of the answers',
  },
  {
    folder: 'server/notify',
    may: [
      shared,
      'server/workflow/ports.ts',
      // On which mornings people are reminded of the five working days.
      'server/workflow/calendar',
      'server/workflow/clocks',
      'server/workflow/course.ts',
      'server/workflow/deadlines.ts',
      'server/workflow/settings',
      'server/workflow/who.ts',
    ],
    mayTypes: ['server/workflow/situation.ts', 'server/workflow/office.ts', 'server/store/deliveries.ts'],
    because:
      'a notice is carried, not decided, here: it looks at clocks and posts, writes into the history through steps, and keeps its rows through a port',
  },
  {
    folder: 'server/registry',
    may: [shared, 'server/store', 'server/workflow', 'server/pki/enrollment-code.ts'],
    because: 'who and what there is: asks the office’s chain first, then writes the tables',
  },
  {
    folder: 'server/registry/files',
    may: [shared],
    because: 'a file becomes a plan; it stores nothing',
  },
  {
    folder: 'server/people',
    may: [shared, 'server/store', 'server/workflow', 'server/pki/private-file.ts'],
    because: 'who may sit at the console: asks the office’s chain first, then keeps what proves it',
  },
  { folder: 'server/pki', may: [shared, 'server/store'], because: 'knows no incident' },
  {
    folder: 'server/audit',
    may: [shared, 'server/store', 'server/workflow/chain.ts', 'server/pki/private-file.ts'],
    mayTypes: ['server/workflow'],
    because: 'reads what the store kept as an auditor would: rows and links, not their meaning',
  },
  { folder: 'server/cluster', may: [shared, 'server/store'], because: 'knows no incident' },

  { folder: 'agent/main.ts', may: [shared, 'agent'], because: 'composition: the one place that wires the agent' },
  { folder: 'server/main.ts', may: [shared, 'server'], because: 'composition: the one place that wires the server' },
  {
    folder: 'scripts',
    may: [shared, 'agent', 'server', 'test'],
    because: 'composition: builds, starts and measures the whole',
  },
  { folder: 'test', may: [shared, 'agent', 'server', 'scripts'], because: 'composition: tests the whole' },
]

/** What a test beside the code may use on top of its folder's line. */
export const besideTests = ['test/fakes', 'test/fixtures', 'test/contract']

/** Libraries that have one home; everywhere else their absence is what keeps the areas apart. */
export const homes: Readonly<Record<string, { readonly in: readonly string[]; readonly because: string }>> = {
  winston: { in: ['agent/log.ts', 'server/log.ts'], because: 'one logger, made in main, passed as Log' },
  systeminformation: { in: ['agent'], because: 'looks at the machine, which is the agent’s work' },
  fastify: { in: ['server'], because: 'the console’s HTTP' },
  otpauth: { in: ['server/people', 'test'], because: 'the second factor; tests hold the telephone' },
  axios: { in: ['server/notify/channels'], because: 'the only requests that leave the office' },
  nodemailer: { in: ['server/notify/channels'], because: 'the only mail that leaves the office' },
  docx: { in: ['server/documents'], because: 'the only Word documents' },
  fflate: { in: ['server/documents'], because: 'the archive of an incident' },
  react: { in: ['server/console/page'], because: 'the duty officer’s page' },
  'react-dom': { in: ['server/console/page'], because: 'the duty officer’s page' },
  antd: { in: ['server/console/page'], because: 'the duty officer’s page' },
  preact: { in: ['agent/panel/page'], because: 'the counter’s page, 10 kB instead of 140' },
}

/** The packages that shared/ may use: it runs in Node and in browsers. */
export const sharedPackages = ['zod']
