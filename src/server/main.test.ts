import { spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { cookieOf, makeUser, TEST_PASSWORD } from '../testing/auth-app.ts'
import { listenForTest } from '../testing/listen-for-test.ts'
import { writeUsersFile } from './auth/users-file.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const TIMEOUT_MS = 60_000

/** Starts the server as a process, with `settings` and a `.env` in `cwd`. */
function start(
  settings: Record<string, string>,
  { cwd = tmpdir(), stdout = 'pipe' }: { cwd?: string; stdout?: 'pipe' | number } = {},
) {
  const { PATH = '' } = process.env
  // These override a .env next to the app.
  const env = { PATH, LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '', ...settings }
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
    env,
    cwd,
    stdio: ['ignore', stdout, 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let stderr = ''
  const saidSomething = new Promise<void>((resolve) => {
    child.stderr?.on('data', (data) => {
      stderr += String(data)
      resolve()
    })
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  /** The server's URL, once it listens. */
  async function origin(): Promise<string> {
    await saidSomething
    return /http:\/\/\S+/.exec(stderr)?.[0] ?? ''
  }
  return { child, said: () => stderr, origin, ended }
}

test('the environment overrides a .env file, and an invalid setting stops the start', {
  timeout: TIMEOUT_MS,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, '.env'), 'PORT=none\nLAAFFIC_TIME_ZONE=Mars/Base\n')
  const { ended, said } = start({ LAAFFIC_TIME_ZONE: 'Asia/Tokyo' }, { cwd: folder })
  expect(await ended).toBe(1)
  expect(said()).toBe('callboard: PORT: "none" is not a whole number from 0 to 65535\n')
})

test('AUTH=password without users stops the start, and with one it signs in', {
  timeout: TIMEOUT_MS,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const USERS_FILE = join(folder, 'users.json')
  const settings = { AUTH: 'password', USERS_FILE, PORT: '0' }
  const { ended, said } = start(settings)
  expect(await ended).toBe(1)
  expect(said()).toMatch(/^callboard: USERS_FILE: \S+ is missing; add users with: npm run users/)
  writeUsersFile(USERS_FILE, [await makeUser()])
  const { origin } = start(settings)
  const url = await origin()
  expect((await fetch(`${url}/api/session`)).status).toBe(401)
  const body = new URLSearchParams({ name: 'ann', password: TEST_PASSWORD })
  const signedIn = await fetch(`${url}/api/sign-in`, { method: 'POST', body, redirect: 'manual' })
  expect(signedIn.status).toBe(303)
  const Cookie = cookieOf(signedIn) ?? ''
  const session = await fetch(`${url}/api/session`, { headers: { Cookie } })
  expect(await session.json()).toMatchObject({ demo: true, user: { name: 'ann' } })
})

test('a port in use stops the start with one line', { timeout: TIMEOUT_MS }, async () => {
  const port = await listenForTest(() => {})
  const { ended, said } = start({ PORT: String(port) })
  expect(await ended).toBe(1)
  expect(said()).toBe(`callboard: 127.0.0.1:${port} is in use by another program; set PORT\n`)
})

test('the server shows the demo account without credentials, and ends on a signal', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { child, ended, said, origin } = start({ PORT: '0' })
  const session = await fetch(`${await origin()}/api/session`)
  expect(said()).toContain('Demo account')
  expect(await session.json()).toMatchObject({ demo: true })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a long list of filters is answered', { timeout: TIMEOUT_MS }, async () => {
  const { origin } = start({ PORT: '0' })
  const now = new Date().toISOString()
  const agents = Array.from({ length: 1_000 }, (_, index): [string, string] => [
    'agent',
    `${index} ${'坐席'.repeat(2)}`,
  ])
  const search = String(new URLSearchParams([['from', now], ['to', now], ...agents]))
  expect(search.length).toBeGreaterThan(40_000)
  const response = await fetch(`${await origin()}/api/records?${search}`)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ total: 0 })
})

/** Requests `/healthz` `times` times, and expects every answer. */
async function askHealth(origin: string, times: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 })
  const ask = () =>
    new Promise<number>((resolve, reject) => {
      get(`${origin}/healthz`, { agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      }).on('error', reject)
    })
  const statuses = await Promise.all(Array.from({ length: times }, ask))
  agent.destroy()
  expect(new Set(statuses)).toEqual(new Set([200]))
}

describe('a log that cannot be written does not stop the server', () => {
  const HAS_FULL_DISK = existsSync('/dev/full')
  test.each([
    ['a full disk', HAS_FULL_DISK ? '/dev/full' : MAIN, HAS_FULL_DISK ? 'a' : 'r'],
    ['a read-only file', MAIN, 'r'],
  ])(
    'the server keeps answering with its log on %s',
    {
      timeout: TIMEOUT_MS,
    },
    async (_, path, flag) => {
      const { child, ended, origin } = start({ PORT: '0' }, { stdout: openSync(path, flag) })
      await askHealth(await origin(), 20)
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    },
  )

  test('a log to a blocked pipe drops lines and later states how many', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { child, ended, origin } = start({ PORT: '0' })
    const url = await origin()
    await askHealth(url, 1_600)
    let log = ''
    child.stdout?.on('data', (data) => {
      log += String(data)
    })
    await vi.waitFor(() => expect(log).toMatch(/"dropped":[1-9]\d*,/), TIMEOUT_MS)
    const dropped = Number(/"dropped":(\d+)/.exec(log)?.[1])
    expect(log.split('\n').filter((line) => line.includes('"route"'))).toHaveLength(1_600 - dropped)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('the server keeps answering if the reader of its log is gone', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { child, ended, origin } = start({ PORT: '0' })
    const url = await origin()
    child.stdout?.destroy()
    await askHealth(url, 20)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
