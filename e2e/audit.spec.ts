import { type Callboard, downloadedText, expect } from './callboard.ts'
import { signInAs, signInForm, test } from './own-users.ts'
import { axeViolations, untranslated } from './page-checks.ts'

const log = ({ page }: Callboard) => page.getByRole('dialog', { name: 'Audit log' })

async function signOut(callboard: Callboard): Promise<void> {
  await callboard.openSetting('Sign out')
  await expect(signInForm(callboard.page).form).toBeVisible()
}

/** A supervisor lists, hears and exports calls, and signs out. */
async function workAsSue(callboard: Callboard): Promise<void> {
  const { page, rows, player, exportDialog, startExport } = callboard
  await page.goto('/?range=yesterday&type=2')
  await signInAs(page, 'Sue')
  await rows.getByRole('button', { name: 'Play recording' }).first().click()
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).click()
  await exportDialog.getByRole('radio', { name: 'All matching calls' }).check()
  const file = page.waitForEvent('download')
  await startExport.click()
  await downloadedText(await file)
  await page.keyboard.press('Escape')
  await signOut(callboard)
}

test('an administrator finds and downloads what a supervisor did', async ({ callboard }) => {
  const { page, details } = callboard
  await workAsSue(callboard)
  await signInAs(page, 'Ada')
  await expect(callboard.rows.first()).toBeVisible()
  await page.getByRole('button', { name: 'Settings' }).press('Enter')
  await page.getByRole('button', { name: 'Audit log' }).press('Enter')
  const rows = log(callboard).locator('tbody').getByRole('row')
  await expect(log(callboard).getByRole('combobox', { name: 'Event' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('sue')
  await expect(rows.filter({ hasNotText: 'Sue' })).toHaveCount(0)
  await expect(rows.filter({ hasText: 'Signed in' })).not.toHaveCount(0)
  await expect(rows.filter({ hasText: 'Searched' }).last()).toContainText(/Call type\s*Inbound/)
  await expect(rows.filter({ hasText: 'Exported' }).first()).toContainText(
    /CSV.*\d+ calls.*Period\s*Yesterday.*Columns: Started, /s,
  )

  const event = log(callboard).getByRole('combobox', { name: 'Event' })
  await event.selectOption('Exported')
  await expect(rows.filter({ hasNotText: 'Exported' })).toHaveCount(0)
  const file = page.waitForEvent('download')
  await log(callboard).getByRole('link', { name: 'Download' }).click()
  const lines = (await downloadedText(await file)).trim().split('\n')
  expect(lines).toHaveLength(await rows.count())
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ what: 'exported', who: 'Sue' })

  const day = log(callboard).getByLabel('To day')
  await day.fill('2020-01-01')
  await expect(log(callboard).getByText('No event matches')).toBeVisible()
  await day.fill('')

  await event.selectOption('Listened')
  await rows
    .first()
    .getByRole('link', { name: /^Call / })
    .click()
  await expect(details).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('others have no audit log', async ({ callboard }) => {
  const { page } = callboard
  await page.goto('/?range=yesterday')
  await signInAs(page, 'Sue')
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
      const { page } = callboard
      const isChinese = locale === 'zh-CN'

      async function check(): Promise<void> {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const html = page.locator('html')
          await expect(html).toHaveAttribute('data-mantine-color-scheme', colorScheme)
          expect(await axeViolations(page)).toEqual([])
        }
        if (isChinese) expect(await untranslated(page)).toEqual([])
      }

      await page.goto('/?range=yesterday&size=10')
      const { form, name, password, submit } = signInForm(page, isChinese ? 'zh-CN' : 'en')
      await name.fill('Ada')
      await password.fill('wrong horse battery')
      await submit.click()
      await expect(form.getByRole('alert')).toBeVisible()
      await check()
      await password.fill('correct horse battery')
      await submit.click()
      await expect(page.locator('tr[data-id]').first()).toBeVisible()
      await page.getByRole('button', { name: isChinese ? '设置' : 'Settings' }).click()
      const entry = page.getByRole('button', { name: isChinese ? '审计日志' : 'Audit log' })
      await expect(entry).toBeVisible()
      await check()
      await entry.click()
      await expect(
        page.getByRole('table', { name: isChinese ? '审计日志' : 'Audit log' }),
      ).toBeVisible()
      await check()
    })
  })
