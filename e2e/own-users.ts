import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes, scryptSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, type Page } from '@playwright/test'
import type { User } from '../src/calls/call.ts'
import { test as base, type Callboard, sayIn } from './callboard.ts'
import { freePort } from './free-port.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PASSWORD = 'correct horse battery'

/** Supervisor and listener see one group of the demo account. */
export const GROUP = 'India Sales'
const USERS: User[] = [
  { name: 'Ada', role: 'admin', groups: [] },
  { name: 'Bea', role: 'admin', groups: [] },
  { name: 'Sue', role: 'supervisor', groups: [GROUP] },
  { name: 'Lee', role: 'listener', groups: [GROUP] },
]

/** The lowest cost that a users file may have, because the tests sign in often. */
function hashOf(password: string) {
  const cost = { N: 2 ** 14, r: 8, p: 1 }
  const salt = randomBytes(16)
  const hash = scryptSync(password, salt, 32, cost)
  return {
    algorithm: 'scrypt',
    ...cost,
    salt: salt.toString('base64'),
    hash: hash.toString('base64'),
  }
}

/** Two servers on the demo account with the same secret and users. */
interface OwnServers {
  url: string
  otherUrl: string
  /** Ends all sessions of a user, as `npm run users -- sign-out NAME` does. */
  signOutEverywhere: (name: string) => Promise<void>
}

/** A test whose page has servers that require a sign-in. */
export const test = base.extend<object, { servers: OwnServers }>({
  servers: [
    async ({ browserName: _ }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'callboard-users-'))
      const path = join(folder, 'users.json')
      const password = hashOf(PASSWORD)
      const users = USERS.map((user) => ({ ...user, password }))
      writeFileSync(path, JSON.stringify({ users }), { mode: 0o600 })
      const started: ChildProcess[] = []

      async function start(): Promise<string> {
        const port = await freePort()
        const settings = {
          ...{ LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '', HOST: '127.0.0.1', PORT: `${port}` },
          ...{ AUTH: 'password', MASK: 'listener', USERS_FILE: path },
          SESSION_SECRET: 'one secret for both servers',
          AUDIT_FILE: join(folder, `audit-${port}.jsonl`),
        }
        const server = spawn(process.execPath, ['dist/server/main.js'], {
          cwd: ROOT,
          stdio: 'ignore',
          env: { ...process.env, ...settings },
        })
        started.push(server)
        const url = `http://127.0.0.1:${port}`
        const isUp = () =>
          fetch(`${url}/healthz`).then(
            ({ ok }) => ok,
            () => false,
          )
        await expect.poll(isUp).toBe(true)
        return url
      }

      async function signOutEverywhere(name: string): Promise<void> {
        await promisify(execFile)(process.execPath, ['dist/server/users.js', 'sign-out', name], {
          cwd: ROOT,
          env: { ...process.env, USERS_FILE: path },
        })
      }

      const [url, otherUrl] = [await start(), await start()]
      await use({ url, otherUrl, signOutEverywhere })
      for (const server of started) server.kill()
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ servers }, use) => use(servers.url),
  requestsMayFail: true,
})

/** Locates the sign-in form, whose words `say` translates. */
export function signInForm(page: Page, say = sayIn('en')) {
  const form = page.getByRole('dialog', { name: say('Sign in to Callboard') })
  return {
    form,
    name: form.getByLabel(say('Name'), { exact: true }),
    password: form.getByLabel(say('Password'), { exact: true }),
    submit: form.getByRole('button', { name: say('Sign in') }),
  }
}

/** Signs in on the form that covers the page. */
export async function signInAs(
  { page, say, type, press }: Callboard,
  user: string,
  password = PASSWORD,
): Promise<void> {
  const form = signInForm(page, say)
  await type(form.name, user)
  await type(form.password, password)
  await press(form.submit)
}

/** Chooses an entry of the settings. */
export async function chooseSetting({ page, say, press }: Callboard, name: string): Promise<void> {
  await press(page.getByRole('button', { name: say('Settings') }))
  await press(page.getByRole('button', { name: say(name) }))
}
