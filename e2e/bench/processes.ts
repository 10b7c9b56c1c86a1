import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Browser, chromium } from '@playwright/test'
import { DEMO_KEY, DEMO_SECRET } from '../../mocks/vendor/handler.ts'
import { createLongCall } from '../../mocks/vendor/recording/generated-wav.ts'
import { readRecording } from '../../mocks/vendor/recording/read-recording.ts'
import { readByteRange } from '../../mocks/vendor/recording/serve-recording.ts'
import { findBrowser } from '../find-browser.ts'
import { freePort } from '../free-port.ts'
import { BROWSER_ARGS } from '../playwright.config.ts'

const START_TIMEOUT_MS = 15_000
const POLL_MS = 50

/** A page in a browser context without a cache. */
export const CONTEXT_OPTIONS = { viewport: { width: 1440, height: 900 }, locale: 'en-US' }

const children = new Set<ChildProcess>()
const browsers = new Set<Browser>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a server on a free port and waits until it answers. Returns its origin. */
async function startServer(
  command: string,
  configure: (port: string) => { args: string[]; env?: Record<string, string> },
): Promise<string> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { args, env } = configure(`${port}`)
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' })
  children.add(child)
  const end = performance.now() + START_TIMEOUT_MS
  const isUp = () => fetch(`${origin}/healthz`).then(Boolean, () => false)
  while (!(await isUp())) {
    if (child.exitCode !== null || performance.now() > end)
      throw new Error(`${command} ${args.join(' ')} did not start`)
    await setTimeout(POLL_MS)
  }
  return origin
}

/** Starts the vendor simulator. Its calls have their recordings at another origin. */
export function startSimulator(recordings = 'http://127.0.0.1'): Promise<string> {
  const script = ['--import', 'tsx', 'mocks/vendor/serve.ts', '--recordings-origin', recordings]
  return startServer(process.execPath, (port) => ({ args: [...script, '--port', port] }))
}

/** Serves recordings from memory, because the simulator computes an hour's call as it is read. */
export async function startRecordings(): Promise<string> {
  const hour = createLongCall()
  const hourBytes = hour.slice(0, hour.length)
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = basename(request.url ?? '')
    const bytes = name === 'hour.wav' ? hourBytes : await readRecording(name)
    const range = readByteRange(request.headers.range ?? null, bytes.length)
    if (range === 'none') throw new Error('no such range')
    const { first, last } = range ?? { first: 0, last: bytes.length - 1 }
    response.writeHead(range ? 206 : 200, {
      'Content-Type': 'audio/wav',
      'Content-Length': last - first + 1,
      'Accept-Ranges': 'bytes',
      ETag: `"${name}"`,
      ...(range && { 'Content-Range': `bytes ${first}-${last}/${bytes.length}` }),
    })
    response.end(bytes.subarray(first, last + 1))
  }
  const port = await freePort()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end())
  })
  server.listen(port, '127.0.0.1').unref()
  return `http://127.0.0.1:${port}`
}

/** Starts the server that was built in `folder`. Its log is discarded. */
export function startCallboard(
  vendor: string,
  recordings = vendor,
  settings: Record<string, string> = {},
  folder = '.',
): Promise<string> {
  return startServer(process.execPath, (port) => ({
    args: [`${folder}/dist/server/main.js`],
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: port,
      LAAFFIC_API_KEY: DEMO_KEY,
      LAAFFIC_API_SECRET: DEMO_SECRET,
      LAAFFIC_BASE_URL: vendor,
      LAAFFIC_TIME_ZONE: 'Asia/Shanghai',
      RECORDING_HOSTS: new URL(recordings).host,
      ...settings,
    },
  }))
}

/** Starts nginx as a reverse proxy of `vendor`, or returns `null` if it is not installed. */
export async function startNginx(vendor: string): Promise<string | null> {
  if (spawnSync('nginx', ['-v']).status !== 0) return null
  const folder = mkdtempSync(`${tmpdir()}/callboard-bench-`)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return startServer('nginx', (port) => {
    writeFileSync(`${folder}/nginx.conf`, nginxConfig(port, new URL(vendor).host))
    return { args: ['-p', folder, '-c', `${folder}/nginx.conf`, '-e', 'stderr'] }
  })
}

/** One process in the foreground that keeps its connections to the vendor (`host:port`). */
function nginxConfig(port: string, vendor: string): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
    daemon off;
    master_process off;
    pid nginx.pid;
    events {}
    http {
      ${folders.map((name) => `${name}_temp_path ${name};`).join(' ')}
      access_log /dev/null;
      upstream vendor { server ${vendor}; keepalive 64; }
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://vendor; }
        proxy_http_version 1.1;
        proxy_set_header Connection "";
      }
    }`
}

export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS })
  browsers.add(browser)
  return browser
}

/** Stops every program and browser that was started. */
export async function stopAll(): Promise<void> {
  await Promise.all([...browsers].map((browser) => browser.close()))
  browsers.clear()
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  children.clear()
}
