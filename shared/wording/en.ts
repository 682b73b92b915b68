/** Every sentence of the product in English; the keys are those of `zh-cn.ts`, which is the binding text. */

import type { Adapter } from '../domain/endpoint.ts'
import type { Wording } from './zh-cn.ts'

const faults: Wording['faults'] = {
  'command/failed': {
    what: 'A system command did not succeed',
    todo: 'Nothing else on this computer is affected; tell the administrator',
  },
  'command/not-found': {
    what: 'A system program is missing on this computer',
    todo: 'Ask the administrator to install it, then restart the sentinel',
  },
  'command/timed-out': {
    what: 'A system command took too long and was stopped',
    todo: 'This computer may be busy or affected; if it was being cut off, unplug the network cable',
  },
  'command/too-much-output': {
    what: 'A system command printed too much and was stopped',
    todo: 'Tell the administrator',
  },
  'config/damaged': {
    what: 'The settings file is damaged',
    todo: 'The file was not changed; mend the line that is named, or restore it from backup',
  },
  'config/unwritable': {
    what: 'The data folder cannot be written to',
    todo: 'Check disk space and permissions, or choose another place with SENTINEL_HOME',
  },
  'console/address-unusable': {
    what: 'The address or port to listen on cannot be used',
    todo: 'Check that --listen is an address of this computer and that the port needs no higher rights',
  },
  'console/port-in-use': {
    what: 'The port is used by another program',
    todo: 'Close that program, or choose another port with the option',
  },
  'enrollment/already-enrolled': {
    what: 'This computer is enrolled already',
    todo: 'Nothing to do; to move it to another institution, move the identity folder away first and use a new code',
  },
  'enrollment/code-refused': {
    what: 'The enrolment code is wrong, used or past its end',
    todo: 'Ask the bureau office for a new one',
  },
  'enrollment/not-enrolled': {
    what: 'This computer is not enrolled',
    todo: 'Ask the administrator for an enrolment code and enrol',
  },
  'enrollment/server-not-trusted': {
    what: 'This is not the bureau server that the enrolment code names',
    todo: 'The code was not sent; check the address and call the office',
  },
  'enrollment/unreachable': {
    what: 'The enrolment server cannot be reached',
    todo: 'Check the insurance network and try again; the code is still good',
  },
  'evidence/not-kept': {
    what: 'The evidence could not be kept',
    todo: 'Reporting and cutting go on; do not switch off, wait for the field team',
  },
  'isolation/adapter-ambiguous': {
    what: 'It is not clear which adapter is on the insurance network',
    todo: 'Name it in the settings; until then unplug the cable to cut off',
  },
  'isolation/adapter-not-found': {
    what: 'The insurance adapter of the settings is not there',
    todo: 'Check that it is plugged in; to cut off, unplug the cable and call the office',
  },
  'isolation/not-permitted': {
    what: 'No permission to cut the adapter',
    todo: 'Unplug the cable; ask the administrator to run the sentinel as a system service',
  },
  'isolation/not-verified': {
    what: 'The cut is not complete, the adapter still passes traffic',
    todo: 'Unplug the cable now and call the office',
  },
  'isolation/state-damaged': {
    what: 'The record of the isolation is damaged',
    todo: 'Treated as cut off; call the office to be released',
  },
  'outbox/damaged': {
    what: 'Some records of the outbox are damaged and were set aside',
    todo: 'The sound ones will be sent; check your last reports with the office by phone',
  },
  'outbox/full': { what: 'The disk is full, the report cannot be kept', todo: 'Call the duty phone now' },
  'outbox/not-durable': { what: 'This computer cannot keep the report', todo: 'Call the duty phone now' },
  'panel/not-running': {
    what: 'The sentinel is not running',
    todo: 'The report is kept on this computer and will be sent when it starts; call the duty phone too',
  },
  'panel/pipe-taken': {
    what: 'Another program holds the report channel of this computer',
    todo: 'A program may pose as the sentinel; call the office',
  },
  'store/locked': { what: 'Another server process is using the database', todo: 'Stop it first; no data was changed' },
  'store/not-durable': {
    what: 'The database could not be written',
    todo: 'Unacknowledged reports are still on the terminals and will be sent again; check disk space',
  },
  'store/schema-newer': {
    what: 'The database was made by a newer program',
    todo: 'No data was changed; use that version or a newer one',
  },
}

// ── counter ──
const counter: Wording['counter'] = {
  product: 'Medical Insurance Network Sentinel',
  marks: { good: '✔', waiting: '…', warning: '▲', off: '■', bad: '✖', cut: '▲▲' },
  phoneUnknown: 'the bureau’s duty officer',
  dutyPhone: (phone) => `Duty officer ${phone}`,
  where: (institution, name, number) => `${institution} · ${name} (${number})`,
  drillOn: 'Drill: the steps are shown, the network is not really cut',
  pressed: (account, later) =>
    later
      ? `The operator pressed the report button (account ${account}; the sentinel was not running, sent later)`
      : `The operator pressed the report button (account ${account})`,

  ready: {
    title: 'Ready',
    button: 'Report',
    buttonWhen: 'Press when the computer has a virus, files do not open, or somebody else is controlling it',
    afterPress: {
      countdown: (seconds) =>
        `A press reports to the bureau at once; ${seconds} seconds later the insurance network is cut, unless you put it off.`,
      ask: 'A press reports to the bureau at once; cutting the insurance network is up to you.',
      cut: 'A press reports to the bureau and cuts the insurance network, both at once.',
    },
    protected: 'Protected',
    connected: (at, secondsAgo) => `Connected to the bureau · last contact ${at} (${secondsAgo} s ago)`,
    connecting: 'Connecting to the bureau · you can report',
    offline: 'The bureau cannot be reached · you can report, it will be sent later · please phone as well',
    offlineSince: (at) => `Last contact ${at}`,
    retryIn: (attempt, seconds) => `try ${attempt}, next in ${seconds} s`,
    loading: 'Starting, please wait… (the report button works already)',
    notEnrolled: 'This computer is not enrolled, call the administrator; code: ____',
    degraded: (because) => `Partly unprotected: ${because.join(' / ')}`,
    sourcesStopped: (stopped, of) => `${stopped} of ${of} monitors stopped`,
    noIsolation: 'cutting does not work here; unplug the network cable if needed',
    agentDead: (code, phone) => `The report is saved on this computer, code ${code}. Call ${phone} now`,
    agentSilent: (phone) => `The sentinel does not answer. Report with the icon on the desktop and call ${phone}`,
    drill: 'Drill',
    drillAsk: 'The drill walks through a report, marked as a drill; nothing is cut. Begin?',
    recent: 'Recent reports',
    recentEmpty: 'No reports yet. Please drill once a month.',
    lastDrill: (date) => `Last drill ${date}`,
    back: 'Back',
  },

  reported: {
    title: 'Reported',
    detectedTitle: 'The sentinel found something and reported it',
    saved: 'Saved',
    delivered: 'Received by the bureau',
    taken: 'Taken by the duty officer',
    takenBy: (by) => by,
    sending: (attempt, seconds) =>
      seconds > 0 ? `Sending… try ${attempt}, next in ${seconds} s` : `Sending… try ${attempt}`,
    notDelivered: (phone) => `Not delivered yet (saved, will be sent later) → call ${phone} and give the code`,
    awaitingOfficer: 'Waiting for the duty officer',
    unattended: 'Nobody has taken it yet; they were reminded, please phone',
    code: 'Report code',
    codeUse: 'Give this code on the phone',
    incident: (number) => `Incident ${number}`,
    what: 'What happened? (optional)',
    annotations: {
      'files-locked': 'Files do not open / ransom demanded',
      'remote-control': 'Somebody is controlling it remotely',
      unsure: 'Not sure / other',
    },
    doNow: 'Now please:',
    handsOff: 'Hands off the keyboard; do not switch off, restart or plug in a USB stick',
    cut: 'Cut the insurance network now (hold 1.5 s)',
    cutAgain: 'Press again to cut the insurance network now',
    cutCost: 'Card settlement stops when it is cut',
    countdown: (seconds) => `The insurance network will be cut in ${seconds} s`,
    postpone: 'Settling, do not cut yet',
    postponements: { settling: 'Settling', 'patient-waiting': 'A patient is waiting', other: 'Another reason' },
    postponed: (reason) => `Reported, not cut (${reason}). You can still cut at once`,
    asking: 'Not cut. If it is serious, cut the insurance network now',
    waitForCall: 'Wait for the duty officer’s call',
    evidence: (done, of, seconds) => `Keeping evidence ${done}/${of} (about ${seconds} s)`,
    evidenceKept: 'Evidence is kept',
    evidenceNotKept: 'Evidence was not kept; the report is not affected. Do not switch off, wait for the team',
    withdraw: 'Pressed by mistake, withdraw',
    withdrawKeeps: 'The record stays, marked as withdrawn by the operator',
    withdrawn: 'Withdrawn; the duty officer will see it',
    repeated: (code, times) => `Already reported as ${code}; a reminder was added (no. ${times})`,
    drill: 'This is a drill; the duty officer sees it marked so',
    notSaved: (why, phone) => `This computer cannot save the report (${why}). Call ${phone} now`,
    notSavedBecause: {
      full: 'the disk is full',
      'not-durable': 'the disk cannot be written to',
    },
  },

  isolated: {
    title: 'This computer is cut off from the insurance network',
    titleSelective: 'This computer is cut off from the insurance network (only the bureau is reached)',
    since: (at, duration) => `since ${at} · ${duration}`,
    isolating: 'Cutting…',
    degraded: (layer) => `Cut, but one layer does not hold (${layer}). Unplug the network cable to be sure`,
    failed: (adapter) => `The cut is not complete (${adapter} is still up) → unplug the network cable`,
    releasing: (done, of) => `Restoring and verifying ${done}/${of}`,
    releaseFailed: (phone) => `It was not restored and is still cut. Call ${phone}`,
    rehearsal: 'Rehearsal: the network was not really cut',
    because: {
      officer: (name, incident) =>
        incident === undefined ? `Why: ordered by ${name}` : `Why: ordered by ${name} (incident ${incident})`,
      agent: (what) => `Why: cut automatically: ${what}`,
      operator: 'Why: cut by the operator',
    },
    operatorCut: 'The operator pressed “cut now”',
    dont: 'Do not: switch off / restart / reinstall / plug in USB / clean up yourself / delete files',
    dontWhy: ' (evidence)',
    may: 'You may: carry on with another computer or on paper; wait for the team',
    restore: (phone) => `To restore   call ${phone}`,
  },

  refusals: {
    reopen: 'This page has expired; open it again from the desktop',
    notUnderstood:
      'This request was not understood; open the page again from the desktop, and report with the icon there',
    noSuchReport: 'No such report; see the recent reports',
    tooLate: 'Not possible now: already cut or withdrawn',
    drillNoCut: 'This is a drill, nothing is cut. In earnest, go back and press the report button',
  },
}

// ── commandLine ──
const commandLine: Wording['commandLine'] = {
  usage: 'Usage',
  options: 'Options',
  commands: (names) => ['Usage: sentinel-agent COMMAND [options]', `Commands: ${names.join(' ')}`, 'Each takes --help'],
  unknownOption: (name) => `Unknown option ${name}`,
  missing: (name) => `Option ${name} is missing`,
  tooLong: (name, max) => `Option ${name} is too long (at most ${max} signs)`,
  unexpected: (text) => `Unexpected: ${text}`,
  notValid: (name, what) => `Option ${name} is not valid: ${what}`,
  seeHelp: (command) => `See sentinel-agent ${command} --help`,
  optionHelp: {
    home: 'data folder (default SENTINEL_HOME/agent or ./.sentinel/agent)',
    json: 'one line of JSON',
    noPage: 'do not open the page afterwards',
    open: 'open the page instead of printing its address',
    drill: 'drill: walk through the steps, marked as a drill, nothing is cut',
    reason: 'why; kept for the audit',
    server: 'enrolment server, https://HOST:PORT',
    code: 'the enrolment code from the office',
    name: 'what this computer is called there',
    adapter: 'name of the adapter on the insurance network',
    rehearse: 'rehearse: never really cut',
    logToStdout: 'log lines to the screen as well',
  },
  help: {
    report: 'Report: saved on this computer, then sent to the bureau',
    status: 'Show the state of the sentinel',
    panel: 'Print the address of the operator’s page (once, within 30 s)',
    isolate: 'Cut the insurance network (local administrator)',
    release: 'Restore the insurance network (local administrator)',
    doctor: 'Self-check: adapter, tools, outbox, clock, bureau',
    enroll: 'Enrol: get a certificate and the bureau’s address',
    run: 'Run the sentinel',
  },
  saved: (code, at) => `① Saved ${code} ${at}`,
  savedDrill: ' (drill)',
  repeated: (code, times) => `Already reported as ${code}; a reminder was added (no. ${times})`,
  savedForLater: (code, phone) => `The report is saved on this computer, code ${code}. Call ${phone} now`,
  status: {
    endpoint: (institution, name, number) => `Endpoint    ${institution} · ${name} (${number})`,
    office: (name, phone) => `Bureau      ${name} ${phone}`,
    protection: (text) => `Protection  ${text}`,
    link: (text) => `Link        ${text}`,
    isolation: (text) => `Isolation   ${text}`,
    current: (code, text) => `Report      ${code}  ${text}`,
    nothing: 'No report is open',
    notRunning: 'The sentinel is not running. Reports still count: they are saved here and sent when it starts',
  },
  isolation: {
    connected: 'not cut',
    isolating: 'cutting',
    isolated: 'cut',
    degraded: 'cut, one layer does not hold',
    failed: 'the cut is not complete, unplug the network cable',
    releasing: 'restoring',
  },
  isolateDone: 'The insurance network is cut, verified',
  isolateStarted: 'Cutting has begun; see status',
  releaseDone: 'The insurance network is restored, verified',
  releaseStarted: 'Restoring has begun; see status',
  pipe: {
    notUnderstood: 'The sentinel does not know this request; command and service may be of different versions',
    broke: 'The sentinel failed inside, see its log; press again and phone the duty officer',
    silent: 'The sentinel does not answer',
  },
  notPermitted: 'Only the local administrator may do this (root, or the account of the sentinel)',
  refused: (why) => `The sentinel did not comply: ${why}`,
  enrolled: (number, institution) => `Enrolled: ${institution}, endpoint ${number}. You may now run it`,
  adapterUnknown:
    'No adapter leads to the bureau; enrolment is done, name insuranceAdapter in the settings and unplug the cable to cut until then',
  doctor: {
    good: (what) => `✔ ${what}`,
    bad: (what, todo) => `✖ ${what} → ${todo}`,
    unsure: (what, todo) => `▲ ${what} → ${todo}`,
    home: (folder) => `Data folder can be written to: ${folder}`,
    homeBad: (folder) => `Data folder cannot be written to: ${folder}`,
    homeTodo: 'check disk space and rights, or choose another with --home',
    disk: (free) => `Free disk space ${free}`,
    diskLow: (free) => `Only ${free} of disk space left`,
    diskTodo: 'clean up the disk; below 64 MB a report may not be saved',
    settings: 'Settings can be read',
    enrolled: (number, until) => `Enrolled: ${number}, certificate valid until ${until}`,
    notEnrolled: 'Not enrolled',
    notEnrolledTodo: 'ask the office for a code and run enroll',
    certificateEnds: (until) => `The certificate ends on ${until}`,
    certificateTodo: 'ask the administrator for a new one',
    adapter: (name) => `Adapter on the insurance network: ${name}`,
    adapterMissing: 'The adapter on the insurance network was not found',
    adapterAmbiguous: (names) => `The adapter on the insurance network is not clear (${names})`,
    adapterTodo: 'name insuranceAdapter in the settings; until then unplug the cable to cut',
    tool: (program) => `Tool for cutting: ${program}`,
    toolMissing: (program) => `Tool for cutting is missing: ${program}`,
    toolTodo: 'ask the administrator to install it; until then unplug the cable to cut',
    privileged: 'Has the rights to cut',
    notPrivileged: 'Lacks the rights to cut',
    privilegedTodo: 'run the sentinel as a system service (root)',
    clock: 'The clock is plausible',
    clockOff: (seconds) => `The clock is ${seconds} s off the bureau’s`,
    clockBad: 'The clock is plainly wrong',
    clockTodo: 'set the system time; the bureau corrects report times',
    server: (address, tookMs) => `Bureau reached: ${address} (${tookMs} ms)`,
    serverBad: (address) => `Bureau not reached: ${address}`,
    serverTodo: 'check the insurance network; reports are saved here and sent later, phone if urgent',
    service: 'The sentinel is running',
    source: (name, because) => `Source ${name} does not see everything: ${because}`,
    sourceTodo: 'the others and reports are not affected; tell the administrator',
    pending: (count) => `${count} records wait to be delivered`,
    unreadable: 'This account cannot see the enrolment',
    unreadableTodo: 'run the self-check as administrator',
    serviceOff: 'The sentinel is not running',
    serviceTodo: 'start it; reports are still saved here',
    spool: (count) => `${count} reports wait for the sentinel to start`,
    spoolTodo: 'start it, and phone the office',
    allGood: 'All checks passed',
    someBad: (count) => `${count} problems found`,
  },
}

// ── rules and coverage ──

const touches = { written: 'rewritten', renamed: 'renamed', removed: 'removed' } as const

const adapterKinds: Record<Adapter['kind'], string> = {
  ethernet: 'the wired adapter',
  wifi: 'the wireless adapter',
  mobile: 'the mobile adapter (4G/5G)',
  tether: 'a phone’s USB tethering',
  bluetooth: 'a Bluetooth network',
  virtual: 'the virtual adapter',
  loopback: 'the loopback',
}

const rewriteSigns = {
  header: () => 'their content no longer fits their type',
  extension: (extension: string) => `their names were given “${extension}”`,
  replaced: (extension: string) => `the originals were removed and “${extension}” files stand instead`,
} as const

const rules: Wording['rules'] = {
  'canary-touched': {
    title: 'A decoy file was touched',
    because: ({ path, change }) => `A decoy file was ${touches[change]}: ${path}`,
    meaning:
      'Decoys are put there by the sentinel and no program or person has reason to touch them: ransomware is probably encrypting file after file, or somebody tidied up the folder',
    todo: 'Do not switch off or restart; make sure the insurance network is cut, unplug external disks, wait for the office’s call; if somebody of yours removed it, report a false positive',
  },
  'mass-rewrite': {
    title: 'Many files are being encrypted',
    because: ({ files, seconds, sign, extension, folder, canary }) =>
      `${files} files rewritten within ${seconds} s, ${rewriteSigns[sign](extension)}${canary ? ', a decoy among them' : ''}; in ${folder}`,
    meaning: 'Many files became unreadable in a short time: how ransomware looks from outside',
    todo: 'Do not switch off or restart; make sure the insurance network is cut, unplug external disks, open or restore nothing, wait for the field team',
  },
  'dual-homing': {
    title: 'Forbidden outside connection',
    because: ({ adapter, kind, gateway, insuranceAdapter, beside }) =>
      `This computer reaches another network through ${adapterKinds[kind]} ${adapter}${gateway === '' ? '' : ` (gateway ${gateway})`}, which is not the insurance adapter${insuranceAdapter === '' ? '' : ` ${insuranceAdapter}`}${beside ? '; both networks are connected at once' : ''}`,
    meaning:
      'A computer of the insurance network is on another network too: attacks can enter and data can leave by it',
    todo: 'Unplug the dongle, the phone or the second cable now and switch Wi-Fi off; leave the insurance network connected and call the office',
  },
  'isolation-undone': {
    title: 'Isolation undone',
    because: ({ layer, repaired }) =>
      `The isolation layer ${layer} was undone by another program or person; ${repaired ? 'the sentinel cut it again' : 'the sentinel could not cut it again: unplug the cable'}`,
    meaning: 'The terminal is cut off, and a program or a person on it opened the insurance network again',
    todo: 'Call the institution: nobody may reconnect on their own; if it could not be cut again, have the cable unplugged at once',
  },
  'operator-report': {
    title: 'Report by the operator',
    because: () => 'The operator pressed the report button',
    meaning: 'A person on the spot noticed something and reported it',
    todo: 'Call the institution to verify',
  },
}

const coverage: Wording['coverage'] = {
  adapters: {
    full: 'Changes of adapters and routes are seen at once',
    polled: (seconds) => `Change notices are interrupted; looking every ${seconds} s, reconnecting`,
    unreadable: 'Adapters and routes cannot be read',
  },
  files: {
    full: (folders, canaries) => `Watching ${folders} folders with ${canaries} decoys`,
    none: 'No folders to watch in the settings',
    missing: (folders) => `Folders that cannot be watched: ${folders}`,
  },
  processes: {
    full: 'Program starts are seen at once',
    polled: 'By polling, about 12 % covered: short-lived programs are not seen',
    lost: (times) => `Programs started too fast, records lost ${times} times`,
    unreadable: 'Processes cannot be read',
  },
  detectors: {
    benched: (rule) => `The rule “${rule}” failed and is off until the sentinel restarts`,
    unfed: (rule) => `The rule “${rule}” has no source and is off`,
  },
  notStarted: 'Not started yet',
}

/* ── server (owner: server/console, server/pki) ── */

const enrollmentRefusals: Wording['enrollmentRefusals'] = {
  'bad-request': 'The request has not the right form',
  'code-refused': 'The enrolment code is wrong, used or past its end; ask the bureau office for a new one',
  'not-durable': 'The server cannot keep the enrolment now; the code is still good, try again later',
  'not-found': 'There is no such address',
  'request-refused': 'The certificate request is not valid (P-256 key with its signature); the code is still good',
  'too-large': 'The request is too large',
  'too-many-tries': 'Too many tries; try again in 15 minutes',
}

const consoleRefusals: Wording['consoleRefusals'] = {
  'bad-request': 'What was sent is not valid; check it and try again',
  'code-refused': 'The sign-in code is wrong, used or past its end; ask the administrator for a new one',
  failed: 'The server failed and did not do it; alerts are still taken, tell the administrator',
  'not-durable': 'The server cannot keep it now and did not do it; try again and tell the administrator',
  'not-found': 'Nothing was found',
  'not-signed-in': 'Not signed in, or the session has ended; sign in again',
  'reason-missing': 'Give a reason',
  'taken-by-another': 'Another officer has taken it over',
  'too-many-tries': 'Too many tries; try again in 15 minutes',
  'unknown-alert': 'There is no such alert',
  'unknown-endpoint': 'There is no such terminal',
  'unknown-incident': 'There is no such incident',
  'wrong-origin': 'The request came from elsewhere and was refused; use this page',
}

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
const span = (from: number, to: number): string => (from === to ? `${from}` : `${from} to ${to}`)

const audit: Wording['audit'] = {
  daily: (day, number, entries, root) => `${day} checkpoint ${number}: ${grouped(entries)} entries, root ${root}`,
  sound: (entries, records, checkpoints) =>
    `Everything holds: ${grouped(entries)} entries, ${grouped(records)} records, ${grouped(checkpoints)} checkpoints.`,
  beyond: (rows) => `${grouped(rows)} more stand behind the newest checkpoint; only their chains were verified.`,
  found: (total) => `${grouped(total)} findings. Leave the data folder as it is, copy it, and report.`,
  more: (total) => `… ${grouped(total)} in all; these are the first.`,
  noStore: (file) => `There is no database ${file}; name the server's data folder with --home.`,
  tables: { entry: 'history', record: 'terminal records' },
  places: { database: 'the database', file: 'the checkpoint file' },
  changed: (position, subject) => `Entry ${position} (${subject}) was changed: its content does not fit its hash.`,
  missing: (table, from, to) => `Numbers ${span(from, to)} of the ${table} are missing.`,
  linksMissing: (position, subject, from, to) =>
    `Links ${span(from, to)} of the history of ${subject} are missing (seen at entry ${position}).`,
  reordered: (table, position, subject) => `Number ${position} of the ${table} (${subject}) is out of order.`,
  replacedBefore: (position, subject) =>
    `Entry ${position} (${subject}) does not continue the one before, which was replaced.`,
  rewritten: (table, from, to, checkpoint) =>
    `Some of numbers ${span(from, to)} of the ${table} were rewritten: they do not fit checkpoint ${checkpoint}.`,
  tailCut: (table, from, to, checkpoint) =>
    `The end of the ${table}, numbers ${span(from, to)}, was cut off; checkpoint ${checkpoint} still saw it.`,
  addedWhileStopped: (table, from, to, checkpoint) =>
    `Numbers ${span(from, to)} of the ${table} were added while no server ran (after checkpoint ${checkpoint}).`,
  cursorDiffers: (endpoint) => `What was received from terminal ${endpoint} does not fit its records.`,
  checkpointForged: (place, number) => `Checkpoint line ${number} in ${place} is damaged or forged.`,
  checkpointReordered: (place, number) => `Checkpoint ${number} in ${place} is out of order.`,
  checkpointMissing: (place, from, to) => `Checkpoint ${span(from, to)} is missing in ${place}.`,
  checkpointDiffers: (number) => `Checkpoint ${number} is not the same in the database and in the checkpoint file.`,
  checkpointUnlinked: (number) => `Checkpoint ${number} does not continue the one before.`,
  fellBehind: (number, at) =>
    `At the start of ${at} there was less than the checkpoints had seen, or none was left (kept in checkpoint ${number}): an old backup was restored, or something was deleted.`,
  noCheckpoint: 'There is no checkpoint to trust: a rewritten history or a cut end cannot be ruled out.',
  noKey:
    'The key of the checkpoints is missing: none can be told from a forged one. Restore pki/audit-key from a backup.',
  printedDiffers: (number) => `Checkpoint ${number} is not the one that was printed in the duty log, or is gone.`,
  schemaChanged: (name) => `The database's structure was changed: ${name}.`,
  fileDamaged: (detail) => `The database file is damaged: ${detail}.`,
  unreadable: (detail) => `The data cannot be read: ${detail}.`,
}

const server: Wording['server'] = {
  ready: (url) => `The server is running. Console: ${url}`,
  setupCode: (code, hours) => `Sign-in code (good once, for ${hours} hours): ${code}`,
  enrollmentCode: (institution, hours) =>
    `Enrolment code of ${institution} (good once, for ${hours} hours, shown only now):`,
  enrollmentCommand: (server, code) => `sentinel-agent enroll --server ${server} --code ${code} --name till-1`,
  revoked: (serial) => `Certificate ${serial} is revoked; the terminal's connection ends within seconds.`,
  unknownCertificate: (serial) => `There is no certificate with serial ${serial}.`,
  pagesNotBuilt: 'The console pages are not built, run npm run build:pages; alerts are still taken.',
  usage:
    'Usage: sentinel-server run | enrollment-code --institution NAME | setup-code | revoke --serial HEX | verify [--printed LINE] (--home DIR)',
  badArgument: (detail) => `Bad argument: ${detail}`,
  settings: {
    notJson: (file, line) => `${file} is not JSON at line ${line}`,
    badMember: (file, member) => `"${member}" in ${file} is not valid`,
    unreadable: (file) => `${file} cannot be read`,
  },
  unwritable: (folder) => `${folder} cannot be written to`,
  portInUse: (place) => `${place} is in use`,
  addressUnusable: (place) => `${place} cannot be used`,
  listeners: { gateway: 'gateway port', enrollment: 'enrolment port', console: 'console port' },
}

/* ── end of server ── */

const counterPage: Wording['counterPage'] = {
  steps: 'Progress of the report',
  drillTag: 'Drill',
  saving: 'Saving…',
  reportAgain: 'Report again',
  postponeGroup: 'Do not cut now, because',
  cutAfterAll: 'Cut off the insurance network after all (hold 1.5 s)',
  cutRetry: 'Cut off again (hold 1.5 s)',
  close: 'Understood',
  confirmDrill: 'Start the drill',
  cancel: 'Not now',
  recent: {
    at: 'Time',
    code: 'Code',
    what: 'What',
    became: 'Outcome',
    byOperator: 'Report by the operator',
    byDetector: 'Report by the sentinel',
    taken: (by) => `Taken by ${by}`,
    delivered: 'Received by the bureau',
    kept: 'Saved, to be sent',
    withdrawn: 'Withdrawn',
  },
  restored: 'The insurance network is back',
  releasing: 'The insurance network is being restored',
  yesterday: 'yesterday',
  phoneOnSticker: 'For the duty phone see the sticker on the counter',
  silentTitle: 'The sentinel does not answer',
  silentSafe: 'What was saved is not lost and will be sent when it is back.',
  closedTitle: 'Please open this page again',
  closedSafe: 'Reporting, cutting and detection go on.',
}

/* ── workflow (owner: server/workflow) ── */

const workflow: Wording['workflow'] = {
  incidentTitle: (what, institution) => (institution === '' ? what : `${what} · ${institution}`),
  operatorReport: 'Operator report',
  unnamedRule: 'Security alert of a terminal',
  damagedEntry: '(this entry is damaged and cannot be read)',
}

/* ── end of workflow ── */

const layerNames: Wording['layerNames'] = {
  'linux-nftables': 'firewall',
  'linux-link': 'adapter',
  'linux-networkmanager': 'adapter (NetworkManager)',
  'windows-firewall': 'firewall',
  'windows-adapter': 'adapter',
  rehearsal: 'rehearsal',
}

/* ── response (owner: agent/response) ── */

const response: Wording['response'] = {
  recordDamaged: 'the record of the isolation is damaged; it counts as cut',
  foundInPlace: 'the isolation was found in place at start without its record; it counts as cut',
  countdownOver: 'cut at the end of the countdown after the report',
  pressedCut: 'cut at once after the report',
  releaseUnderWay: 'the release is under way and not yet verified',
  noCountdown: 'no countdown is running: it was cut or put off already',
}

/* ── end of response ── */

const consolePage: Wording['consolePage'] = {
  product: 'Medical-insurance network sentinel · duty desk',
  yesterday: 'yesterday',
  close: 'Close',
  tampered: (chains) =>
    `◆ The history does not verify: ${chains} chains were changed. Alerts still come in; do not touch the server, tell the leading group and the auditor now`,
  cancel: 'Cancel',
  retry: 'Try again',
  loading: 'Reading…',
  unreachable: 'The server cannot be reached, nothing was done; try again later',
  readFailed: 'This could not be read; alerts are still being received',
  back: 'Back to duty',
  drill: 'Drill',
  severities: { info: 'info', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
  severityLabel: (word) => `Severity: ${word}`,
  signIn: {
    title: 'Sign in to the duty desk',
    code: 'Setup code',
    codeHint: 'Made by the administrator on the server, XXXX-XXXX-XXXX, good once',
    name: 'Name',
    nameHint: 'Stands in the timeline when you take over or give an order',
    submit: 'Sign in',
    bothNeeded: 'Please enter the code and your name',
    ended: 'Your session has ended, please sign in again',
  },
  rail: { label: 'Sections', duty: 'Duty', endpoints: 'Terminals', help: 'Help', signOut: 'Sign out' },
  top: {
    live: (at) => `Live · ${at}`,
    connecting: 'Connecting…',
    stale: (at, attempt) => `Connection lost · data as of ${at} · reconnecting (${attempt})`,
    neverConnected: (attempt) => `Server not reached · reconnecting (${attempt})`,
    waiting: (count) => `Waiting ${count}`,
    officer: (name) => `Officer ${name}`,
    soundOn: 'Sound is on',
    soundOff: 'Sound is off',
    startDuty: 'Start duty',
    startHint: 'The browser rings only after a click. “Start duty” rings once to try.',
    soundBlocked: 'The browser does not allow sound; check its settings. Alerts are still shown here',
    titleAlarm: (count) => `(${count}) ◆ needs you`,
    titleCalm: 'Duty desk',
    titleStale: '▲ Connection lost',
    notification: (title, where) => `${title} · ${where}`,
  },
  duty: {
    title: (count) => `Needs you (${count})`,
    elapsed: (length) => `for ${length}`,
    takeOver: 'Take over',
    labelled: (deed, what) => `${deed}: ${what}`,
    takeOverAll: (count) => `Take over all (${count})`,
    open: 'Details',
    times: (count) => `${count} times`,
    late: (length) => `late, received ${length} after it happened`,
    repeats: (count) => `operator asked again ${count} times`,
    withdrawn: 'Withdrawn by the operator',
    postponed: (reason) => `Reported, not cut: ${reason}`,
    quiet: (last, endpoints) => `No alert needs you now. ${last} ${endpoints}`,
    lastAlert: (at, title, outcome) => `Last one: ${at} ${title} (${outcome}).`,
    outcomeTaken: (by) => `taken by ${by}`,
    outcomeWithdrawn: 'withdrawn by the operator',
    noAlertYet: 'No alert has come in yet.',
    endpointsSeen: (online, all, whole) => `Terminals online ${online}/${all}, ${whole} of them fully guarded.`,
    quietButStale:
      'The connection is lost: new alerts cannot be ruled out. Use the phone, and check network and server.',
    firstUse: 'No terminal yet.',
    firstUseHint:
      'Make an enrolment code and run the enrolment once on a computer of the pharmacy or clinic; it will show up here.',
    addFirst: 'Add the first terminal',
    storm: (count, groups) => `${count} in 5 minutes, folded by rule and institution into ${groups} groups`,
    grouped: (title, count) => `${title} × ${count}`,
    groupedAt: (institution, endpoints) => `${institution} · ${endpoints} terminals`,
    listLabel: 'Alerts that need you',
  },
  annotations: {
    'files-locked': 'Files locked, ransom asked',
    'remote-control': 'Somebody is controlling it',
    unsure: 'Not sure',
  },
  postponements: { settling: 'settling', 'patient-waiting': 'patient waiting', other: 'other reason' },
  deadlines: {
    title: 'Deadlines',
    empty: 'No clock is running.',
    initialReport: 'Two-hour report',
    left: (length) => `${length} left`,
    hurry: 'Please hurry',
    over: (length) => `Overdue by ${length} (recorded as it is)`,
    basis: (at, found) => `from ${at} ${found}`,
    found: 'found',
    shouldHaveBeenFound: 'should have been found',
    spent: (length) => `${length} gone when it came in`,
  },
  endpoints: {
    title: 'Terminals',
    summary: (all) => `Terminals ${all}`,
    online: 'online',
    isolated: 'cut off',
    lost: 'lost',
    never: 'never seen',
    lostFor: (length) => `lost for ${length}`,
    search: 'Find by institution, terminal, number',
    all: 'all',
    none: (all) => `No terminal matches (of ${all})`,
    clear: 'Clear the filter',
    add: 'Add a terminal',
    columns: {
      endpoint: 'Institution · terminal',
      number: 'Number',
      standing: 'State',
      isolation: 'Isolation',
      coverage: 'Guard',
      heard: 'Last heard',
      agent: 'Version',
    },
    whole: 'whole',
    part: (seeing, of) => `${seeing}/${of}`,
    unknown: 'unknown',
    page: (from, to, all) => `${from}–${to} of ${all}`,
    previous: 'Previous',
    next: 'Next',
  },
  isolation: {
    connected: 'Not cut off',
    isolating: 'Being cut off',
    isolated: 'Cut off',
    degraded: 'Cut off, one layer does not stand',
    failed: 'Cut not complete, still online',
    releasing: 'Being restored',
    unknown: 'Isolation unknown',
    scopes: { full: 'everything', selective: 'all but the office' },
    rehearsal: 'rehearsal, adapter untouched',
    lastKnown: (state) => `${state} (before it was lost)`,
    layerStands: (layer) => `${layer} cut`,
    layerFallen: (layer, detail) => `${layer} not cut${detail === '' ? '' : `: ${detail}`}`,
    by: (who, because) => `${who}: ${because}`,
  },
  incidents: {
    running: (count) => `Running incidents (${count})`,
    none: 'No incident is running.',
    title: (number) => `Incident ${number}`,
    phase: 'Phase',
    phases: { received: 'received' },
    alerts: 'Alerts',
    timeline: 'Timeline',
    timelineNote: 'cannot be changed, can be added to',
    timelineEmpty: 'Nothing recorded yet.',
    note: 'Add a note',
    notePlaceholder: 'For example: verified by phone, files on the till do not open',
    noteSubmit: 'Write into the timeline',
    noteMissing: 'Please write what is to be added',
    openTerminal: 'Terminal',
  },
  card: {
    title: 'Terminal',
    phone: 'Phone',
    agent: 'Sentinel',
    pending: 'Waiting to be sent',
    pendingCount: (count) => `${count}`,
    clock: 'Its clock',
    clockRight: 'right',
    clockFast: (length) => `${length} fast`,
    clockSlow: (length) => `${length} slow`,
    layers: 'Means of the cut',
    coverage: 'Guard',
    coverageUnknown: 'The terminal has not told yet',
    sources: {
      adapters: 'adapters and routes',
      detectors: 'rules',
      eventlog: 'event log',
      files: 'files',
      operator: 'report button',
      processes: 'programs',
    },
    coverageStates: { full: 'whole', degraded: 'in part', off: 'off' },
    orders: 'Orders and receipts',
    noOrders: 'No order was given.',
    isolate: 'Cut the terminal off',
    release: 'Restore',
    orderNames: { isolate: 'Cut off', release: 'Restore' },
    issued: (at) => `given ${at}`,
    delivered: (at) => `delivered ${at}`,
    notDelivered: 'not delivered yet',
    noReceipt: 'no receipt yet',
    receipts: { 'carried-out': 'carried out', failed: 'not successful', refused: 'refused by the terminal' },
  },
  orderRefusals: {
    forged: 'the signature does not hold',
    expired: 'expired',
    replayed: 'given before',
    'other-endpoint': 'meant for another terminal',
    'unknown-key': 'signed with an unknown key',
  },
  order: {
    isolateTitle: (where) => `Cut off ${where}`,
    releaseTitle: (where) => `Restore ${where}`,
    scope: 'How far',
    selectiveHint: 'Recommended. Settlement stops; the office still sees the terminal and can restore it.',
    fullHint:
      'The whole insurance network. The office cannot reach it either; restoring takes a phone call or a visit.',
    reason: 'Reason (in the timeline and on the screen of the terminal)',
    reasonPlaceholder: 'For example: ransomware suspected, cut first and verify then',
    releaseReasonPlaceholder: 'For example: checked on site, nothing found',
    reasonMissing: 'Please give a reason',
    releaseHint: 'The terminal will be on the insurance network again. Make sure that it has been dealt with.',
    offline: 'This terminal is lost: the order is delivered when it is back, and lapses after its time.',
    confirmIsolate: 'Give the order to cut off',
    confirmRelease: 'Give the order to restore',
    sent: 'The order is signed and given; see “Orders and receipts” for what became of it',
  },
  enroll: {
    title: 'Add a terminal',
    institution: 'Institution',
    institutionHint: 'Choose one or write a new name',
    kind: 'Kind',
    kinds: { pharmacy: 'pharmacy', clinic: 'clinic', department: 'department' },
    phone: 'Its phone',
    submit: 'Make an enrolment code',
    institutionMissing: 'Please name the institution',
    ready: 'The code is good once, for 72 hours, and is shown only now.',
    codeLabel: 'Enrolment code',
    commandLabel: 'Run on the terminal as administrator',
    copy: 'Copy the command',
    copied: 'Copied',
    copyByHand: 'The browser does not allow copying; select the text and press Ctrl+C',
    waiting: 'Waiting for the terminal…',
    arrived: (name) => `${name} is online`,
    another: 'Add another',
    done: 'Done',
  },
  help: {
    title: 'Help and keys',
    keys: {
      down: 'next',
      up: 'previous',
      take: 'take over the chosen one (the first, if none is chosen)',
      open: 'open the chosen one',
      help: 'help',
    },
    switch: 'Single-key shortcuts',
    sound:
      'Sound: critical and high ring in two tones every 10 s until taken over; medium rings once; a lost connection rings once.',
    colours: 'Every severity has a shape and a word beside its colour.',
    times: 'All times are Beijing time; wrong clocks of terminals are corrected by the server.',
  },
  lengths: {
    seconds: (count) => `${count} s`,
    minutes: (count) => `${count} min`,
    hours: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
    days: (days, hours) => (hours === 0 ? `${days} d` : `${days} d ${hours} h`),
  },
  actors: {
    operator: (account) => (account === '' ? 'Operator' : `Operator (${account})`),
    agent: 'Terminal',
    server: 'Server',
  },
  timeline: {
    incidentReceived: (number, title) => `Received as incident ${number}: ${title}`,
    planVersion: (version) => `plan version ${version}`,
    foundMoved: (at, found) => `The clock now runs from ${at} (${found})`,
    alertRaised: (title, because) => (because === title ? title : `${title}: ${because}`),
    alertUpdated: (title, count) => `${title}: still going on, ${count} times so far`,
    reported: (code) => `Report by the operator (code ${code})`,
    severity: (word) => `severity ${word}`,
    takenOver: 'took over',
    repeated: (times) => `pressed again (time ${times})`,
    annotated: (what) => `says: ${what}`,
    withdrawn: 'withdrew the report (kept on record)',
    postponed: (reason) => `put the cut off: ${reason}`,
    isolation: (state, scope) => `${state} (${scope})`,
    restored: 'back on the network',
    isolationBy: (who, because) => `${who}: ${because}`,
    evidence: (file, parts) => `Evidence kept: ${file}${parts === '' ? '' : ` (${parts})`}`,
    parts: {
      sockets: 'sockets',
      neighbours: 'neighbours',
      routes: 'routes',
      adapters: 'adapters',
      processes: 'programs',
      sessions: 'sessions',
      'socket-owners': 'programs behind the sockets',
    },
    missingPart: (part) => `without ${part}`,
    sha256: (hash) => `SHA-256 ${hash}`,
    isolateOrder: (scope, reason) => `ordered to cut off (${scope}): ${reason}`,
    releaseOrder: (reason) => `ordered to restore: ${reason}`,
    signature: (keyId) => `signed, key ${keyId}`,
    delivered: 'Order delivered to the terminal',
    carriedOut: 'carried the order out',
    failed: (why) => `did not succeed: ${why}`,
    refused: (why) => `refused: ${why}`,
    dropped: (count, lane, from, to) => `${count} ${lane} dropped for lack of space (${from} to ${to})`,
    lanes: { urgent: 'urgent records', summary: 'summary records', telemetry: 'telemetry records' },
    clockFast: (length) => `terminal clock ${length} fast, corrected`,
    clockSlow: (length) => `terminal clock ${length} slow, corrected`,
    uncertain: (length) => `give or take ${length}`,
    receivedLate: (at, length) => `received ${at}, ${length} late`,
  },
}

const notify: Wording['notify'] = {
  sign: '[Insurance network sentinel] ',
  again: '(sent again, you may have it already) ',
  who: (institution, endpoint, number) => `${institution}, ${endpoint}${number === '' ? '' : ` (${number})`}`,
  alert: (what, who, at, code, waited, phone) =>
    `${what}: ${who}, ${at}, code ${code}, ${waited < 1 ? 'please take it over now' : `nobody took it over for ${waited} min`}. Call ${phone}`,
  reportDue: (number, what, who, at, left, phone) =>
    `Incident ${number} (${what}, ${who}): the two-hour report is due at ${at}, ${left} min left, not filed yet. Call ${phone}`,
  reportOverdue: (number, what, who, at, late, phone) =>
    `Incident ${number} (${what}, ${who}): the two-hour report was due at ${at}, ${late} min late, not filed yet. Call ${phone}`,
  automaticBrief: (number, who, at, what, taken, isolated, phone) =>
    `[Automatic brief: made by the system, not verified, no substitute for the report] Incident ${number}: ${who}, ${at}, ${what}; ${taken ? 'taken over' : 'nobody took it over yet'}, terminal ${isolated ? 'cut off' : 'not cut off'}. Call ${phone}`,
  folded: (count, first, codes) => `${count} wait, please open the console. One of them: ${first}; codes: ${codes}`,
  subject: (code) => `waiting: ${code}`,
  subjectOfMany: (count) => `${count} waiting`,
  secrets: {
    open: (file) => `${file} can be read by other accounts; let only the service's read it: chmod 600`,
    damaged: (file, member) =>
      `${file}${member === '' ? '' : `: "${member}"`} is not valid; no secret belongs into settings.json`,
    missing: (file, member, variable) => `"${member}" is missing: write it into ${file}, or set ${variable}`,
  },
}

const calendar: Wording['calendar'] = {
  provisional: 'provisional',
  yearNotCovered: (year) =>
    `no holiday schedule for ${year}: working days cannot be counted; the security administrator must import the State Council’s notice`,
  officialYearMissing: (year) => `the holiday schedule of ${year} is not imported; deadlines in it are provisional`,
  refusals: {
    'not-a-notice': 'missing or malformed: write a day as 2027-02-06, several as 2027-02-06/2027-02-12',
    'no-such-day': 'there is no such day',
    'span-reversed': 'the last day is before the first',
    'span-too-long': 'too many days in a row; check both ends',
    'not-of-this-year': 'not in the year of this notice (of the year before, only from 25 December)',
    'named-twice': 'the same day is named twice',
    'make-up-on-weekday': 'a make-up day must be a Saturday or Sunday',
  },
  doubts: {
    'statutory-day-worked': (day) => `${day} is a statutory holiday, yet not a day off in the notice; check it`,
    'days-do-not-balance': (found, expected) =>
      `${found} more weekdays off than make-up days where the law gives ${expected}; check for a missing entry`,
  },
}

export const en: Wording = {
  audit,
  calendar,
  commandLine,
  consolePage,
  consoleRefusals,
  counter,
  counterPage,
  coverage,
  enrollmentRefusals,
  faults,
  layerNames,
  notify,
  response,
  rules,
  server,
  workflow,
}
