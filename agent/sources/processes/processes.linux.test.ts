// The process watches against the real kernel: what the connector sees, and that the fallback is labelled.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { userInfo } from 'node:os'
import { expect, test } from 'vitest'
import type { EndpointEvent } from '#shared/domain/event.ts'
import { silentLog } from '#shared/log.ts'
import { systemClock } from '../../machine/clock.ts'
import { linuxProcessConnector } from './linux-process-connector.ts'
import { imageOf, localAccounts, processFacts } from './linux-proc.ts'
import { linuxProcessPoll } from './linux-process-poll.ts'
import { processesSource } from './processes.ts'

const clock = systemClock()
const accounts = localAccounts()

function source(withConnector: boolean) {
  return processesSource({
    clock,
    log: silentLog,
    watch: linuxProcessConnector(clock, withConnector ? undefined : () => undefined),
    poll: linuxProcessPoll(clock),
    factsOf: (pid) => processFacts(pid, accounts),
    imageOf,
  })
}

const run = async (program: string, ...args: string[]) => {
  const child = spawn(program, args, { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid!
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The connector needs root in the first network namespace; elsewhere the source says that it polls. */
async function started(withConnector: boolean) {
  const stop = new AbortController()
  const events: EndpointEvent[] = []
  const processes = source(withConnector)
  await processes.start((event) => events.push(event), stop.signal)
  return { stop, events, processes }
}

test.runIf(process.platform === 'linux')('the connector sees programs that live a millisecond', async () => {
  const { stop, events, processes } = await started(true)
  if (processes.coverage().state !== 'full') {
    expect(processes.coverage()).toEqual({ state: 'degraded', because: expect.stringContaining('12%') })
    stop.abort()
    return
  }
  const pids: number[] = []
  for (let i = 0; i < 50; i++) pids.push(await run('/bin/true', `--number=${i}`))
  await pause(200)
  stop.abort()
  const seen = events.filter((event) => event.kind === 'process-started')
  const ended = events.filter((event) => event.kind === 'process-ended').map(({ pid }) => pid)
  expect(pids.filter((pid) => !seen.some((event) => event.pid === pid))).toEqual([])
  expect(pids.filter((pid) => !ended.includes(pid))).toEqual([])
})

test.runIf(process.platform === 'linux')('a program that stays is described', async () => {
  const { stop, events } = await started(true)
  const pid = await run('/bin/sh', '-c', 'sleep 1.3 # 医保')
  stop.abort()
  const event = events.find((event) => event.kind === 'process-started' && event.pid === pid)
  expect(event).toMatchObject({
    parentPid: process.pid,
    user: userInfo().username,
    commandLine: '/bin/sh -c sleep 1.3 # 医保',
    parentImage: process.execPath,
  })
})

test.runIf(process.platform === 'linux')('without the connector it polls, and says so', async () => {
  const { stop, events, processes } = await started(false)
  expect(processes.coverage()).toEqual({ state: 'degraded', because: expect.stringContaining('12%') })
  const pid = await run('/bin/sleep', '1.3')
  await pause(1_100)
  stop.abort()
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'process-started', pid, commandLine: '/bin/sleep 1.3' }),
  )
  expect(events).toContainEqual(expect.objectContaining({ kind: 'process-ended', pid }))
})
