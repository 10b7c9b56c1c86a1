import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProvider } from '../src/testing/oidc-provider.ts'
import { collectPageErrors, expect, inBothWays } from './callboard.ts'
import { freePort } from './free-port.ts'
import { test as base, startServer } from './own-vendor.ts'

const CLIENT = { id: 'callboard', secret: 'the secret of the client' }
const NAME = 'sam'

interface Provided {
  origin: string
  issuer: string
  /** Ends all sessions of the user. */
  signOutEverywhere: () => void
}

/** A test whose server signs people in by a provider. */
const test = base.extend<object, { provided: Provided }>({
  provided: [
    async ({ vendor }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'callboard-provider-'))
      const usersFile = join(folder, 'users.json')
      const [providerPort, port] = [await freePort(), await freePort()]
      const [issuer, origin] = [providerPort, port].map((each) => `http://127.0.0.1:${each}`) as [
        string,
        string,
      ]
      const client = { ...CLIENT, redirectUri: `${origin}/sign-in/callback` }
      const claims = { preferred_username: NAME, role: 'supervisor', groups: ['India Sales'] }
      const answer: RequestListener = createProvider(issuer, { client, user: { claims } })
      const provider = createServer(answer).listen(providerPort, '127.0.0.1')
      await once(provider, 'listening')
      const stop = await startServer(vendor.simulatorPort, port, {
        AUTH: 'oidc',
        PUBLIC_URL: origin,
        USERS_FILE: usersFile,
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
      })
      function signOutEverywhere(): void {
        const users = [{ name: NAME, groups: [], signOuts: Math.floor(Date.now() / 1_000) }]
        writeFileSync(usersFile, JSON.stringify({ users }), { mode: 0o600 })
      }
      await use({ origin, issuer, signOutEverywhere })
      stop()
      provider.closeAllConnections()
      provider.close()
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ provided }, use) => use(provided.origin),
  // The page may send people to the provider, and nowhere else.
  pageErrors: async ({ context, provided }, use) => {
    const errors = collectPageErrors(context, provided.origin, { requestsMayFail: true })
    await use(errors)
    expect(errors.filter((error) => !error.includes(provided.issuer))).toEqual([])
  },
})

inBothWays(() => {
  test('the provider signs in without a page in between, and again after a sign-out only if asked', async ({
    callboard,
  }) => {
    const { page, status, say, press } = callboard
    await page.goto('/?range=yesterday&size=10')
    await expect(status).toHaveText(/1–10/)
    await expect(page).toHaveURL(/\?range=yesterday&size=10$/)
    await press(page.getByRole('button', { name: say('Settings') }))
    await expect(page.getByText(say('Supervisor'))).toBeVisible()
    await press(page.getByRole('button', { name: say('Sign out') }))
    const signIn = page.getByRole('button', { name: say('Sign in') })
    await expect(signIn).toBeFocused()
    await press(signIn)
    await expect(status).toHaveText(/1–10/)
  })

  test('a session that ends while a call plays goes on at the same second', async ({
    callboard,
    provided,
  }) => {
    const { page, rows, player, say, reach, press } = callboard
    await page.goto('/?range=yesterday&recorded=true&sort=-talkSeconds&size=10')
    await press(rows.first().getByRole('button', { name: say('Play recording') }))
    const seek = player.getByRole('slider', { name: say('Seek') })
    await expect(seek).toBeEnabled()
    await press(player.getByRole('button', { name: say('Pause') }))
    await reach(seek)
    await seek.press('End')
    await seek.press('ArrowLeft')
    const second = Number(await seek.inputValue())
    provided.signOutEverywhere()
    const signIn = page.getByRole('button', { name: say('Sign in') })
    await expect(async () => {
      // The server reads the users file again within a second.
      const refresh = page.getByRole('button', { name: say('Refresh') })
      if (!(await page.getByRole('dialog').isVisible())) await press(refresh)
      await expect(signIn).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await press(signIn)
    await expect(page).toHaveURL(/[?&]call=.*[?&]t=\d/)
    await expect(async () => {
      expect(Math.abs(Number(await seek.inputValue()) - second)).toBeLessThan(2)
    }).toPass()
  })
})
