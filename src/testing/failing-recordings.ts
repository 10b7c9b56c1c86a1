import { Agent, createServer, get } from 'node:http'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from '../server/app.ts'
import { createFetch } from '../server/fetch.ts'
import { recordingPath, testEnv } from './test-app.ts'

/** Concurrent requests for recordings. */
const CONCURRENCY = 10
/** Requests before the first measurement, for connections, compiled code and caches. */
const WARM_UP = 500
const REQUESTS = 5_000

/** Answers of a source that the server refuses, by path. */
const SOURCES: Record<string, [status: number, headers: Record<string, string>]> = {
  '/missing.wav': [404, {}],
  '/expired.wav': [403, {}],
  '/broken.wav': [500, {}],
  '/page.wav': [200, { 'Content-Type': 'text/html' }],
  '/forbidden.wav': [302, { Location: 'http://10.0.0.1/a.wav' }],
  '/nowhere.wav': [302, { Location: 'http://' }],
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
}

const source = createServer((request, response) => {
  const [status, headers] = SOURCES[request.url ?? ''] ?? [500, {}]
  response.writeHead(status, headers)
  response.end(`<!doctype html>${'x'.repeat(2_000)}`)
})
const sourcePort = await listen(source)
const env = testEnv({ RECORDING_HOSTS: '127.0.0.1' })
const log = pino({ level: 'silent' })
const app = createApp({ env, fetch: createFetch(env), now: Date.now, log })
const port = await new Promise<number>((resolve) => {
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (bound) => resolve(bound.port))
})
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
const paths = Object.keys(SOURCES).map((path) =>
  recordingPath(`http://127.0.0.1:${sourcePort}${path}`),
)

/** @returns the status of the answer, once it has been read */
function ask(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    }).on('error', reject)
  })
}

async function askMany(count: number): Promise<void> {
  let asked = 0
  async function work(): Promise<void> {
    while (asked < count) {
      const path = paths[asked % paths.length] ?? ''
      asked += 1
      const status = await ask(path)
      if (status < 400) throw new Error(`${path}: ${status}`)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
}

/** Returns the heap bytes in use after garbage collection. Finalizers need several turns. */
async function heapInUse(): Promise<number> {
  for (let turn = 0; turn < 10; turn += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage().heapUsed
}

await askMany(WARM_UP)
const before = await heapInUse()
await askMany(REQUESTS)
const after = await heapInUse()
process.stdout.write(JSON.stringify({ before, after }))
process.exit(0)
