import { type Callboard, expect, test } from './callboard.ts'

interface Choice {
  filter: string
  /** Sets the filter by the keyboard, the focus being on its first control. */
  choose: (callboard: Callboard) => Promise<void>
  address: RegExp
  chip: string
  column: string
  everyRow: RegExp
}

const press = async ({ page }: Callboard, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const pick = (name: string) => async (callboard: Callboard) => {
  await callboard.filters.getByRole('combobox', { name, exact: true }).focus()
}
const type = (name: string, text: string) => async (callboard: Callboard) => {
  await pick(name)(callboard)
  await callboard.page.keyboard.type(text)
  await press(callboard, 'Enter')
}

const CHOICES: Choice[] = [
  {
    filter: 'agent group',
    choose: type('Agent group', 'LatAm Desk'),
    address: /[?&]group=LatAm[+ ]Desk/,
    chip: 'Remove Agent group: LatAm Desk',
    column: 'Group',
    everyRow: /^LatAm Desk$/,
  },
  {
    filter: 'agents',
    choose: async (callboard) => {
      await type('Agents', 'Ortega, Lucía')(callboard)
      await type('Agents', '王小红')(callboard)
    },
    address: /[?&]agent=[^&]+&agent=/,
    chip: 'Remove Agents: Ortega, Lucía',
    column: 'Agent',
    everyRow: /^(Ortega, Lucía|王小红)$/,
  },
  {
    filter: 'call type',
    choose: async (callboard) => {
      await callboard.filters.getByRole('checkbox', { name: 'Inbound' }).focus()
      await press(callboard, 'Space')
    },
    address: /[?&]type=2/,
    chip: 'Remove Call type: Inbound',
    column: 'Type',
    everyRow: /^Inbound$/,
  },
  {
    filter: 'hangup reason',
    choose: async (callboard) => {
      await pick('Hangup reason')(callboard)
      await press(callboard, 'ArrowDown', 'ArrowUp', 'Enter', 'Escape')
    },
    address: /[?&]reason=9/,
    chip: 'Remove Hangup reason: Inbound, hung up',
    column: 'Hangup reason',
    everyRow: /^Inbound, hung up$/,
  },
  {
    filter: 'hung up by',
    choose: async (callboard) => {
      await callboard.filters.getByRole('checkbox', { name: 'System' }).focus()
      await press(callboard, 'Space')
    },
    address: /[?&]hungUpBy=3/,
    chip: 'Remove Hung up by: System',
    column: 'Hung up by',
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
    chip: 'Remove Number: 9177880000',
    column: 'Caller',
    everyRow: /^\d[\d*]+$/,
  },
  {
    filter: 'country code',
    choose: type('Country code', '+52'),
    address: /[?&]country=52/,
    chip: 'Remove Country code: 52',
    column: 'Group',
    everyRow: /^LatAm Desk$/,
  },
  {
    filter: 'labels',
    choose: type('Labels', 'VIP'),
    address: /[?&]label=VIP/,
    chip: 'Remove Labels: VIP',
    column: 'Labels',
    everyRow: /\bVIP\b/,
  },
]

for (const { filter, choose, address, chip, column, everyRow } of CHOICES) {
  test(`filtering by ${filter} with the keyboard changes rows, address, page and chips`, async ({
    callboard,
  }) => {
    const { page, chips, status } = callboard
    await callboard.open('?range=last7d&page=2')
    const before = await status.innerText()
    await choose(callboard)
    await expect(page).toHaveURL(address)
    await expect(page).not.toHaveURL(/[?&]page=/)
    await expect(page).toHaveURL(/[?&]range=last7d/)
    const cells = await callboard.column(column)
    await expect(status).not.toHaveText(before)
    await expect(cells.filter({ hasNotText: everyRow })).toHaveCount(0)
    await expect(cells.filter({ hasText: everyRow })).not.toHaveCount(0)

    await chips.getByRole('button', { name: chip }).press('Enter')
    await expect(chips.getByRole('button', { name: chip })).toHaveCount(0)
  })
}

test('Clear filters clears everything and returns to today', async ({ callboard }) => {
  const { page, chips } = callboard
  await callboard.open('?range=last30d&type=3&hungUpBy=0&agent=Priya+Raman&page=2')
  await expect(chips.getByRole('listitem')).toHaveCount(4)
  await chips.getByRole('button', { name: 'Clear filters' }).press('Enter')
  await expect(page).toHaveURL(/\/$/)
  await expect(chips).toHaveCount(0)
  await expect(callboard.filters.getByRole('radio', { name: 'Today' })).toBeChecked()
})
