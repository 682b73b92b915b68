// Serves a built page's files, as the agent's panel and the server's console do.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pageFolder } from '#scripts/build/pages.ts'
import type { Page } from '#scripts/build/pages.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Answers a GET with a file of the page, `/` with its index; `headers` go with every answer. */
export function serveBuiltPage(
  page: Page,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const name = new URL(request.url ?? '/', 'http://x').pathname.slice(1) || 'index.html'
  try {
    if (!/^(assets\/)?[\w.-]+$/.test(name)) throw new Error('not a file of the page')
    const bytes = readFileSync(join(pageFolder(page), name))
    response
      .writeHead(200, { ...headers, 'content-type': types[extname(name)] ?? 'application/octet-stream' })
      .end(bytes)
  } catch {
    response.writeHead(404, headers).end()
  }
}

/** The parsed JSON body of a request. */
export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part as string
  return text === '' ? undefined : JSON.parse(text)
}
