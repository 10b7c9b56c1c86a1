import { parse } from 'csv-parse/sync'
import { type Callboard, downloadedText, expect, pageParts } from './callboard.ts'
import { GROUP, signInAs, signInForm, test, typeSignIn } from './own-users.ts'

/** Opens an address, signs in and waits for the calls. */
async function openAs(callboard: Callboard, user: string, search: string): Promise<void> {
  const { page, rows } = callboard
  await page.goto(`/${search}`)
  await signInAs(page, user)
  await expect(rows.first()).toBeVisible()
}

/** Ends the session of the page, and waits until its server knows. */
async function endSession(
  { page }: Callboard,
  servers: { signOutEverywhere: (name: string) => Promise<void> },
  user: string,
): Promise<void> {
  await servers.signOutEverywhere(user)
  const status = async () => (await page.request.get('/api/session')).status()
  await expect.poll(status).toBe(401)
}

test.describe('signing in', () => {
  test('by password leads to the calls of the address', async ({ callboard }) => {
    const { page, rows, status } = callboard
    await page.goto('/?range=yesterday&size=10&page=2')
    const { form, name, password } = signInForm(page)
    await expect(name).toBeFocused()
    await signInAs(page, 'Ada', 'wrong horse battery')
    const alert = form.getByRole('alert')
    await expect(alert).toContainText('The name or the password is wrong')
    await expect(password).toBeFocused()
    await page.keyboard.type('correct horse battery') // in place of the wrong one
    await page.keyboard.press('Enter')
    await expect(form).toHaveCount(0)
    await expect(status).toHaveText(/^11–20 of /)
    await expect(rows).toHaveCount(10)
    await expect(page).toHaveURL(/\?range=yesterday&size=10&page=2$/)
  })

  test('reaches and shows nothing of the page behind', async ({ callboard, servers }) => {
    const { page, rows } = callboard
    await openAs(callboard, 'Ada', '?range=yesterday')
    await rows.nth(2).locator('td').nth(3).click()
    await expect(callboard.details).toBeVisible()
    await page.getByRole('button', { name: 'Export' }).click()
    await expect(callboard.exportDialog).toBeVisible()
    await endSession(callboard, servers, 'Ada')
    await callboard.startExport.dispatchEvent('click') // which a poll may have covered
    const { form, password } = signInForm(page)
    await expect(password).toBeFocused() // because the name is there
    for (const key of [
      'Tab',
      'Tab',
      'Tab',
      'Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Escape',
      'Escape',
      '?',
    ])
      await page.keyboard.press(key)
    await expect(form).toBeVisible()
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toHaveCount(0)
    await expect(callboard.exportDialog).toHaveCount(1) // Escape and ? did nothing to the page
    const isCovered = await page.evaluate(() =>
      [...document.querySelectorAll('tbody tr, [role="dialog"], header, aside')].every(
        (element) => {
          const { x, y, width, height } = element.getBoundingClientRect()
          const top = document.elementFromPoint(x + width / 2, y + height / 2)
          return top === null || !element.contains(top)
        },
      ),
    )
    expect(isCovered).toBe(true)
    const focused = await page.evaluate(() => document.activeElement?.closest('dialog') !== null)
    expect(focused).toBe(true)
  })

  test('requests nothing until somebody has signed in again', async ({ callboard, servers }) => {
    const { page } = callboard
    await page.clock.install()
    await openAs(callboard, 'Bea', '?range=today')
    await endSession(callboard, servers, 'Bea')
    await page.clock.runFor(60_000) // the page looks for new calls
    await expect(signInForm(page).form).toBeVisible()
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await page.clock.runFor(300_000)
    expect(requested.filter((url) => url.includes('/api/'))).toEqual([])
    await signInAs(page, 'Bea')
    await expect(signInForm(page).form).toHaveCount(0)
    await page.clock.runFor(60_000)
    expect(requested.filter((url) => url.includes('/api/records')).length).toBeGreaterThan(1)
  })

  test('in one tab uncovers the page in another one', async ({ callboard, context }) => {
    const { page, rows } = callboard
    await page.goto('/?range=yesterday')
    await expect(signInForm(page).form).toBeVisible()
    const other = await context.newPage()
    await other.goto('/?range=yesterday')
    await signInAs(other, 'Ada')
    await expect(pageParts(other).rows.first()).toBeVisible()
    await page.bringToFront()
    await expect(rows.first()).toBeVisible()
  })

  test('at one server is valid at the other', async ({ callboard, servers, context, browser }) => {
    await openAs(callboard, 'Sue', '?range=yesterday')
    const again = await browser.newContext({ storageState: await context.storageState() })
    const page = await again.newPage()
    await page.goto(`${servers.otherUrl}/?range=yesterday`)
    await expect(pageParts(page).rows.first()).toBeVisible()
    await expect(signInForm(page).form).toHaveCount(0)
    await page.getByRole('button', { name: 'Settings' }).click()
    await expect(page.getByText('Sue Supervisor')).toBeVisible()
    await again.close()
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('signing in and out works by keyboard alone', async ({ callboard }) => {
    const { page } = callboard
    await page.goto('/?range=yesterday')
    const { form, name, password } = signInForm(page, 'zh-CN')
    await expect(name).toBeFocused()
    await typeSignIn(page, 'Sue', 'wrong horse battery')
    await expect(form.getByRole('alert')).toContainText('密码')
    await expect(password).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await typeSignIn(page, 'Sue')
    await expect(page.locator('tr[data-id]').first()).toBeVisible()
    await page.getByRole('button', { name: '设置' }).press('Enter')
    await page.getByRole('button', { name: '退出登录' }).press('Enter')
    await expect(form).toBeVisible()
    await expect(page.locator('tr[data-id]')).toHaveCount(0)
  })
})

test.describe('a session that ends', () => {
  test('while the rest of a recording loads: it goes on from there', async ({
    callboard,
    servers,
  }) => {
    const { page, player, rows } = callboard
    await callboard.showColumns('startedAt', 'remark', 'recording')
    await openAs(callboard, 'Ada', '?range=yesterday&group=!recordings')
    const seek = player.getByRole('slider', { name: 'Seek' })
    const elapsed = async () => Number(await seek.inputValue())
    await rows
      .filter({ hasText: 'goes on when asked from there' })
      .first()
      .getByRole('button', { name: 'Play recording' })
      .click()
    await expect.poll(elapsed).toBeGreaterThan(0.3)
    await endSession(callboard, servers, 'Ada')
    await seek.fill('100') // which has not been loaded
    await expect(signInForm(page).form).toBeVisible()
    await signInAs(page, 'Ada')
    await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await expect.poll(elapsed).toBeGreaterThan(100.3)
    expect(await elapsed()).toBeLessThan(130)
    await expect(player.getByRole('alert')).toHaveCount(0)
    await expect(page).toHaveURL(/group=!recordings/)
  })

  test('while a recording plays: it waits, and goes on from the same second', async ({
    callboard,
    servers,
  }) => {
    const { page, player, rows, pagination, status } = callboard
    await openAs(callboard, 'Sue', '?range=yesterday&size=10')
    await rows.getByRole('button', { name: 'Play recording' }).first().click()
    const seek = player.getByRole('slider', { name: 'Seek' })
    const elapsed = async () => Number(await seek.inputValue())
    await expect.poll(elapsed).toBeGreaterThan(1)
    await page.evaluate(() => {
      const note = (event: Event) => document.documentElement.setAttribute('data-last', event.type)
      const audio = document.querySelector('audio')
      for (const name of ['pause', 'playing']) audio?.addEventListener(name, note)
    })
    await endSession(callboard, servers, 'Sue')
    await pagination.getByRole('button', { name: 'Page 3' }).click()
    await expect(signInForm(page).form).toBeVisible()
    const stopped = await seekBehind(page)
    await signInAs(page, 'Sue')
    await expect(status).toHaveText(/^21–30 of /)
    await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    expect(await elapsed()).toBeGreaterThanOrEqual(stopped - 1)
    expect(await elapsed()).toBeLessThan(stopped + 10)
    await expect.poll(elapsed).toBeGreaterThan(stopped + 0.3)
  })

  test('while a file is exported: the second try gets it', async ({ callboard, servers }) => {
    const { page, exportDialog, startExport } = callboard
    await openAs(callboard, 'Sue', '?range=yesterday')
    await page.getByRole('button', { name: 'Export' }).click()
    await exportDialog.getByRole('radio', { name: 'All matching calls' }).check()
    await expect(exportDialog.getByText(/calls are read/)).toBeVisible()
    await endSession(callboard, servers, 'Sue')
    await startExport.dispatchEvent('click') // which a poll may have covered
    await expect(signInForm(page).form).toBeVisible()
    await signInAs(page, 'Sue')
    await expect(exportDialog).toBeVisible()
    const file = page.waitForEvent('download')
    await exportDialog.getByRole('button', { name: 'Try again' }).click()
    const [head, ...calls] = parse(await downloadedText(await file), { bom: true })
    expect(head).toContain('Customer')
    expect(calls.length).toBeGreaterThan(20)
  })
})

/** Reads the position of the player behind the form, which no role reaches. */
function seekBehind(page: Callboard['page']): Promise<number> {
  return page.evaluate(() => {
    const seek = document.querySelector<HTMLInputElement>('input[type="range"][aria-label="Seek"]')
    return Number(seek?.value)
  })
}

test.describe('signing out', () => {
  test('leads to the form, and Back shows no calls', async ({ callboard }) => {
    const { page, rows } = callboard
    await openAs(callboard, 'Ada', '?range=yesterday')
    await page.goto('/?range=last7d')
    await expect(rows.first()).toBeVisible()
    await callboard.openSetting('Sign out')
    await expect(signInForm(page).form).toBeVisible()
    await page.goBack()
    await expect(signInForm(page).form).toBeVisible()
    await expect(page.locator('tr[data-id]')).toHaveCount(0)
  })

  test('keeps the notes of a user from the next one on this computer', async ({ callboard }) => {
    const { page, rows, player } = callboard
    const first = rows.filter({ has: page.getByRole('button', { name: 'Play recording' }) }).first()
    await openAs(callboard, 'Ada', '?range=yesterday')
    await first.getByRole('button', { name: 'Play recording' }).click()
    await callboard.openMore()
    await page.getByRole('button', { name: 'Star', exact: true }).click()
    await expect(rows.getByText('Starred').or(rows.getByLabel('Starred'))).not.toHaveCount(0)
    await page.keyboard.press('Escape')
    await callboard.openSetting('Sign out')
    await signInAs(page, 'Bea')
    await expect(rows.first()).toBeVisible()
    await expect(rows.getByText('Starred').or(rows.getByLabel('Starred'))).toHaveCount(0)
    await expect(player).toHaveCount(0)
    await callboard.openSetting('Sign out')
    await signInAs(page, 'Ada')
    await expect(rows.getByText('Starred').or(rows.getByLabel('Starred'))).not.toHaveCount(0)
  })
})

test.describe('a role', () => {
  test('supervisor: the page offers the calls of their groups only', async ({ callboard }) => {
    const { page, rows, filters, alert, exportDialog } = callboard
    await callboard.showColumns('startedAt', 'customer', 'group')
    await openAs(callboard, 'Sue', '?range=yesterday')
    await expect(rows.filter({ hasNotText: GROUP })).toHaveCount(0)
    const groups = filters.getByRole('group', { name: 'Agent group' }).getByRole('checkbox')
    await expect(groups).toHaveCount(1)
    await expect(groups).toHaveAccessibleName(new RegExp(`^${GROUP}`))

    await page.getByRole('searchbox', { name: 'Search calls' }).fill('a')
    const options = page.getByRole('listbox').getByRole('option')
    await expect(options.first()).toBeVisible()
    await expect(options.filter({ hasText: /LatAm|Jakarta/ })).toHaveCount(0)
    await page.getByRole('searchbox', { name: 'Search calls' }).fill('')

    await page.getByRole('button', { name: 'Export' }).click()
    await exportDialog.getByRole('radio', { name: 'All matching calls' }).check()
    const file = page.waitForEvent('download')
    await callboard.startExport.click()
    const calls: Record<string, string>[] = parse(await downloadedText(await file), {
      bom: true,
      columns: true,
    })
    expect(new Set(calls.map(({ Group }) => Group))).toEqual(new Set([GROUP]))

    await page.goto('/?range=yesterday&group=LatAm+Desk')
    await expect(alert).toContainText('You may not see or do this')
    await expect(page.locator('tr[data-id]')).toHaveCount(0)
  })

  test('listener: hears calls with masked numbers, and has no files', async ({ callboard }) => {
    const { page, rows, player, details } = callboard
    await openAs(callboard, 'Lee', '?range=yesterday')
    await rows.getByRole('button', { name: 'Play recording' }).first().click()
    await expect(player.getByRole('slider', { name: 'Seek' })).toBeVisible()
    await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await rows.first().locator('button[aria-expanded]').click()
    await expect(details).toBeVisible()
    for (const cell of await (await callboard.column('Customer')).allInnerTexts())
      expect(cell).toMatch(/\*{3}/)
    const shown = await page.evaluate(() => {
      const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
        ['title', 'aria-label', 'href', 'value'].map((name) => element.getAttribute(name) ?? ''),
      )
      return [document.body.innerText, ...attributes].join('\n')
    })
    // A full number of the demo account has its country code first.
    expect(shown.match(/\b(?:86|91|62|52|57|55|63|1)\d{9,11}\b/g)).toBeNull()
    await expect(page.getByRole('button', { name: /Export|Save as file/ })).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Download' })).toHaveCount(0)
  })
})
