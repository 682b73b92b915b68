// Puts the Debian packages in place that the browser and network tests need, where that is ours to do: root on Debian.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What each package is for; without it the tests that need it say so and are skipped. */
const wanted: Readonly<Record<string, string>> = {
  chromium: 'test/page: the pages in a real browser',
  'fonts-noto-cjk': 'test/page: Chinese text in screenshots and printed forms',
  nftables: 'test/scenario: isolation by nft in a network namespace',
  iproute2: 'test/scenario: network namespaces and links',
  'iputils-ping': 'test/scenario: looking whether an isolated adapter still reaches anything',
  'isc-dhcp-client': 'test/scenario: a DHCP client that brings a cut link up again',
  libatomic1: 'Node 26 itself',
  'libreoffice-writer-nogui': 'scripts/documents: every document opens without a repair prompt',
  'poppler-utils': 'scripts/documents: how many pages a document has',
  strace: 'test/fault: a disk whose writes and syncs fail',
  tcpdump: 'test/scenario: seeing that nothing leaves an isolated adapter',
}

export type MachineOutcome = { readonly verdict: 'passed' | 'failed' | 'skipped'; readonly output: string }

const isInstalled = (name: string): boolean => {
  const run = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], { encoding: 'utf8' })
  return run.status === 0 && run.stdout === 'installed'
}

export function debianPackages(): MachineOutcome {
  const names = Object.keys(wanted)
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/dpkg-query')) {
    return {
      verdict: 'skipped',
      output: `not Debian: tests that need ${names.join(', ')} are skipped where these are missing`,
    }
  }
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return { verdict: 'passed', output: '' }
  if (process.getuid?.() !== 0) {
    const lines = missing.map((name) => `  ${name}: ${wanted[name]}`)
    return {
      verdict: 'skipped',
      output: `not root, so not installed (apt-get install ${missing.join(' ')}):\n${lines.join('\n')}`,
    }
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  let output = ''
  for (const words of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...missing],
  ]) {
    const run = spawnSync('apt-get', words, { encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 })
    output += `apt-get ${words.join(' ')}\n${run.stdout}${run.stderr}`
    // A failed update may still leave a usable list; a failed install does not.
    if (run.status !== 0 && words[0] === 'install') return { verdict: 'failed', output }
  }
  return { verdict: 'passed', output }
}
