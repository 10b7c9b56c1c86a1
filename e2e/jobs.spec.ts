import { allRead, type Callboard, downloadedText, expect, pageParts, test } from './callboard.ts'
import { untranslated } from './page-checks.ts'

// The jobs of a supervisor, as they would say them, each from the opened page to its end.

const number = (text: string) => Number(text.replace(/\D/g, ''))
const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** The number of calls in the list, once it shows. */
async function totalOf({ status }: Callboard, words = /^1–\d+ of [\d,]+ calls?$/): Promise<number> {
  await expect(status).toHaveText(words)
  return number((await status.innerText()).replace(/^.* of /, ''))
}

/** Waits for the figures and counts of the list with so many filters. */
async function figuresShown({ page }: Callboard, filters: number): Promise<void> {
  // A drawer hides both from assistive technology.
  const chips = page.getByRole('button', { name: /^Remove /, includeHidden: true })
  await expect(chips).toHaveCount(filters)
  const strip = page.getByRole('region', { name: 'Summary', includeHidden: true })
  await expect(strip).toHaveAttribute('aria-busy', 'false')
  await allRead(page)
}

test.describe('at a desk', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('why did the answer rate fall yesterday', async ({ callboard }) => {
    const { page, status, chips, rows } = callboard
    await callboard.open('?range=yesterday')
    const strip = page.getByRole('region', { name: 'Summary' })
    const figure = (name: string) => strip.getByRole('figure', { name })
    await expect(figure('Answered')).toContainText(/[▲▼]|same/)
    const total = await totalOf(callboard)
    await expect(figure('Calls')).toContainText(`${total}`)

    const sentence = strip.getByRole('button', { name: /^Lowest at / })
    const [, hour = ''] = /at (\d\d):00: \d+ %/.exec(await sentence.innerText()) ?? []
    const group = await sentence.locator('..').locator('bdi').innerText()
    await sentence.click() // the only click from the opened page to the calls of the worst hour
    await expect(page).toHaveURL(new RegExp(`from=[^&]*T${hour}:00:00.*to=[^&]*T${hour}:59:59`))
    await expect(status).not.toHaveText(new RegExp(` of ${total} calls`))
    for (const time of await (await callboard.column('Started')).allInnerTexts())
      expect(time).toMatch(new RegExp(`^${hour}:`))

    await figure('Missed').getByRole('button').click()
    await expect(chips).toContainText('Missed')
    const groups = page.getByRole('group', { name: 'Agent group' })
    await groups.getByRole('checkbox', { name: group }).check()
    await expect(chips).toContainText(group)
    await expect(rows.filter({ hasNotText: group })).toHaveCount(0)
    const missed = await totalOf(callboard)
    await expect(figure('Missed')).toContainText(`${missed}`)
    expect(await rows.count()).toBe(missed)
  })

  test('calls of one agent that the customer ended within ten seconds', async ({ callboard }) => {
    const { filters, rows, chips } = callboard
    await callboard.open('?range=last7d')
    const byWhom = filters.getByRole('group', { name: 'Hung up by' })
    await byWhom.getByRole('checkbox', { name: 'Customer' }).check()
    await filters.getByRole('button', { name: 'under 10 s' }).click()
    await figuresShown(callboard, 2)
    const agent = filters.getByRole('group', { name: 'Agents' }).getByRole('checkbox').first()
    await expect(agent).toHaveAccessibleDescription(/[1-9]\d* calls?/)
    const name = (await agent.getAttribute('aria-label')) ?? ''
    await agent.check()
    await expect(chips.getByRole('button', { name: /^Remove / })).toHaveCount(3)
    await expect(rows.filter({ hasNotText: name })).toHaveCount(0)
    const total = await totalOf(callboard)
    await expect(agent).toHaveAccessibleDescription(`${total} ${total === 1 ? 'call' : 'calls'}`)
    const talks = (await (await callboard.column('Talk time')).allInnerTexts()).map(seconds)
    expect(talks.length).toBeGreaterThan(0)
    for (const talk of talks) expect(talk).toBeLessThanOrEqual(10)
    const reasons = await callboard.column('Hangup reason')
    for (const reason of await reasons.all())
      await expect(reason).toHaveAttribute('data-tip', /Hung up by: Customer$/)
  })

  test('everything from this number', async ({ callboard }) => {
    const { page, rows, details, chips } = callboard
    await callboard.open('?range=yesterday')
    // a number that the account does not mask
    const shown = (await callboard.column('Customer')).filter({ hasNotText: '*' }).first()
    const full = number(await shown.innerText())
    await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type(`+${full}`)
    await page
      .getByRole('option', { name: `${full}` })
      .first()
      .click()
    await expect(chips).toContainText(`${full}`)
    await expect(rows.filter({ hasNotText: `${full}`.slice(-4) })).toHaveCount(0)
    await rows.first().locator('button[aria-expanded]').click()
    await details.getByRole('tab', { name: /^Same customer/ }).click()
    await details.getByRole('button', { name: 'List all of them' }).click()
    await expect(page).toHaveURL(
      new RegExp(`range=last30d.*number=${full}|number=${full}.*range=last30d`),
    )
    await expect(rows.filter({ hasNotText: `${full}`.slice(-4) })).toHaveCount(0)
  })

  test('the calls of the worst hour, listened through with not heard only', async ({
    callboard,
  }) => {
    const { page, rows, player, status } = callboard
    await callboard.open('?range=yesterday')
    const total = await totalOf(callboard)
    await page.getByRole('button', { name: /^Lowest at / }).click()
    await expect(status).not.toHaveText(new RegExp(` of ${total} calls`))
    const buttons = rows.locator('[data-play-call]')
    const ids = await buttons.evaluateAll((all) =>
      all.map((button) => (button as HTMLElement).dataset.playCall),
    )
    await buttons.nth(1).click() // heard out of its turn
    await expect(player.getByText(/^Next:/)).toBeVisible()
    await player.getByRole('button', { name: 'Pause', exact: true }).click()
    await buttons.first().click()
    await callboard.openMore()
    await player.getByRole('combobox', { name: 'Play', exact: true }).selectOption('Not heard')
    await page.keyboard.press('Escape')
    for (const id of ids.slice(2)) {
      await player.getByRole('button', { name: 'Next recorded call' }).click()
      await expect(rows.locator(`[data-play-call="${id}"]`)).toHaveAttribute('aria-current', 'true')
    }
    await player.getByRole('button', { name: 'Next recorded call' }).click()
    await expect(player.getByText('No more recorded calls')).toBeVisible()
  })

  test('send this view at this second', async ({ callboard, browser }) => {
    const { page, rows, details, player } = callboard
    await callboard.open('?range=yesterday&recorded=true&talk=10..&sort=-talkSeconds&size=20')
    await allRead(page)
    const idsOf = (some: typeof rows) => some.evaluateAll((all) => all.map((row) => row.dataset.id))
    const mine = await idsOf(rows)
    await rows.nth(2).locator('button[aria-expanded]').click()
    await details.getByRole('button', { name: 'Play recording' }).click()
    const seek = player.getByRole('slider', { name: 'Seek' })
    await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(0.1)
    await player.getByRole('button', { name: 'Pause', exact: true }).click()
    await seek.fill('4.6')
    await page.getByRole('button', { name: 'Share' }).click()
    const link = page.getByRole('textbox', { name: 'Link' })
    await expect(link).toHaveValue(/[?&]from=.*[?&]call=.*[?&]t=4$/)

    const other = await browser.newContext()
    const theirPage = await other.newPage()
    const theirs = pageParts(theirPage)
    await theirPage.goto(await link.inputValue())
    await expect(theirs.details).toBeVisible()
    const theirSeek = theirs.player.getByRole('slider', { name: 'Seek' })
    await expect.poll(async () => Number(await theirSeek.inputValue())).toBe(4)
    await expect.poll(() => idsOf(theirs.rows)).toEqual(mine)
    await other.close()
  })

  test('last 30 days by agent as a file', async ({ callboard }) => {
    const { page } = callboard
    await callboard.open('')
    await page.getByText('30 days', { exact: true }).click()
    await expect(page).toHaveURL(/range=last30d/)
    const strip = page.getByRole('region', { name: 'Summary' })
    await strip.getByRole('tab', { name: 'Agents' }).click()
    const dialog = page.getByRole('dialog', { name: /^All agents/ })
    // A call that has just begun is in the list some seconds before it is read.
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh' }).click()
      await strip.getByRole('button', { name: 'All agents' }).click()
      await expect(dialog.getByRole('cell').first()).toBeVisible()
      await expect(dialog.getByRole('status')).toBeEmpty({ timeout: 60_000 }) // all are read
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Download' }).click(),
      ])
      await page.keyboard.press('Escape')
      const [head = '', ...lines] = (await downloadedText(download)).trim().split(/\r?\n/)
      expect(head).toContain('"Agent","Calls",')
      const calls = lines.map((line) => Number(/^"(?:[^"]|"")*","?(\d+)/.exec(line)?.[1]))
      const sum = calls.reduce((all, each) => all + each)
      const figure = strip.getByRole('figure', { name: 'Calls' }).getByText(/^[\d,]+$/)
      expect(number(await figure.innerText())).toBe(sum)
      expect(await totalOf(callboard)).toBe(sum)
    }).toPass()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('calls of one agent that the customer ended within ten seconds', async ({ callboard }) => {
    const { page, filters, rows, chips } = callboard
    await callboard.open('?range=last7d')
    await page.getByRole('button', { name: 'Filters', exact: true }).tap()
    await filters.getByRole('checkbox', { name: 'Customer', exact: true }).tap()
    await filters.getByRole('button', { name: 'under 10 s' }).tap()
    await figuresShown(callboard, 2)
    const agent = filters.getByRole('group', { name: 'Agents' }).getByRole('checkbox').first()
    await expect(agent).toHaveAccessibleDescription(/[1-9]\d* calls?/)
    const name = (await agent.getAttribute('aria-label')) ?? ''
    await agent.tap()
    await page.getByRole('button', { name: /^Show \d+ calls?$/ }).tap()
    await expect(chips.getByRole('button', { name: /^Remove / })).toHaveCount(3)
    await expect(rows.filter({ hasNotText: name })).toHaveCount(0)
    expect(await rows.count()).toBe(await totalOf(callboard))
  })
})

test('by keyboard alone: everything from this number', async ({ callboard }) => {
  const { page, rows, chips, details } = callboard
  await callboard.open('?range=yesterday')
  const shown = (await callboard.column('Customer')).filter({ hasNotText: '*' }).first()
  const full = `${number(await shown.innerText())}`
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(full)
  await expect(page.getByRole('option', { name: full }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(chips).toContainText(full)
  await expect(rows.filter({ hasNotText: full.slice(-4) })).toHaveCount(0)
  await expect(page.getByRole('main')).toBeFocused()
  const opener = rows.first().locator('button[aria-expanded]')
  while (!(await opener.evaluate((button) => button === document.activeElement)))
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(details.getByRole('heading', { name: new RegExp(full.slice(-4)) })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })

  test('why did the answer rate fall yesterday', async ({ page }) => {
    await page.goto('/?range=yesterday')
    const strip = page.getByRole('region', { name: '概览' })
    const sentence = strip.getByRole('button', { name: /^\d\d:00 最低/ })
    await sentence.click()
    await expect(page).toHaveURL(/from=.*to=/)
    await expect(strip).toHaveAttribute('aria-busy', 'false')
    expect(await untranslated(page)).toEqual([])
  })
})
