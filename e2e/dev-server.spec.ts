import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { collectPageErrors, pageParts } from './callboard.ts'
import { freePort } from './free-port.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const VITE = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url))

/** The development server, as `npm run dev` starts it, on the demo account. */
const test = base.extend<{ url: string }>({
  url: async ({ request }, use) => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const vite = spawn(process.execPath, [VITE, '--port', String(port), '--strictPort'], {
      cwd: ROOT,
      stdio: 'ignore',
      env: { ...process.env, LAAFFIC_API_KEY: '', LAAFFIC_API_SECRET: '' },
    })
    const ended = once(vite, 'exit')
    const isUp = () =>
      request.get(`${url}/healthz`).then(
        (answer) => answer.ok(),
        () => false,
      )
    await expect.poll(isUp, { timeout: 60_000 }).toBe(true)
    await use(url)
    vite.kill('SIGTERM')
    await ended
  },
})

// Vite transforms each module for the first time here, and finds packages to bundle.
test.setTimeout(240_000)

test('the development server shows calls without console messages', { tag: '@slow' }, async ({
  context,
  page,
  request,
  url,
}) => {
  const errors = collectPageErrors(context, url, { requestsMayFail: false })
  expect(await (await request.get(`${url}/api/session`)).json()).toMatchObject({ demo: true })
  const rebound = await request.get(`${url}/api/session`, { headers: { Host: 'evil.example' } })
  expect(rebound.status()).toBe(403) // Vite's own check
  expect((await request.get(`${url}/.session-secret`)).status()).toBe(403)

  await page.goto(`${url}/?range=yesterday`)
  const { rows, player } = pageParts(page)
  await expect(rows).toHaveCount(50, { timeout: 60_000 })
  // Vite reloads the page if it finds a package late; a click before that is lost.
  await page.waitForLoadState('networkidle')
  await rows.getByRole('button', { name: 'Play recording' }).first().click()
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 60_000 })
  await rows.nth(3).click()
  await expect(pageParts(page).details).toBeVisible()
  expect(errors).toEqual([])
})
