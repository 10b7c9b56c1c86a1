import { type Callboard, downloadedText, expect, inBothWays } from './callboard.ts'
import { chooseSetting, signInAs, signInForm, test } from './own-users.ts'
import { axeViolations, untranslated } from './page-checks.ts'

/** A supervisor lists, hears and exports calls, and signs out. */
async function workAsSue(callboard: Callboard): Promise<void> {
  const { page, rows, player, exportDialog, startExport, say, press } = callboard
  await page.goto('/?range=yesterday&type=2&size=10')
  await signInAs(callboard, 'Sue')
  await press(rows.getByRole('button', { name: say('Play recording') }).first())
  await expect(player.getByRole('button', { name: say('Pause'), exact: true })).toBeVisible()
  await press(page.getByRole('button', { name: say('Export') }))
  await press(exportDialog.getByRole('radio', { name: say('All matching calls') }))
  const file = page.waitForEvent('download')
  await press(startExport)
  await downloadedText(await file)
  await page.keyboard.press('Escape')
  await chooseSetting(callboard, 'Sign out')
  await expect(signInForm(page, say).form).toBeVisible()
}

inBothWays(() => {
  test('an administrator finds and downloads what a supervisor did', async ({
    callboard,
    byKeyboard,
  }) => {
    const { page, details, say, reach, press } = callboard
    await workAsSue(callboard)
    await signInAs(callboard, 'Ada')
    await expect(callboard.rows.first()).toBeVisible()
    await chooseSetting(callboard, 'Audit log')
    const log = page.getByRole('dialog', { name: say('Audit log') })
    const rows = log.locator('tbody').getByRole('row')
    const event = log.getByRole('combobox', { name: say('Event') })
    await expect(event).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.type('sue')
    await expect(rows.filter({ hasNotText: 'Sue' })).toHaveCount(0)
    await expect(rows.filter({ hasText: say('Signed in') })).not.toHaveCount(0)
    const searched = rows.filter({ hasText: say('Searched') }).last()
    await expect(searched).toContainText(new RegExp(`${say('Call type')}\\s*${say('Inbound')}`))
    const exported = rows.filter({ hasText: say('Exported') }).first()
    for (const text of [/CSV.*\d+/s, say('Period'), say('Yesterday'), say('Started')])
      await expect(exported).toContainText(text)

    /** Chooses an event, whose names the arrow keys turn through. */
    async function choose(name: string): Promise<void> {
      if (!byKeyboard) return void (await event.selectOption(name))
      await reach(event)
      await page.keyboard.press('Home')
      const chosen = event.locator('option:checked')
      while ((await chosen.textContent()) !== say(name)) await page.keyboard.press('ArrowDown')
    }

    await choose('Exported')
    await expect(rows.filter({ hasNotText: say('Exported') })).toHaveCount(0)
    const file = page.waitForEvent('download')
    await press(log.getByRole('link', { name: say('Download') }))
    const lines = (await downloadedText(await file)).trim().split('\n')
    expect(lines).toHaveLength(await rows.count())
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ what: 'exported', who: 'Sue' })

    const day = log.getByLabel(say('To day'))
    await reach(day)
    if (byKeyboard) {
      await page.keyboard.type('2020')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.type('0101')
    } else await day.fill('2020-01-01')
    await expect(log.getByText(say('No event matches'))).toBeVisible()
    if (byKeyboard)
      for (const key of ['Delete', 'ArrowLeft', 'Delete', 'ArrowLeft', 'Delete'])
        await page.keyboard.press(key)
    else await day.fill('')

    await choose('Listened')
    await press(rows.first().getByRole('link'))
    await expect(details).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

test('others have no audit log', async ({ callboard }) => {
  const { page } = callboard
  await page.goto('/?range=yesterday')
  await signInAs(callboard, 'Sue')
  await expect(callboard.rows.first()).toBeVisible()
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Audit log' })).toHaveCount(0)
  expect((await page.request.get('/api/audit')).status()).toBe(403)
})

for (const locale of ['en-US', 'zh-CN'] as const)
  test.describe(locale, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing on the form, the menu and the log', async ({ callboard }) => {
      const { page, say } = callboard

      async function check(): Promise<void> {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const html = page.locator('html')
          await expect(html).toHaveAttribute('data-mantine-color-scheme', colorScheme)
          expect(await axeViolations(page)).toEqual([])
        }
        if (locale === 'zh-CN') expect(await untranslated(page)).toEqual([])
      }

      await page.goto('/?range=yesterday&size=10')
      const { form, name, password, submit } = signInForm(page, say)
      await name.fill('Ada')
      await password.fill('wrong horse battery')
      await submit.click()
      await expect(form.getByRole('alert')).toBeVisible()
      await check()
      await password.fill('correct horse battery')
      await submit.click()
      await expect(page.locator('tr[data-id]').first()).toBeVisible()
      await page.getByRole('button', { name: say('Settings') }).click()
      const entry = page.getByRole('button', { name: say('Audit log') })
      await expect(entry).toBeVisible()
      await check()
      await entry.click()
      await expect(page.getByRole('table', { name: say('Audit log') })).toBeVisible()
      await check()
    })
  })
