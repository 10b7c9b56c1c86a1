import { RECORDING_CASES } from '../mocks/vendor/recording/recording-cases.ts'
import { type Callboard, expect, test } from './callboard.ts'
import { axeViolations } from './page-checks.ts'

test.use({ requestsMayFail: true, contextOptions: { reducedMotion: 'reduce' } })

type Step = (callboard: Callboard) => Promise<void>

const loaded: Step = ({ rows }) => expect(rows.first()).toBeVisible()

/** The called number of the case whose recording is kept no more. */
const GONE = 918_600_100_001 + RECORDING_CASES.findIndex(({ remark }) => remark.startsWith('410'))

/** The states of the page, each with its address. */
const STATES: [name: string, search: string, reach: Step][] = [
  ['loaded', '?range=yesterday&type=2&type=3&agent=Priya+Raman&sort=-talkSeconds&size=10', loaded],
  [
    'loading',
    '?range=yesterday&group=!never&size=10',
    async ({ page, table }) =>
      expect(page.locator('[aria-busy="true"]').filter({ has: table })).toHaveCount(1),
  ],
  [
    'empty',
    '?range=yesterday&group=!empty',
    ({ page }) => expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible(),
  ],
  ['failing', '?range=yesterday&group=!rejected', ({ alert }) => expect(alert).toBeVisible()],
  ['at a wrong address', '?number=abc', ({ alert }) => expect(alert).toBeVisible()],
  [
    'with details open',
    '?range=yesterday&group=!one',
    async ({ rows, details }) => {
      await rows.first().locator('button[aria-expanded]').click()
      await expect(details).toBeVisible()
    },
  ],
  [
    'with the player open',
    '?range=yesterday&group=!recordings&size=10',
    async ({ rows, player }) => {
      await rows.nth(1).getByRole('button', { name: 'Play recording' }).click()
      await expect(player).toBeVisible()
    },
  ],
  [
    'with a recording that failed',
    `?range=yesterday&group=!recordings&number=${GONE}`,
    async ({ rows, player }) => {
      await rows.first().getByRole('button', { name: 'Play recording' }).click()
      await expect(player.getByRole('alert')).toBeVisible()
    },
  ],
  [
    'with the columns open',
    '?range=yesterday&size=10',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Columns' }).click()
      await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible()
    },
  ],
  [
    'with a search for agents',
    '?range=yesterday&size=10',
    async ({ page, rows, filters }) => {
      await expect(rows.first()).toBeVisible()
      await filters.getByRole('searchbox', { name: 'Find an agent' }).fill('dewi')
      await filters.getByText('Dewi Lestari').hover()
      await expect(page.getByRole('button', { name: 'Only Dewi Lestari' })).toBeVisible()
    },
  ],
  [
    'with a custom period open',
    '?from=2000-01-01T00:00:00Z&size=10',
    async ({ page, filters }) => {
      await filters.getByText('Custom', { exact: true }).click()
      await filters.getByLabel('From', { exact: true }).click()
      await expect(page.locator('td button').first()).toBeVisible()
    },
  ],
  [
    'with the export open',
    '?range=yesterday&size=10',
    async ({ page, exportDialog }) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await expect(exportDialog).toBeVisible()
    },
  ],
  [
    'exporting',
    '?range=last30d&group=!slow&size=10',
    async ({ page, exportDialog, startExport }) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await startExport.click()
      await expect(exportDialog.getByRole('progressbar')).toBeVisible()
    },
  ],
  [
    'with an export that failed',
    '?range=yesterday&group=!short&type=2&size=10',
    async ({ page, exportDialog, startExport }) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await startExport.click()
      await expect(exportDialog.getByRole('alert')).toBeVisible()
    },
  ],
  ['with nasty calls', '?range=yesterday&group=!markup&size=10', loaded],
]

for (const [name, search, reach] of STATES) {
  test(`axe finds nothing ${name} in light and dark`, { tag: '@slow' }, async ({ callboard }) => {
    const { page } = callboard
    await page.goto(`/${search}`)
    await reach(callboard)
    expect(await axeViolations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    expect(await axeViolations(page)).toEqual([])
  })
}
