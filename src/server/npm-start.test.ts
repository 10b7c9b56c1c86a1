import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../../e2e/free-port.ts'
import { listenForTest } from '../testing/listen-for-test.ts'
import { recordingPath, TEST_KEY, TEST_SECRET } from '../testing/test-app.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TIMEOUT_MS = 90_000
const STARTS_WITHIN_MS = 40_000

/** Replaces the result of `npm run build`: it loads the sources. */
const MAIN = `import { register } from 'tsx/esm/api'
register()
await import(new URL('../../src/server/main.ts', import.meta.url))
`

/** A copy of the app with its own settings and its own secret; `npm run build` does nothing. */
let app = ''

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'callboard-'))
  const { scripts, ...manifest } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const stub = { ...manifest, scripts: { ...scripts, build: 'node -e 0' } }
  await writeFile(join(app, 'package.json'), JSON.stringify(stub))
  for (const path of ['src', 'mocks', 'start.js'])
    await cp(join(ROOT, path), join(app, path), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(app, 'node_modules'), 'junction')
  await mkdir(join(app, 'dist/server'), { recursive: true })
  await writeFile(join(app, 'dist/server/main.js'), MAIN)
}, TIMEOUT_MS)
afterAll(() => rm(app, { recursive: true, force: true }))

interface Started {
  child: ChildProcess
  ended: Promise<unknown>
  said: () => string
}

/** Starts a program of the app with these settings only. */
function start(command: string, args: string[], settings: Record<string, string>, cwd = app) {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, npm_config_update_notifier: 'false', ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  })
  const ended = once(child, 'exit')
  let stderr = ''
  child.stderr?.on('data', (data) => {
    stderr += String(data)
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return { child, ended, said: () => stderr } satisfies Started
}

/** Waits until the server is up, or fails with its output. */
async function isUp({ said }: Started): Promise<void> {
  await vi.waitFor(() => expect(said()).toContain('Callboard is at'), STARTS_WITHIN_MS)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(false)
    })
    socket.on('error', () => resolve(true))
  })
}

const SECONDS = 3
const SECOND_OF_SOUND = `RIFF....WAVEfmt ${'x'.repeat(16_000)}`

test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])(
  '%s to npm frees the port within 5 s after a stream of 3 s has finished',
  {
    timeout: TIMEOUT_MS,
  },
  async (signal) => {
    const source = await listenForTest((_, response) => {
      response.writeHead(200, { 'Content-Type': 'audio/wav' })
      response.write(SECOND_OF_SOUND)
      let sent = 1
      const timer = setInterval(() => {
        response.write(SECOND_OF_SOUND)
        sent += 1
        if (sent < SECONDS + 1) return
        clearInterval(timer)
        response.end()
      }, 1_000)
    })
    const port = await freePort()
    const npm = start('npm', ['start', '--silent'], {
      PORT: String(port),
      LAAFFIC_API_KEY: TEST_KEY,
      LAAFFIC_API_SECRET: TEST_SECRET,
      RECORDING_HOSTS: '127.0.0.1',
      SESSION_SECRET: 'sixteen letters or more',
    })
    await isUp(npm)
    const path = recordingPath(`http://127.0.0.1:${source}/a.wav`)
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    npm.child.kill(signal)
    await vi.waitFor(async () => expect(await isFree(port)).toBe(true), 5_000)
    expect((await response.text()).length).toBe((SECONDS + 1) * SECOND_OF_SOUND.length)
    await npm.ended
  },
)

test('a recording’s URL survives a restart without SESSION_SECRET', {
  timeout: TIMEOUT_MS,
}, async () => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const settings = { PORT: String(port), LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '' }
  const first = start(process.execPath, ['dist/server/main.js'], settings)
  await isUp(first)
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const span = new URLSearchParams({ from: `${day}T00:00:00Z`, to: `${day}T23:59:59Z` })
  const { records } = await (await fetch(`${origin}/api/records?${span}`)).json()
  const path = records.find((call: { recording: string | null }) => call.recording)?.recording
  first.child.kill('SIGTERM')
  await first.ended

  const second = start(process.execPath, ['dist/server/main.js'], settings)
  await isUp(second)
  const sound = await fetch(`${origin}${path}`, { headers: { Range: 'bytes=0-99' } })
  expect(sound.status).toBe(206)
  await sound.arrayBuffer()
  const file = join(app, '.session-secret')
  expect(existsSync(file)).toBe(true)
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(first.said() + second.said()).not.toContain((await readFile(file, 'utf8')).trim())
})

test('the server starts and warns if it cannot store a secret', {
  timeout: TIMEOUT_MS,
}, async () => {
  const file = join(app, '.session-secret')
  await rm(file, { force: true })
  await mkdir(file)
  onTestFinished(() => rm(file, { recursive: true }))
  const server = start(process.execPath, ['dist/server/main.js'], { PORT: '0' })
  await isUp(server)
  expect(
    server.said().match(/^callboard: cannot keep a secret in .*set SESSION_SECRET$/gm),
  ).toHaveLength(1)
})

test('a .env in the current folder overrides the .env next to the app', {
  timeout: TIMEOUT_MS,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, '.env'), 'PORT=none\n')
  await writeFile(join(app, '.env'), 'PORT=never\nLAAFFIC_TIME_ZONE=Mars/Base\nLAAFFIC_ZONE=x\n')
  onTestFinished(() => rm(join(app, '.env')))
  const server = start(process.execPath, [join(app, 'dist/server/main.js')], {}, folder)
  expect(await server.ended).toEqual([1, null])
  expect(server.said().trim().split('\n')).toEqual([
    'callboard: LAAFFIC_ZONE is no setting and has no effect; did you mean LAAFFIC_TIME_ZONE?',
    'callboard: LAAFFIC_TIME_ZONE: "Mars/Base" is not an IANA time zone; PORT: "none" is not a whole number from 0 to 65535',
  ])
})

test('an invalid setting stops `npm run dev` with one line', { timeout: TIMEOUT_MS }, async () => {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const settings = { LAAFFIC_TIME_ZONE: 'Mars/Base' }
  const server = start(process.execPath, [vite, '--port', '0'], settings, ROOT)
  expect(await server.ended).toEqual([1, null])
  expect(server.said()).toBe('callboard: LAAFFIC_TIME_ZONE: "Mars/Base" is not an IANA time zone\n')
})
