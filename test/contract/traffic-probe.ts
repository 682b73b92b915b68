// The terminal's side of the isolation lab: one question per line, one answer per line: whether a word came back.
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'

interface Question {
  readonly do: 'hold' | 'speak'
  readonly name: string
  readonly address: string
  readonly port: number
  readonly over: 'tcp' | 'udp'
}

const patienceMs = 500
const held = new Map<string, Socket>()

const answered = (ask: (yes: () => void, no: () => void) => void): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs)
    const finish = (answer: boolean) => {
      clearTimeout(timer)
      resolve(answer)
    }
    ask(
      () => finish(true),
      () => finish(false),
    )
  })

async function reach({ address, port, over }: Question): Promise<boolean> {
  if (over === 'udp') {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    const yes = await answered((yes, no) => {
      socket.once('message', yes).once('error', no)
      socket.send('word', port, address, (error) => {
        if (error) no()
      })
    })
    socket.close()
    return yes
  }
  const socket = connect(port, address)
  const yes = await answered((yes, no) => {
    socket.once('data', yes).once('error', no)
    socket.once('connect', () => socket.write('word'))
  })
  socket.destroy()
  return yes
}

async function hold(question: Question): Promise<boolean> {
  const socket = connect(question.port, question.address)
  socket.on('error', () => {})
  held.set(question.name, socket)
  return answered((yes, no) => socket.once('connect', yes).once('error', no))
}

async function speak({ name }: Question): Promise<boolean> {
  const socket = held.get(name)
  if (socket === undefined || socket.destroyed) return false
  return answered((yes, no) => {
    socket.once('data', yes).once('close', no)
    socket.write('word')
  })
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line) as Question | { readonly do: 'reach'; readonly all: readonly Question[] }
  const answer = question.do === 'reach' ? Promise.all(question.all.map(reach)) : { hold, speak }[question.do](question)
  process.stdout.write(`${JSON.stringify(await answer)}\n`)
}
