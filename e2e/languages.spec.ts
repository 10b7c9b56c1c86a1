import { expect, test } from './callboard.ts'
import { axeViolations, untranslated } from './page-checks.ts'

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN', requestsMayFail: true })

  test('every visible and spoken word is Chinese', async ({ callboard }) => {
    const { page } = callboard
    await page.goto('/?range=yesterday&group=!recordings&type=3&sort=-talkSeconds&size=10')
    const rows = page.getByRole('table', { name: '通话记录' }).locator('tbody').getByRole('row')
    await expect(rows.first()).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page).toHaveTitle('通话记录 · Callboard')
    expect(await untranslated(page), 'loaded').toEqual([])
    expect(await axeViolations(page)).toEqual([])

    await rows.first().locator('button[aria-expanded]').click()
    await expect(page.getByRole('complementary', { name: '通话详情' })).toBeVisible()
    expect(await untranslated(page), 'details').toEqual([])

    await rows.first().getByRole('button', { name: '播放录音' }).click()
    await expect(page.getByRole('region', { name: '播放器' })).toBeVisible()
    expect(await untranslated(page), 'player').toEqual([])

    await page.getByRole('button', { name: '列', exact: true }).click()
    await expect(page.getByRole('dialog', { name: '列' })).toBeVisible()
    expect(await untranslated(page), 'columns').toEqual([])
    await page.keyboard.press('Escape')

    await page.getByText('自定义', { exact: true }).click()
    await page.getByLabel('从', { exact: true }).click()
    await expect(page.locator('td button').first()).toBeVisible()
    expect(await untranslated(page), 'custom period').toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: '导出' }).click()
    const dialog = page.getByRole('dialog', { name: '导出' })
    await expect(dialog).toBeVisible()
    expect(await untranslated(page), 'export').toEqual([])
    await dialog.getByRole('button', { name: /^(开始导出|下载)$/ }).click()
    await expect(dialog.getByRole('status')).toHaveText(/^已开始下载/)
    expect(await untranslated(page), 'exported').toEqual([])
    expect(await axeViolations(page)).toEqual([])
  })

  for (const [state, search, sign] of [
    ['empty', '?range=yesterday&group=!empty', '没有符合条件的通话'],
    ['past the last page', '?range=yesterday&page=999', '这一页超出了最后一条通话'],
    ['failing', '?range=yesterday&group=!auth', '电话账号拒绝了凭据'],
    ['wrong address', '?reason=busy', '网址中的筛选条件无法识别'],
    ['odd calls', '?range=yesterday&group=!odd', '未知 (12)'],
  ] as const) {
    test(`the state ${state} is in Chinese`, async ({ callboard }) => {
      await callboard.page.goto(`/${search}`)
      await expect(callboard.page.getByText(sign).first()).toBeVisible()
      expect(await untranslated(callboard.page)).toEqual([])
    })
  }

  test('a browser in another variety of Chinese shows this one', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ locale: 'zh-TW' })
    const page = await context.newPage()
    await page.goto(baseURL ?? '')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await context.close()
  })
})

test.describe('in a browser of a language that is not offered', () => {
  test.use({ locale: 'de-DE' })

  test('the page is in English', async ({ callboard }) => {
    await callboard.open('?range=yesterday')
    await expect(callboard.page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(callboard.status).toHaveText(/calls$/)
  })
})

test('a chosen language is remembered and changes nothing else', async ({ callboard }) => {
  const { page } = callboard
  await callboard.open('?range=yesterday&type=2&size=20')
  const url = page.url()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('简体中文')
  await expect(page.getByRole('heading', { level: 1, name: '通话记录' })).toBeVisible()
  await expect(callboard.status).toHaveText(/^第 1–20 条，共 [\d,]+ 条通话$/)
  expect(page.url()).toBe(url)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: '通话记录' })).toBeVisible()
  await page.getByRole('button', { name: '设置' }).click()
  await page.getByRole('combobox', { name: '语言' }).selectOption('English')
  await expect(page.getByRole('heading', { level: 1, name: 'Call records' })).toBeVisible()
})
