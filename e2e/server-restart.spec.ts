import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from './callboard.ts'
import { freePort } from './free-port.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** A server of the test's own, which can be started anew on the same port. */
interface OwnServer {
  url: string
  /** @param secret another one than before ends all addresses of recordings */
  restart: (secret?: string) => Promise<void>
}

const test = base.extend<{ ownServer: OwnServer }>({
  ownServer: async ({ request }, use) => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    let server: ChildProcess | null = null

    async function stop(): Promise<void> {
      if (!server) return
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
    }

    async function restart(secret = ''): Promise<void> {
      await stop()
      const account = { LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '', SESSION_SECRET: secret }
      server = spawn(process.execPath, ['dist/server/main.js'], {
        cwd: ROOT,
        stdio: 'ignore',
        env: { ...process.env, ...account, HOST: '127.0.0.1', PORT: String(port) },
      })
      const isUp = () =>
        request.get(`${url}/healthz`).then(
          (answer) => answer.ok(),
          () => false,
        )
      await expect.poll(isUp).toBe(true)
    }

    await restart()
    await use({ url, restart })
    await stop()
  },
  baseURL: async ({ ownServer }, use) => use(ownServer.url),
})

test.use({ requestsMayFail: true })

test('playing continues after the server restarts with another secret', async ({
  callboard,
  ownServer,
}) => {
  const { player, rows } = callboard
  await callboard.showColumns('startedAt', 'remark', 'recording')
  await callboard.open('?range=yesterday&group=!recordings')
  const play = (remark: string) =>
    rows.filter({ hasText: remark }).first().getByRole('button', { name: 'Play recording' }).click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  const elapsed = async () => Number(await seek.inputValue())

  await play('goes on when asked from there')
  await expect.poll(elapsed).toBeGreaterThan(0.3)
  await ownServer.restart('another secret than before')
  await seek.fill('100') // not at hand yet: the old address is asked for it
  await expect.poll(elapsed).toBeGreaterThan(100.3)
  expect(await elapsed()).toBeLessThan(130)
  await expect(player.getByRole('alert')).toHaveCount(0)

  await play('Good: pcm, mono') // in a list as old as its addresses
  await expect.poll(elapsed).toBeLessThan(100)
  await expect.poll(elapsed).toBeGreaterThan(0.3)
  await expect(player.getByRole('alert')).toHaveCount(0)
})
