import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { createProvider } from '../src/testing/oidc-provider.ts'
import { collectPageErrors, pageParts } from './callboard.ts'
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

const openSettings = (page: Page) => page.getByRole('button', { name: 'Settings' }).click()

test('the provider signs in without a page in between, and again after a sign-out only if asked', async ({
  page,
}) => {
  await page.goto('/?range=yesterday&size=10')
  const { status } = pageParts(page)
  await expect(status).toHaveText(/^1–10 of/)
  await expect(page).toHaveURL(/\?range=yesterday&size=10$/)
  await openSettings(page)
  await expect(page.getByText('Supervisor')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  const signIn = page.getByRole('button', { name: 'Sign in' })
  await expect(signIn).toBeFocused()
  await signIn.click()
  await expect(status).toHaveText(/^1–10 of/)
})

test('a session that ends while a call plays goes on at the same second', async ({
  page,
  provided,
}) => {
  await page.goto('/?range=yesterday&recorded=true&sort=-talkSeconds&size=10')
  const { rows, player } = pageParts(page)
  await rows.first().getByRole('button', { name: 'Play recording' }).click()
  const seek = player.getByRole('slider', { name: 'Seek' })
  await expect(seek).toBeEnabled()
  await seek.press('End')
  await seek.press('ArrowLeft')
  await player.getByRole('button', { name: 'Pause' }).click()
  const second = Number(await seek.inputValue())
  provided.signOutEverywhere()
  const signIn = page.getByRole('button', { name: 'Sign in' })
  await expect(async () => {
    // The server reads the users file again within a second.
    const refresh = page.getByRole('button', { name: 'Refresh' })
    if (!(await page.getByRole('dialog').isVisible())) await refresh.click()
    await expect(signIn).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await signIn.click()
  await expect(page).toHaveURL(/[?&]call=.*[?&]t=\d/)
  await expect(async () => {
    expect(Math.abs(Number(await seek.inputValue()) - second)).toBeLessThan(2)
  }).toPass()
})
