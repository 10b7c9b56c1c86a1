import type { Locator } from '@playwright/test'
import type { ColumnId } from '../src/calls/columns.ts'
import { en } from '../src/i18n/en.ts'
import { allRead, type Callboard, expect, test } from './callboard.ts'

interface Choice {
  filter: string
  /** Sets the filter by the keyboard, the focus being on its first control. */
  choose: (callboard: Callboard) => Promise<void>
  address: RegExp
  chip: string
  column: ColumnId
  everyRow: RegExp
}

const press = async ({ page }: Callboard, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Chooses a value of a facet by the keyboard: arrow keys and Space. */
const check = (facet: string, name: string) => async (callboard: Callboard) => {
  const group = callboard.filters.getByRole('group', { name: facet, exact: true })
  const box = group.getByRole('checkbox', { name, exact: true })
  await expect(box).toBeVisible()
  await group.locator('input[type=checkbox][tabindex="0"]').focus()
  for (let step = 0; step < 12 && !(await isFocused(box)); step += 1)
    await press(callboard, 'ArrowDown')
  await press(callboard, 'Space')
}
const isFocused = (box: Locator) => box.evaluate((each) => each === document.activeElement)
const find = (name: string, text: string) => async (callboard: Callboard) => {
  const field = callboard.filters.getByRole('searchbox', { name })
  await field.focus()
  await callboard.page.keyboard.type(text)
  await press(callboard, 'Enter')
  await expect(field).toHaveValue('') // the name applies once those that contain it are known
}

const CHOICES: Choice[] = [
  {
    filter: 'agent group',
    choose: check('Agent group', 'LatAm Desk'),
    address: /[?&]group=LatAm[+ ]Desk/,
    chip: 'Remove Agent group LatAm Desk',
    column: 'group',
    everyRow: /^LatAm Desk$/,
  },
  {
    filter: 'agents',
    choose: async (callboard) => {
      await find('Find an agent', 'Ortega, Lucía')(callboard)
      await find('Find an agent', '王小红')(callboard)
    },
    address: /[?&]agent=[^&]+&agent=/,
    chip: 'Remove Agents Ortega, Lucía, 王小红',
    column: 'agent',
    everyRow: /^(Ortega, Lucía|王小红)/,
  },
  {
    filter: 'call type',
    choose: check('Call type', 'Inbound'),
    address: /[?&]type=2/,
    chip: 'Remove Call type Inbound',
    column: 'type',
    everyRow: /^Inbound$/,
  },
  {
    filter: 'hangup reason',
    choose: async (callboard) => {
      await callboard.filters.getByRole('checkbox', { name: 'Answered', exact: true }).focus()
      await press(callboard, 'ArrowRight')
      await check('Hangup reason', 'Inbound, hung up')(callboard)
    },
    address: /[?&]reason=9/,
    chip: 'Remove Hangup reason Inbound, hung up',
    column: 'hangupReason',
    everyRow: /^Inbound, hung up$/,
  },
  {
    filter: 'hung up by',
    choose: check('Hung up by', 'System'),
    address: /[?&]hungUpBy=3/,
    chip: 'Remove Hung up by System',
    column: 'hungUpBy',
    everyRow: /^System$/,
  },
  {
    filter: 'number',
    choose: async (callboard) => {
      await callboard.filters.getByRole('textbox', { name: 'Number' }).focus()
      await callboard.page.keyboard.type('+91 7788-0000')
      await press(callboard, 'Enter')
    },
    address: /[?&]number=9177880000/,
    chip: 'Remove Number 9177880000',
    column: 'caller',
    everyRow: /^\d[\d*]+$/,
  },
  {
    filter: 'country code',
    choose: check('Country code', '+52 Mexico'),
    address: /[?&]country=52/,
    chip: 'Remove Country code 52',
    column: 'group',
    everyRow: /^LatAm Desk$/,
  },
  {
    filter: 'excluding an agent group',
    choose: async (callboard) => {
      await callboard.filters.getByRole('checkbox', { name: 'LatAm Desk' }).focus()
      await press(callboard, 'x')
    },
    address: /[?&]notGroup=LatAm[+ ]Desk/,
    chip: 'Remove Agent group not LatAm Desk',
    column: 'group',
    everyRow: /^(?!LatAm Desk$)/,
  },
  {
    filter: 'labels',
    choose: find('Find a label', 'VIP'),
    address: /[?&]label=VIP/,
    chip: 'Remove Labels VIP',
    column: 'labels',
    everyRow: /\bVIP\b|\+\d/,
  },
]

for (const { filter, choose, address, chip, column, everyRow } of CHOICES) {
  test(`filtering by ${filter} with the keyboard changes rows, address, page and chips`, async ({
    callboard,
  }) => {
    const { page, chips, status } = callboard
    await callboard.showColumns('startedAt', column)
    await callboard.open('?range=last7d&page=2')
    const before = await status.innerText()
    await choose(callboard)
    await expect(page).toHaveURL(address)
    await expect(page).not.toHaveURL(/[?&]page=/)
    await expect(page).toHaveURL(/[?&]range=last7d/)
    const cells = await callboard.column(en.columns[column])
    await expect(status).not.toHaveText(before)
    await expect(cells.filter({ hasNotText: everyRow })).toHaveCount(0)
    await expect(cells.filter({ hasText: everyRow })).not.toHaveCount(0)

    await chips.getByRole('button', { name: chip }).press('Enter')
    await expect(chips.getByRole('button', { name: chip })).toHaveCount(0)
  })
}

test('the counts of a facet agree with the list, for only and exclude', async ({ callboard }) => {
  const { page, filters, status } = callboard
  await callboard.open('?range=yesterday')
  await allRead(page)
  const busy = filters.getByRole('checkbox', { name: 'Busy' })
  await expect(busy).toHaveAccessibleDescription(/^\d+ calls?$/)
  const count = async (name: string) => {
    const box = filters.getByRole('checkbox', { name, exact: true })
    return Number((await box.getAttribute('aria-description'))?.replace(/\D/g, ''))
  }
  const [busyCalls, missed] = [await count('Busy'), await count('Missed')]
  await busy.hover()
  await filters.getByRole('button', { name: 'Only Busy' }).click()
  await expect(page).toHaveURL(/[?&]reason=7(&|$)/)
  await expect(status).toHaveText(new RegExp(`of ${busyCalls} calls?$`))
  const group = filters.getByRole('checkbox', { name: 'Missed' })
  await expect(group).toBeChecked({ indeterminate: true })
  await group.click()
  await expect(page).toHaveURL(/[?&]outcome=missed(&|$)/)
  await expect(status).toHaveText(new RegExp(`of ${missed} calls?$`))
  await busy.hover()
  await filters.getByRole('button', { name: 'Exclude Busy' }).click()
  await expect(page).toHaveURL(/[?&]notReason=7(&|$)/)
  await expect(status).toHaveText(new RegExp(`of ${missed - busyCalls} calls?$`))
})

test('Clear filters clears everything and returns to today', async ({ callboard }) => {
  const { page, chips } = callboard
  await callboard.open('?range=last30d&type=3&hungUpBy=0&agent=Priya+Raman&page=2')
  await expect(chips.getByRole('listitem')).toHaveCount(4)
  await chips.getByRole('button', { name: 'Clear filters' }).press('Enter')
  await expect(page).toHaveURL(/\/$/)
  await expect(chips).toHaveCount(0)
  await expect(callboard.filters.getByRole('button', { name: /^Today/ })).toBeVisible()
})
