import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createVendor } from '../../mocks/vendor/handler.ts'
import { readByteRange } from '../../mocks/vendor/recording/byte-range.ts'
import { readRecording } from '../../mocks/vendor/recording/read-recording.ts'
import { RECORDINGS } from '../../mocks/vendor/recordings.ts'
import { signedQuery } from '../../mocks/vendor/signed-query.ts'
import { createHourRecording, HOUR_BYTES } from './hour-recording.ts'

/*
 * A vendor whose agent groups are recordings: the calls of the group `refund.wav` all have that
 * one, each under an address of its own. `hour.wav` is an hour long.
 */
const port = Number(process.argv[2])
const origin = `http://127.0.0.1:${port}`
const CHUNK_BYTES = 64 * 1024

interface Served {
  seconds: number
  bytes: number
  contentType: string
  /** Some of the bytes from `first` up to and with `last`, at least one. */
  read: (first: number, last: number) => Buffer
}

const served = new Map<string, Served>()
served.set('hour.wav', {
  seconds: 3600,
  bytes: HOUR_BYTES,
  contentType: 'audio/wav',
  read: createHourRecording(),
})
for (const { name, seconds, bytes, contentType } of RECORDINGS) {
  const content = Buffer.from(await readRecording(name))
  const read = (first: number, last: number) => content.subarray(first, last + 1)
  served.set(name, { seconds, bytes, contentType, read })
}

const vendor = createVendor({
  now: Date.now,
  recordings: () => Promise.reject(new Error('The recordings are not the simulator’s')),
})

async function answerCalls(body: string): Promise<string> {
  const file = /"sipGroupName":"([^"]+)"/.exec(body)?.[1] ?? ''
  const size = Number(/"size":(\d+)/.exec(body)?.[1] ?? 50)
  const current = Number(/"current":(\d+)/.exec(body)?.[1] ?? 1)
  const answer = await vendor(signedQuery({ now: Date.now(), size, current }))
  const page = (await answer.json()) as { data: { records: Record<string, unknown>[] } }
  for (const [index, call] of page.data.records.entries()) {
    call.voiceUrl = `${origin}/${file}?call=${current}-${index}`
    call.callDuration = Math.round(served.get(file)?.seconds ?? 0)
  }
  return JSON.stringify(page)
}

function sendRecording(file: string, request: IncomingMessage, response: ServerResponse): void {
  const recording = served.get(file)
  const range = readByteRange(request.headers.range ?? null, recording?.bytes ?? 0)
  if (!recording || range === 'none') {
    response.writeHead(recording ? 416 : 404).end()
    return
  }
  const { bytes, contentType, read } = recording
  const { first, last } = range ?? { first: 0, last: bytes - 1 }
  response.writeHead(range ? 206 : 200, {
    'Content-Type': contentType,
    'Content-Length': last - first + 1,
    'Accept-Ranges': 'bytes',
    ETag: `"${file}"`,
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${bytes}` }),
  })
  let next = first
  function send() {
    while (next <= last && !response.destroyed) {
      const chunk = read(next, Math.min(last, next + CHUNK_BYTES - 1))
      next += chunk.length
      if (!response.write(chunk)) return
    }
    if (next > last) response.end()
  }
  response.on('drain', send)
  send()
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', origin)
  if (request.method === 'POST') {
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' })
    response.end(await answerCalls(body))
  } else if (pathname === '/healthz') response.end('ok')
  else sendRecording(pathname.slice(1), request, response)
})
server.keepAliveTimeout = 60_000
server.listen(port, '127.0.0.1')
