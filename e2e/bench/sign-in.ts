import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { hashPassword } from '../../src/server/auth/password.ts'
import { writeUsersFile } from '../../src/server/auth/users-file.ts'
import { type Row, repeat } from './measure.ts'
import { startCallboard, startSimulator } from './processes.ts'

const WARM_UP_ROUNDS = 200
const ROUNDS = 800
const LIMIT_MS = 0.3
const PASSWORD = 'correct horse battery'

/** Signs in and returns the cookie. */
async function signIn(origin: string): Promise<string> {
  const body = new URLSearchParams({ name: 'Ada', password: PASSWORD })
  const answer = await fetch(`${origin}/api/sign-in`, { method: 'POST', body, redirect: 'manual' })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (answer.status !== 303 || !cookie) throw new Error(`sign-in: HTTP ${answer.status}`)
  return cookie
}

/** Measures what the check of a session adds to a request, by turns on two servers. */
export async function measureSignIn(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-bench-'))
  try {
    const usersFile = join(folder, 'users.json')
    const password = await hashPassword(PASSWORD)
    writeUsersFile(usersFile, [{ name: 'Ada', role: 'admin', groups: [], password, signOuts: 0 }])
    const vendor = await startSimulator()
    const open = new Client(await startCallboard(vendor))
    const origin = await startCallboard(vendor, vendor, { AUTH: 'password', USERS_FILE: usersFile })
    const closed = new Client(origin)
    const cookie = await signIn(origin)
    async function time(client: Client, headers: Record<string, string>): Promise<number> {
      const startedAt = performance.now()
      const { statusCode, body } = await client.request({
        method: 'GET',
        path: '/api/session',
        headers,
      })
      await body.arrayBuffer()
      if (statusCode !== 200) throw new Error(`/api/session: HTTP ${statusCode}`)
      return performance.now() - startedAt
    }
    const rounds = await repeat(WARM_UP_ROUNDS + ROUNDS, async () => {
      const without = await time(open, {})
      return (await time(closed, { Cookie: cookie })) - without
    })
    await Promise.all([open.close(), closed.close()])
    return [
      {
        what: 'a session adds to a request',
        unit: 'ms',
        samples: rounds.slice(WARM_UP_ROUNDS),
        limit: LIMIT_MS,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
