// NetworkManager's layer against recorded answers of nmcli 1.42: what is kept, what is set, and what counts as its hands off.
import { describe, expect, test } from 'vitest'
import { MemoryFile } from '#test/fakes/memory-file.ts'
import { RecordedCommands } from '#test/fakes/recorded-commands.ts'
import type { Answer } from '#test/fakes/recorded-commands.ts'
import { linuxNetworkManager } from './linux-networkmanager.ts'

const target = { adapter: { name: 'ins0', index: 2, mac: '' }, gateway: { address: '10.9.0.1', port: 7443 } }
const uuid = '2b0b1f6e-9d5e-4f5b-9d0f-0d6b6a0c0001'
const managed = { stdout: `GENERAL.NM-MANAGED:yes\nGENERAL.CON-UUID:${uuid}\n` }
const unmanaged = { stdout: 'GENERAL.NM-MANAGED:no\nGENERAL.CON-UUID:\n' }
const notRunning = { exitCode: 8, stderr: 'Error: NetworkManager is not running.\n' }
const noBus = {
  exitCode: 1,
  stderr: 'Error: Could not create NMClient object: Could not connect: No such file or directory.\n',
}
const noDevice = { exitCode: 10, stderr: "Error: Device 'ins0' not found.\n" }
const denied = { exitCode: 4, stderr: "Error: Failed to set property 'managed': Insufficient privileges.\n" }

const look = 'nmcli -t -f GENERAL.NM-MANAGED,GENERAL.CON-UUID device show ins0'
const up = `nmcli --wait 0 connection up uuid ${uuid} ifname ins0`
const kept = (managedBefore = true) =>
  JSON.stringify({ version: 1, adapter: 'ins0', managed: managedBefore, connection: uuid })

interface Recorded {
  readonly looks?: readonly Answer[]
  readonly set?: Answer
  readonly file?: MemoryFile
}

function layer({ looks = [managed], set = {}, file = new MemoryFile() }: Recorded = {}) {
  const commands = new RecordedCommands([
    { command: look, answers: looks },
    { command: /^nmcli device set ins0 managed (yes|no)$/, answers: [set] },
    { command: up, answers: [{}] },
  ])
  const driver = linuxNetworkManager({ commands, programs: { nmcli: '/usr/bin/nmcli' }, file })
  return { driver, file, acts: () => commands.ran.filter((line) => line !== look) }
}

describe('a cut', () => {
  test('keeps what was, then tells it to leave the adapter alone', async () => {
    const { driver, file, acts } = layer()
    await driver.apply(target, 'full')
    expect(file.text).toBe(kept())
    expect(acts()).toEqual(['nmcli device set ins0 managed no'])
  })
  test.each<[string, Answer]>([
    ['it does not manage', unmanaged],
    ['it does not run', notRunning],
    ['there is no bus', noBus],
    ['it does not know the device', noDevice],
  ])('where %s there is nothing to tell', async (_, seen) => {
    const { driver, acts } = layer({ looks: [seen] })
    await driver.apply(target, 'full')
    expect(acts()).toEqual([])
    expect(await driver.status(target, 'full')).toMatchObject({ stands: true, gone: false })
  })
  test('repeated keeps what was first', async () => {
    const { driver, file } = layer({ looks: [unmanaged], file: new MemoryFile(kept()) })
    await driver.apply(target, 'full')
    expect(file.text).toBe(kept())
  })
  test('that is refused is a Fault', async () => {
    await expect(layer({ set: denied }).driver.apply(target, 'full')).rejects.toMatchObject({ code: 'command/failed' })
  })
  test('goes on when the disk takes nothing, and tells', async () => {
    const { driver, file, acts } = layer({ looks: [managed, unmanaged] })
    file.refuses = true
    await expect(driver.apply(target, 'full')).rejects.toMatchObject({ code: 'config/unwritable' })
    expect(acts()).toEqual(['nmcli device set ins0 managed no'])
    expect(await driver.status(target, 'full')).toMatchObject({ stands: true })
  })
})

test.each<[string, Answer, string | undefined, { stands: boolean; gone: boolean }]>([
  ['hands off', unmanaged, kept(), { stands: true, gone: false }],
  ['started anew: it manages again', managed, kept(), { stands: false, gone: false }],
  ['ended', notRunning, kept(), { stands: true, gone: false }],
  ['not told by us', unmanaged, undefined, { stands: false, gone: true }],
  ['damaged', unmanaged, '{', { stands: false, gone: false }],
])('what is believed: %s', async (_, seen, text, expected) => {
  expect(await layer({ looks: [seen], file: new MemoryFile(text) }).driver.status(target, 'full')).toMatchObject(
    expected,
  )
})

test.each<[string, Answer, string, string[]]>([
  ['gives it back with the connection that was active', unmanaged, kept(), ['nmcli device set ins0 managed yes', up]],
  ['leaves alone what was not managed before', unmanaged, kept(false), []],
  ['does nothing where it has it already', managed, kept(), []],
  ['does nothing where it does not run', notRunning, kept(), []],
  ['with a damaged snapshot gives it back', unmanaged, '{', ['nmcli device set ins0 managed yes']],
])('a release %s', async (_, seen, text, acts) => {
  const terminal = layer({ looks: [seen], file: new MemoryFile(text) })
  await terminal.driver.release(target)
  expect(terminal.acts()).toEqual(acts)
  expect(terminal.file.text).toBeUndefined()
})

test('a release that is refused keeps the snapshot', async () => {
  const { driver, file } = layer({ looks: [unmanaged], set: denied, file: new MemoryFile(kept()) })
  await expect(driver.release(target)).rejects.toMatchObject({ code: 'command/failed' })
  expect(file.text).toBe(kept())
})

test('a listing of another version is no answer', async () => {
  const { driver } = layer({ looks: [{ stdout: '' }] })
  await expect(driver.apply(target, 'full')).rejects.toMatchObject({ code: 'command/failed' })
})
