// An HTTP gateway (SMS, webhook) on 127.0.0.1 that keeps every request and answers as the test says.
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HttpGateway {
  readonly url: string
  readonly requests: readonly { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string }[]
  answer: (response: ServerResponse) => void
  close(): Promise<void>
}

export async function httpGateway(): Promise<HttpGateway> {
  const requests: { headers: IncomingHttpHeaders; body: string; path: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      requests.push({ headers: request.headers, body, path: request.url ?? '' })
      gateway.answer(response)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const gateway: HttpGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    requests,
    answer: (response) => response.end('{"code":0}'),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return gateway
}
