import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { createVendor, DEMO_KEY, DEMO_SECRET, QUERY_PATH } from '../mocks/vendor/handler.ts'
import { readRecording } from '../mocks/vendor/recording/read-recording.ts'
import type { VendorStats } from '../mocks/vendor/vendor-stats.ts'
import { test as base } from './callboard.ts'
import { freePort } from './free-port.ts'

/** What a recording's source was asked for. */
interface Asked {
  path: string
  range: string | null
  /** ms since the epoch */
  at: number
}

/** The vendor of a server of its own, which notes what of recordings it is asked for. */
export interface WatchedVendor {
  /** Of the page. */
  origin: string
  asked: Asked[]
  stats: Readonly<VendorStats>
  /** Whether the recordings' source fails (500) for what is asked. */
  fails: (asked: Asked) => boolean
}

/** Starts the built server, and waits until it says where it is. */
function startServer(vendorPort: number, port: number): Promise<() => void> {
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL('../dist/server/main.js', import.meta.url))],
    {
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
      },
    },
  )
  return new Promise((resolve, reject) => {
    server.stderr.once('data', () => resolve(() => server.kill()))
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

/** A test whose page has a server and a vendor of its own, and what that vendor was asked for. */
export const test = base.extend<object, { vendor: WatchedVendor }>({
  vendor: [
    async ({ browserName: _ }, use) => {
      const [vendorPort, port] = [await freePort(), await freePort()]
      const watched = { asked: [] as Asked[], fails: (_asked: Asked) => false }
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
          if (path !== QUERY_PATH) {
            const asked = { path, range: request.headers.get('Range'), at: Date.now() }
            watched.asked.push(asked)
            if (watched.fails(asked)) return new Response(null, { status: 500 })
          }
          // Who leaves is noticed by the body that is read no more; by signal, it would be logged.
          return vendor(new Request(request, { signal: null }))
        },
      })
      const stop = await startServer(vendorPort, port)
      const origin = `http://127.0.0.1:${port}`
      await use(Object.assign(watched, { origin, stats: vendor.stats }))
      stop()
      simulator.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ vendor }, use) => use(vendor.origin),
})
