import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { createVendor, DEMO_KEY, DEMO_SECRET, QUERY_PATH } from '../mocks/vendor/handler.ts'
import { readRecording } from '../mocks/vendor/recording/read-recording.ts'
import type { VendorStats } from '../mocks/vendor/recording/serve-recording.ts'
import { test as base } from './callboard.ts'
import { freePort } from './free-port.ts'

interface RecordingRequest {
  path: string
  range: string | null
}

/** A simulator for one worker's tests, with a log of its requests for recordings. */
interface OwnVendor {
  /** The origin of the page. */
  origin: string
  simulatorPort: number
  requests: RecordingRequest[]
  stats: Readonly<VendorStats>
}

/** Starts the built server and waits for its first line of log. Returns what stops it. */
export function startServer(
  vendorPort: number,
  port: number,
  settings: Record<string, string> = {},
): Promise<() => void> {
  const main = fileURLToPath(new URL('../dist/server/main.js', import.meta.url))
  const server = spawn(process.execPath, [main], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: `${port}`,
      LAAFFIC_API_KEY: DEMO_KEY,
      LAAFFIC_API_SECRET: DEMO_SECRET,
      LAAFFIC_BASE_URL: `http://127.0.0.1:${vendorPort}`,
      LAAFFIC_TIME_ZONE: 'Asia/Shanghai',
      RECORDING_HOSTS: `127.0.0.1:${vendorPort}`,
      ...settings,
    },
  })
  return new Promise((resolve, reject) => {
    server.stderr.once('data', () => resolve(() => server.kill()))
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

/** A test whose page has its own server and vendor. */
export const test = base.extend<object, { vendor: OwnVendor }>({
  vendor: [
    async ({ browserName: _ }, use) => {
      const [vendorPort, port] = [await freePort(), await freePort()]
      const requests: RecordingRequest[] = []
      const vendor = createVendor({
        now: Date.now,
        recordings: readRecording,
        recordingsOrigin: `http://127.0.0.1:${vendorPort}`,
      })
      const simulator = serve({
        hostname: '127.0.0.1',
        port: vendorPort,
        fetch: (request: Request) => {
          const { pathname: path } = new URL(request.url)
          if (path !== QUERY_PATH) requests.push({ path, range: request.headers.get('Range') })
          // Without the signal, because an abort through it would be logged as an error.
          return vendor(new Request(request, { signal: null }))
        },
      })
      const stop = await startServer(vendorPort, port)
      const origin = `http://127.0.0.1:${port}`
      await use({ origin, simulatorPort: vendorPort, requests, stats: vendor.stats })
      stop()
      simulator.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ vendor }, use) => use(vendor.origin),
})
