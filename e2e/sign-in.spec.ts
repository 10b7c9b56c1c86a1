import { parse } from 'csv-parse/sync'
import {
  type Callboard,
  checkWords,
  downloadedText,
  expect,
  inBothWays,
  pageParts,
} from './callboard.ts'
import { chooseSetting, GROUP, signInAs, signInForm, test } from './own-users.ts'

/** Opens an address, signs in and waits for the calls. */
async function openAs(callboard: Callboard, user: string, search: string): Promise<void> {
  const { page, rows } = callboard
  await page.goto(`/${search}`)
  await signInAs(callboard, user)
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
  inBothWays(() => {
    test('by password leads to the calls of the address', async ({ callboard }) => {
      const { page, rows, status, say } = callboard
      await page.goto('/?range=yesterday&size=10&page=2')
      const { form, name, password } = signInForm(page, say)
      await expect(name).toBeFocused()
      await signInAs(callboard, 'Ada', 'wrong horse battery')
      const alert = form.getByRole('alert')
      await expect(alert).toContainText(say('The name or the password is wrong'))
      await expect(password).toBeFocused()
      await page.keyboard.type('correct horse battery') // in place of the wrong one
      await page.keyboard.press('Enter')
      await expect(form).toHaveCount(0)
      await expect(status).toHaveText(/11–20/)
      await expect(rows).toHaveCount(10)
      await expect(page).toHaveURL(/\?range=yesterday&size=10&page=2$/)
    })
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
    // Once around, and so also past the last field, where nothing of the page has the focus.
    for (let stop = 0; stop < 5; stop += 1) {
      for (const key of ['Escape', 'Escape', '?']) await page.keyboard.press(key)
      await page.keyboard.press(stop === 4 ? 'Shift+Tab' : 'Tab')
    }
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
    await openAs(callboard, 'Bea', '?range=last7d')
    await endSession(callboard, servers, 'Bea')
    await page.clock.runFor(60_000) // the page looks for new calls
    await expect(signInForm(page).form).toBeVisible()
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await page.clock.runFor(300_000)
    expect(requested.filter((url) => url.includes('/api/'))).toEqual([])
    await signInAs(callboard, 'Bea')
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
    await signInAs({ ...callboard, page: other }, 'Ada')
    await expect(pageParts(other).rows.first()).toBeVisible()
    await page.bringToFront()
    await expect(rows.first()).toBeVisible()
  })

  inBothWays(() => {
    test('at one server is valid at the other', async ({
      callboard,
      servers,
      context,
      browser,
      byKeyboard,
    }) => {
      const { say, press } = callboard
      await openAs(callboard, 'Sue', '?range=yesterday&size=10')
      const again = await browser.newContext({ storageState: await context.storageState() })
      const page = await again.newPage()
      await page.goto(`${servers.otherUrl}/?range=yesterday&size=10`)
      await expect(pageParts(page, say).rows.first()).toBeVisible()
      await expect(signInForm(page, say).form).toHaveCount(0)
      await press(page.getByRole('button', { name: say('Settings') }))
      await expect(page.getByText(`Sue ${say('Supervisor')}`)).toBeVisible()
      if (byKeyboard) await checkWords(page)
      await again.close()
    })
  })
})

inBothWays(() => {
  test.describe('a session that ends', () => {
    test('while the rest of a recording loads: it goes on from there', async ({
      callboard,
      servers,
      byKeyboard,
    }) => {
      const { page, player, rows, say, press, reach } = callboard
      await callboard.showColumns('startedAt', 'remark', 'recording')
      await openAs(callboard, 'Ada', '?range=yesterday&group=!recordings')
      const seek = player.getByRole('slider', { name: say('Seek') })
      const elapsed = async () => Number(await seek.inputValue())
      await press(
        rows
          .filter({ hasText: 'goes on when asked from there' })
          .first()
          .getByRole('button', { name: say('Play recording') }),
      )
      await expect.poll(elapsed).toBeGreaterThan(0.3)
      await reach(seek)
      await endSession(callboard, servers, 'Ada')
      // Neither has been loaded.
      if (byKeyboard) await page.keyboard.press('5')
      else await seek.fill('100')
      await expect(signInForm(page, say).form).toBeVisible()
      const wanted = await seekBehind(callboard)
      await signInAs(callboard, 'Ada')
      await expect(player.getByRole('button', { name: say('Pause'), exact: true })).toBeVisible()
      await expect.poll(elapsed).toBeGreaterThan(wanted + 0.3)
      expect(await elapsed()).toBeLessThan(wanted + 30)
      await expect(player.getByRole('alert')).toHaveCount(0)
      await expect(page).toHaveURL(/group=!recordings/)
      if (byKeyboard) await expect(seek).toBeFocused()
    })

    test('while a recording plays: it waits, and goes on from the same second', async ({
      callboard,
      servers,
      byKeyboard,
    }) => {
      const { page, player, rows, pagination, status, say, reach, press } = callboard
      await openAs(callboard, 'Sue', '?range=yesterday&size=10')
      await press(rows.getByRole('button', { name: say('Play recording') }).first())
      const seek = player.getByRole('slider', { name: say('Seek') })
      const elapsed = async () => Number(await seek.inputValue())
      await expect.poll(elapsed).toBeGreaterThan(1)
      const third = pagination.getByRole('button', { name: /\b3\b/ })
      await reach(third)
      await endSession(callboard, servers, 'Sue')
      await press(third)
      await expect(signInForm(page, say).form).toBeVisible()
      const stopped = await seekBehind(callboard)
      await signInAs(callboard, 'Sue')
      await expect(status).toHaveText(/21–30/)
      if (byKeyboard) await expect(page.getByRole('main')).toBeFocused() // the pages are new
      await expect(player.getByRole('button', { name: say('Pause'), exact: true })).toBeVisible()
      expect(await elapsed()).toBeGreaterThanOrEqual(stopped - 1)
      expect(await elapsed()).toBeLessThan(stopped + 10)
      await expect.poll(elapsed).toBeGreaterThan(stopped + 0.3)
    })

    test('while a file is exported: the second try gets it', async ({
      callboard,
      servers,
      byKeyboard,
    }) => {
      const { page, exportDialog, startExport, say, reach, press } = callboard
      await openAs(callboard, 'Sue', '?range=yesterday&size=10')
      await press(page.getByRole('button', { name: say('Export') }))
      await press(exportDialog.getByRole('radio', { name: say('All matching calls') }))
      await expect(startExport).toHaveText(say('Download')) // because the calls are read
      await reach(startExport)
      await endSession(callboard, servers, 'Sue')
      // A poll may have covered it.
      if (byKeyboard) await page.keyboard.press('Enter')
      else await startExport.dispatchEvent('click')
      await expect(signInForm(page, say).form).toBeVisible()
      await signInAs(callboard, 'Sue')
      await expect(exportDialog).toBeVisible()
      if (byKeyboard) await expect(exportDialog.locator(':focus')).toHaveCount(1)
      const file = page.waitForEvent('download')
      await press(exportDialog.getByRole('button', { name: say('Try again') }))
      const [head, ...calls] = parse(await downloadedText(await file), { bom: true })
      expect(head).toContain(say('Started'))
      expect(calls.length).toBeGreaterThan(20)
    })
  })
})

/** Reads the position of the player behind the form, which no role reaches. */
function seekBehind({ page, say }: Callboard): Promise<number> {
  return page.evaluate((name) => {
    const seek = document.querySelector<HTMLInputElement>(
      `input[type="range"][aria-label="${name}"]`,
    )
    return Number(seek?.value)
  }, say('Seek'))
}

test.describe('signing out', () => {
  inBothWays(() => {
    test('leads to the form, and Back shows no calls', async ({ callboard }) => {
      const { page, rows, say } = callboard
      await openAs(callboard, 'Ada', '?range=yesterday')
      await page.goto('/?range=last7d')
      await expect(rows.first()).toBeVisible()
      await chooseSetting(callboard, 'Sign out')
      const { form, password } = signInForm(page, say)
      await expect(form).toBeVisible()
      await page.goBack()
      await expect(password).toBeFocused()
      await expect(page.locator('tr[data-id]')).toHaveCount(0)
    })
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
    await signInAs(callboard, 'Bea')
    await expect(rows.first()).toBeVisible()
    await expect(rows.getByText('Starred').or(rows.getByLabel('Starred'))).toHaveCount(0)
    await expect(player).toHaveCount(0)
    await callboard.openSetting('Sign out')
    await signInAs(callboard, 'Ada')
    await expect(rows.getByText('Starred').or(rows.getByLabel('Starred'))).not.toHaveCount(0)
  })
})

inBothWays(() => {
  test('a supervisor is offered the calls of their groups only', async ({ callboard }) => {
    const { page, rows, filters, alert, exportDialog, say, type, press } = callboard
    await callboard.showColumns('startedAt', 'customer', 'group')
    await openAs(callboard, 'Sue', '?range=yesterday')
    await expect(rows.filter({ hasNotText: GROUP })).toHaveCount(0)
    const groups = filters.getByRole('group', { name: say('Agent group') }).getByRole('checkbox')
    await expect(groups).toHaveCount(1)
    await expect(groups).toHaveAccessibleName(new RegExp(`^${GROUP}`))

    const search = page.getByRole('searchbox', { name: say('Search calls') })
    await type(search, 'a')
    const options = page.getByRole('listbox').getByRole('option')
    await expect(options.first()).toBeVisible()
    await expect(options.filter({ hasText: /LatAm|Jakarta/ })).toHaveCount(0)
    await type(search, '')

    await press(page.getByRole('button', { name: say('Export') }))
    await press(exportDialog.getByRole('radio', { name: say('All matching calls') }))
    const file = page.waitForEvent('download')
    await press(callboard.startExport)
    const calls: Record<string, string>[] = parse(await downloadedText(await file), {
      bom: true,
      columns: true,
    })
    expect(new Set(calls.map((call) => call[say('Group')]))).toEqual(new Set([GROUP]))

    await page.goto('/?range=yesterday&group=LatAm+Desk')
    await expect(alert).toContainText(say('You may not see or do this'))
    await expect(page.locator('tr[data-id]')).toHaveCount(0)
  })

  test('a listener hears calls with masked numbers, and has no files', async ({ callboard }) => {
    const { page, rows, player, details, say, press } = callboard
    await openAs(callboard, 'Lee', '?range=yesterday&size=10')
    await press(rows.getByRole('button', { name: say('Play recording') }).first())
    await expect(player.getByRole('slider', { name: say('Seek') })).toBeVisible()
    await expect(player.getByRole('button', { name: say('Pause'), exact: true })).toBeVisible()
    await press(rows.first().locator('button[aria-expanded]'))
    await expect(details).toBeVisible()
    const customers = rows.locator('[data-column="customer"]')
    await expect(customers).not.toHaveCount(0)
    await expect(customers.filter({ hasNotText: /\*{3}/ })).toHaveCount(0)
    const shown = await page.evaluate(() => {
      const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
        ['title', 'aria-label', 'href', 'value'].map((name) => element.getAttribute(name) ?? ''),
      )
      return [document.body.innerText, ...attributes].join('\n')
    })
    // A full number of the demo account has its country code first.
    expect(shown.match(/\b(?:86|91|62|52|57|55|63|1)\d{9,11}\b/g)).toBeNull()
    for (const name of ['Export', 'Save as file'])
      await expect(page.getByRole('button', { name: say(name) })).toHaveCount(0)
    await expect(page.getByRole('link', { name: say('Download') })).toHaveCount(0)
  })
})
