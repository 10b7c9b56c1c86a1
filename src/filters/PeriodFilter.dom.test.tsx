import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Preset } from '../calls/periods.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { PeriodFilter } from './PeriodFilter.tsx'

// The fields of a custom period are loaded lazily.
configure({ asyncUtilTimeout: 4_000 })

const RANGE = { from: '2026-02-03T09:00:00+08:00', to: '2026-02-05T23:59:59+08:00' }

/** The server's time. It differs from the clock of this computer. */
const NOW = Date.parse('2026-03-10T12:00:00+08:00')

afterEach(cleanup)

function setUp(preset: Preset | null) {
  const [onPreset, onRange] = [vi.fn(), vi.fn()]
  const shown = { preset, range: RANGE, timeZone: 'Asia/Shanghai', now: NOW }
  const props = { ...shown, onPreset, onRange }
  renderInPage(<PeriodFilter {...props} />)
  return { onPreset, onRange }
}

const field = (label: 'From' | 'To') => screen.findByLabelText<HTMLInputElement>(label)
const fill = async (label: 'From' | 'To', value: string) =>
  fireEvent.change(await field(label), { target: { value } })

it('offers each preset and a custom period', () => {
  setUp('last7d')
  const group = screen.getByRole('radiogroup', { name: 'Period' })
  const radios = [...group.querySelectorAll('input')]
  expect(radios.map((radio) => [radio.labels?.[0]?.textContent, radio.checked])).toEqual([
    ['Last hour', false],
    ['Today', false],
    ['Yesterday', false],
    ['This week', false],
    ['Last week', false],
    ['Last 7 days', true],
    ['Last 30 days', false],
    ['Custom', false],
  ])
  expect(screen.queryByLabelText('From')).toBeNull()
})

it('applies a preset by its name', async () => {
  const { onPreset, onRange } = setUp(null)
  await userEvent.click(screen.getByRole('radio', { name: 'Last 30 days' }))
  expect(onPreset).toHaveBeenCalledExactlyOnceWith('last30d')
  expect(onRange).not.toHaveBeenCalled()
})

it('starts a custom period from the one shown', async () => {
  const { onPreset, onRange } = setUp('today')
  await userEvent.click(screen.getByRole('radio', { name: 'Custom' }))
  expect(onRange).toHaveBeenCalledExactlyOnceWith(RANGE)
  expect(onPreset).not.toHaveBeenCalled()
})

describe('a custom period', () => {
  it('shows both ends in the account’s zone', async () => {
    setUp(null)
    expect((await field('From')).value).toBe('2026-02-03 09:00')
    expect((await field('To')).value).toBe('2026-02-05 23:59')
    expect(screen.getByText('At most 31 days, within the last two months')).toBeDefined()
  })

  it.each([
    ['From', '2026-02-04 10:30', { from: '2026-02-04T10:30:00+08:00', to: RANGE.to }],
    ['From', '2026-02-04', { from: '2026-02-04T00:00:00+08:00', to: RANGE.to }],
    ['To', '2026-02-10', { from: RANGE.from, to: '2026-02-10T23:59:59+08:00' }],
    ['To', ' 2026-02-10T18:00 ', { from: RANGE.from, to: '2026-02-10T18:00:00+08:00' }],
  ] as const)('applies %s typed as “%s”', async (label, text, range) => {
    const { onRange } = setUp(null)
    await fill(label, text)
    expect(onRange).toHaveBeenCalledExactlyOnceWith(range, 'push')
  })

  it('adds one history step per visit of a field, though the day is applied first', async () => {
    const { onRange } = setUp(null)
    await fill('From', '2026-02-04')
    await fill('From', '2026-02-04 10:30')
    fireEvent.blur(await field('From'))
    await fill('To', '2026-02-10')
    expect(onRange.mock.calls.map(([, step]) => step)).toEqual(['push', 'replace', 'push'])
  })

  it.each([
    ['From', '2026-02'],
    ['From', 'yesterday'],
    ['From', '2026-01-07 23:59'],
    ['From', '2026-03-11'],
    ['From', ''],
    ['To', '2026-02-02'],
    ['To', '2026-03-06'],
    ['To', '2026-02-10 1'],
  ] as const)('does not apply %s typed as “%s”', async (label, text) => {
    const { onRange } = setUp(null)
    await fill(label, text)
    fireEvent.blur(await field(label))
    expect(onRange).not.toHaveBeenCalled()
    expect((await field(label)).value).toMatch(/^2026-02-0[35] (?:09:00|23:59)$/)
  })

  it('keeps its seconds if a field only gets the focus', async () => {
    const { onRange } = setUp(null)
    fireEvent.focus(await field('To'))
    fireEvent.blur(await field('To'))
    expect(onRange).not.toHaveBeenCalled()
  })
})
