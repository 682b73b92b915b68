// The far side of the isolation lab: answers every word over TCP and UDP, IPv4 and IPv6.
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

for (const port of [7443, 9999]) {
  await new Promise<void>((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.pipe(socket)
    })
    server.listen(port, '::', resolve)
  })
}
const datagrams = createSocket('udp6', (message, from) => datagrams.send(message, from.port, from.address))
datagrams.bind(5353, '::', () => process.stdout.write('ready\n'))
