import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sessionQuery } from '../api/queries.ts'
import type { Session } from '../calls/call.ts'
import type { Preset } from '../calls/periods.ts'
import { makeQuery } from '../testing/make-query.ts'
import { makeSession } from '../testing/make-session.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { PeriodFilter } from './PeriodFilter.tsx'

// The calendar is loaded lazily.
configure({ asyncUtilTimeout: 10_000 })

const RANGE = { from: '2026-02-03T09:00:00+08:00', to: '2026-02-05T23:59:59+08:00' }

/** The server's time. It differs from the clock of this computer. */
const NOW = Date.parse('2026-03-10T12:00:00+08:00')

afterEach(cleanup)

function setUp(range: Preset | null, mirror: Session['mirror'] = 'memory') {
  const client = new QueryClient()
  const now = new Date(NOW).toISOString()
  client.setQueryData(sessionQuery().queryKey, makeSession({ now, mirror }))
  const onFilter = vi.fn()
  const custom = range ? { from: null, to: null } : RANGE
  renderInPage(
    <QueryClientProvider client={client}>
      <PeriodFilter
        list={{ ...makeQuery(), range, ...custom }}
        timeZone="Asia/Shanghai"
        onFilter={onFilter}
      />
    </QueryClientProvider>,
  )
  return onFilter
}

const presetOf = (range: Preset) => ({ range, from: null, to: null })
const group = () => within(screen.getByRole('group', { name: 'Period' }))
const button = (name: string | RegExp) => group().getByRole<HTMLButtonElement>('button', { name })
const field = (label: 'From' | 'To') => screen.findByLabelText<HTMLInputElement>(label)

it.each<[Preset | null, label: string, unit: string | undefined]>([
  ['today', 'Today Mar 10', 'Day'],
  ['last7d', 'Last 7 days Mar 4 – 10', '7 days'],
  ['thisWeek', 'This week Mar 9 – 15', undefined],
  [null, 'Feb 3, 09:00 – Feb 5, 23:59', 'Custom'],
])('shows %s by its name, days and unit', (preset, label, unit) => {
  setUp(preset)
  const spoken = button(/Mar|Feb/).textContent?.replace(/(Today|days|week)/, '$1 ')
  expect(spoken?.replaceAll('\u2009', ' ')).toBe(label)
  const pressed = group().queryAllByRole('button', { pressed: true })
  expect(pressed.map((each) => each.textContent)).toEqual(unit ? [unit] : [])
})

it('steps to the period before, and not past now', async () => {
  const onFilter = setUp('today')
  expect(button('Next period').disabled).toBe(true)
  await userEvent.click(button('Previous period'))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith(presetOf('yesterday'))
})

it('steps by the length of a custom period', async () => {
  const onFilter = setUp(null)
  await userEvent.click(button('Next period'))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith({
    range: null,
    from: '2026-02-06T00:00:00+08:00',
    to: '2026-02-08T14:59:59+08:00',
  })
})

it('applies a unit by the switch', async () => {
  const onFilter = setUp(null)
  await userEvent.click(button('30 days'))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith(presetOf('last30d'))
})

it('offers each preset by its name, and closes on a choice', async () => {
  const onFilter = setUp('last7d')
  await userEvent.click(button(/^Last 7 days/))
  const dialog = await screen.findByRole('dialog', { name: 'Period' })
  const lastHour = await within(dialog).findByRole('button', { name: 'Last hour' })
  const names = [...(lastHour.parentElement?.children ?? [])].map((each) => each.textContent)
  expect(names).toEqual([
    'Last hour',
    'Today',
    'Yesterday',
    'This week',
    'Last week',
    'Last 7 days',
    'Last 30 days',
  ])
  expect(document.activeElement?.textContent).toBe('Last 7 days')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Last week' }))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith(presetOf('lastWeek'))
  expect(screen.queryByRole('dialog')).toBeNull()
})

describe('a custom period', () => {
  async function openCustom(mirror?: Session['mirror']) {
    const applied = setUp(null, mirror)
    await userEvent.click(button('Custom'))
    await field('From')
    return applied
  }

  it('shows both ends in the account’s zone', async () => {
    await openCustom()
    expect((await field('From')).value).toBe('2026-02-03 09:00')
    expect((await field('To')).value).toBe('2026-02-05 23:59')
    expect(document.activeElement).toBe(await field('From'))
    expect(
      screen.getByText('Within the last two months, in the time of Asia/Shanghai'),
    ).toBeDefined()
  })

  it('states the longest period without a mirror', async () => {
    await openCustom('off')
    expect(screen.getByText(/^At most 31 days within/)).toBeDefined()
  })

  it('applies typed ends by Enter', async () => {
    const onFilter = await openCustom()
    fireEvent.change(await field('From'), { target: { value: '2026-02-04 10:30' } })
    await userEvent.type(await field('To'), '{Enter}')
    expect(onFilter).toHaveBeenCalledExactlyOnceWith({
      range: null,
      from: '2026-02-04T10:30:00+08:00',
      to: RANGE.to,
    })
  })

  it('does not apply an incomplete time', async () => {
    const onFilter = await openCustom()
    fireEvent.change(await field('From'), { target: { value: '2026-02-04 1' } })
    expect(screen.getByText('A day and a time, such as 2026-11-27 09:30')).toBeDefined()
    expect(button('Apply').disabled).toBe(true)
    await userEvent.type(await field('To'), '{Enter}')
    expect(onFilter).not.toHaveBeenCalled()
  })

  it('applies two picked days', async () => {
    const onFilter = await openCustom()
    await userEvent.click(screen.getByLabelText('10 February 2026'))
    await userEvent.click(screen.getByLabelText('12 February 2026'))
    await userEvent.click(button('Apply'))
    expect(onFilter).toHaveBeenCalledExactlyOnceWith({
      range: null,
      from: '2026-02-10T00:00:00+08:00',
      to: '2026-02-12T23:59:59+08:00',
    })
  })
})
