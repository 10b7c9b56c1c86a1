import { createServer, type ServerResponse } from 'node:http'
import { createVendor, RECORDINGS_ORIGIN } from '../../mocks/vendor/handler.ts'
import { signedQuery } from '../../mocks/vendor/signed-query.ts'
import { WAV_BYTES, wavHeader } from './wav-header.ts'

/*
 * The cheapest vendor there can be, so that what stands before it shows: the simulator's first page
 * of each size, made once and sent as it is, with no look at the signature. Every other path is a
 * recording.
 */
const port = Number(process.argv[2])
const CHUNK = Buffer.alloc(64 * 1024, 0x55)

const vendor = createVendor({
  now: Date.now,
  recordings: () => Promise.reject(new Error('There are no recordings here')),
  recordingsOrigin: Number.isInteger(port) ? `http://127.0.0.1:${port}` : RECORDINGS_ORIGIN,
})
const pages = new Map<number, Promise<Buffer>>()

function page(size: number): Promise<Buffer> {
  const known = pages.get(size)
  if (known) return known
  const asked = vendor(signedQuery({ now: Date.now(), size, current: 1 }))
  const made = asked.then(async (response) => Buffer.from(await response.arrayBuffer()))
  pages.set(size, made)
  return made
}

function sendWav(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'audio/wav', 'Content-Length': WAV_BYTES })
  const header = wavHeader(WAV_BYTES, 1)
  response.write(header)
  let left = WAV_BYTES - header.length
  function send() {
    while (left > 0 && !response.destroyed) {
      const chunk = CHUNK.subarray(0, left)
      left -= chunk.length
      if (!response.write(chunk)) return
    }
    if (left === 0) response.end()
  }
  response.on('drain', send)
  send()
}

const server = createServer((request, response) => {
  if (request.method !== 'POST')
    return request.url === '/healthz' ? response.end('ok') : sendWav(response)
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', async () => {
    const answer = await page(Number(/"size":(\d+)/.exec(body)?.[1] ?? 50))
    response.writeHead(200, {
      'Content-Type': 'application/json;charset=UTF-8',
      'Content-Length': answer.length,
    })
    response.end(answer)
  })
})
server.keepAliveTimeout = 60_000
server.listen(port, '127.0.0.1')
