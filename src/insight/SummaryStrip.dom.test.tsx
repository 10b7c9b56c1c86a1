import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ListState } from '../api/queries.ts'
import type { FilterPatch } from '../api/use-page-state.ts'
import { NO_FILTERS } from '../calls/query.ts'
import { makeSession } from '../testing/make-session.ts'
import { ALL_READ, counts, makeSummary } from '../testing/make-summary.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { SummaryStrip, type SummaryStripProps } from './SummaryStrip.tsx'

configure({ asyncUtilTimeout: 4_000 }) // the table of agents loads lazily

const LIST: ListState = { ...NO_FILTERS, range: 'today', from: null, to: null }
const onFilter = vi.fn<(patch: FilterPatch) => void>()
const onStop = vi.fn()
const onReadAll = vi.fn()

function show(parts: Partial<SummaryStripProps> = {}) {
  renderInPage(
    <QueryClientProvider client={new QueryClient()}>
      <SummaryStrip
        summary={makeSummary()}
        stale={false}
        failed={false}
        total={70}
        list={LIST}
        collapsed={false}
        onCollapse={() => {}}
        {...{ onFilter, onStop, onReadAll }}
        {...parts}
      />
    </QueryClientProvider>,
  )
  return within(screen.getByRole('region', { name: 'Summary' }))
}

const figure = (name: string) => screen.getByRole('figure', { name })
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))

beforeEach(() => vi.clearAllMocks())
afterEach(cleanup)

describe('the key figures', () => {
  it('have their values and their changes', () => {
    show()
    const texts = ['Calls', 'Answered', 'Missed', 'Average talk time', 'Median wait'].map(
      (name) => [
        figure(name).textContent,
        within(figure(name)).queryByRole('img')?.getAttribute('aria-label'),
      ],
    )
    expect(texts).toEqual([
      ['Calls70▲ 3 %', '3 % more than Mon, Mar 9'],
      ['Answered57.1 %▼ 16.4 pt', '16.4 pt less than Mon, Mar 9'],
      ['Missed25▲ 7', '7 more than Mon, Mar 9'],
      ['Avg talk0:55▼ 0:03', '0:03 less than Mon, Mar 9'],
      ['Median wait0:13', undefined],
    ])
  })

  it('leave out what a view of missed calls alone does not count', () => {
    const summary = makeSummary()
    const reason = { ...summary.facets.reason, scope: 'view' } as const
    show({
      summary: { ...summary, facets: { ...summary.facets, reason } },
      list: { ...LIST, outcome: ['missed'] },
    })
    const texts = ['Answered', 'Missed'].map((name) => figure(name).textContent)
    expect(texts).toEqual(['Answered–', expect.stringContaining('Missed25')])
    expect(screen.getAllByRole('button', { name: /^(Answered|Failed) –/ })).toHaveLength(4)
  })

  it('open their calls', async () => {
    show()
    const others = { reason: null, notReason: null }
    for (const name of ['Missed', 'Answered', 'Calls'])
      await userEvent.click(within(figure(name)).getByRole('button'))
    expect(onFilter.mock.calls).toEqual([
      [{ outcome: ['missed'], ...others }],
      [{ outcome: ['answered'], ...others }],
      [{ outcome: null, ...others }],
    ])
  })

  it('are pressed if the list is filtered by them', async () => {
    show({ list: { ...LIST, outcome: ['missed'] } })
    const missed = within(figure('Missed')).getByRole('button')
    expect(missed.getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(missed)
    expect(onFilter).toHaveBeenCalledWith({ outcome: null, reason: null, notReason: null })
  })

  it('are dashes without calls', () => {
    const none = makeSummary().previous
    show({ summary: makeSummary({ outcomes: counts({}), previous: null }), total: 0 })
    expect(none).not.toBeNull()
    expect(figure('Answered').textContent).toBe('Answered–')
    screen.getByText('No calls in this view')
  })

  it('keep their place before the first answer', () => {
    const strip = show({ summary: undefined, total: null })
    expect(figure('Calls').textContent).toBe('Calls')
    expect(strip.getAllByRole('tab')).toHaveLength(3)
    expect(strip.queryByRole('status')).toBeNull()
  })
})

describe('the worst hour', () => {
  const hour = {
    range: null,
    from: '2026-03-10T11:00:00+08:00',
    to: '2026-03-10T11:59:59+08:00',
  }

  it('narrows to its calls, and to those of its group', async () => {
    show()
    await press('Lowest at 11:00: 25 % answered')
    await press('Jakarta Support')
    expect(onFilter.mock.calls).toEqual([
      [hour],
      [{ ...hour, group: ['Jakarta Support'], notGroup: null }],
    ])
  })

  it('names its day in a longer period', () => {
    show({ summary: makeSummary({ from: '2026-03-04T00:00:00+08:00' }) })
    screen.getByRole('button', { name: 'Lowest at Tue, Mar 10, 11:00: 25 % answered' })
  })

  it('is not named without 20 calls in an hour', () => {
    show({ summary: makeSummary({ worst: null }) })
    expect(screen.queryByRole('button', { name: /Lowest/ })).toBeNull()
  })
})

describe('the chart', () => {
  const chart = () => screen.getByRole('slider', { name: 'Time chart' })
  const value = () => chart().getAttribute('aria-valuetext')

  it('narrows to a bar by keyboard, with one tab stop', async () => {
    show()
    chart().focus()
    expect(value()).toBe('Tue, Mar 10, 11:00–12:00: 20 calls, 25 % answered')
    await userEvent.keyboard('{ArrowLeft}')
    expect(value()).toBe('Tue, Mar 10, 10:00–11:00: 50 calls, 70 % answered')
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
    expect(value()).toBe('Tue, Mar 10, 10:00–12:00: 70 calls, 57 % answered')
    await userEvent.keyboard('{Enter}')
    expect(onFilter).toHaveBeenCalledExactlyOnceWith({
      range: null,
      from: '2026-03-10T10:00:00+08:00',
      to: '2026-03-10T11:59:59+08:00',
    })
  })

  it('goes to both ends and stops there', async () => {
    show()
    chart().focus()
    await userEvent.keyboard('{End}{ArrowRight}')
    expect(chart().getAttribute('aria-valuenow')).toBe('24')
    await userEvent.keyboard('{Home}{ArrowLeft}')
    expect(value()).toBe('Tue, Mar 10, 00:00–01:00: 0 calls')
    await userEvent.keyboard('{Escape}{Enter}')
    expect(onFilter.mock.lastCall?.[0].from).toBe('2026-03-10T11:00:00+08:00')
  })

  it.each([
    ['a click', 11.5, 11.5, '11:00:00', '11:59:59'],
    ['a drag to the end', 10.2, 11.9, '10:00:00', '11:59:59'],
    ['a drag to the start', 3.9, 1.1, '01:00:00', '03:59:59'],
    ['a drag past the edge', 22.5, 30, '22:00:00', '23:59:59'],
  ])('narrows to exact edges by %s', (_name, from, to, first, last) => {
    show()
    const plot = chart()
    plot.setPointerCapture = () => {}
    vi.spyOn(plot, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 240 } as DOMRect)
    const at = (bucket: number) => ({ clientX: bucket * 10, button: 0, isPrimary: true })
    fireEvent.pointerDown(plot, at(from))
    fireEvent.pointerMove(plot, at(to))
    expect(onFilter).not.toHaveBeenCalled()
    fireEvent.pointerUp(plot, at(to))
    expect(onFilter).toHaveBeenCalledExactlyOnceWith({
      range: null,
      from: `2026-03-10T${first}+08:00`,
      to: `2026-03-10T${last}+08:00`,
    })
  })

  it('does nothing after a cancelled drag', () => {
    show()
    const plot = chart()
    plot.setPointerCapture = () => {}
    fireEvent.pointerDown(plot, { button: 0, isPrimary: true })
    fireEvent.pointerCancel(plot)
    fireEvent.pointerUp(plot, { button: 0, isPrimary: true })
    expect(onFilter).not.toHaveBeenCalled()
  })

  it('fades the outcomes that are filtered out', () => {
    show({ list: { ...LIST, outcome: ['missed'] } })
    const faded = [...chart().querySelectorAll('path[data-faded]')]
    expect(faded.map((path) => path.getAttribute('data-outcome'))).toEqual(['answered', 'failed'])
  })
})

describe('the breakdowns', () => {
  it('list agents and open their calls', async () => {
    show()
    await userEvent.click(screen.getByRole('tab', { name: 'Agents' }))
    await press('Rizky 23 ▼ 43 % ans.')
    await press(/^No agent 12/)
    expect(onFilter.mock.calls.map(([patch]) => [patch.agent, patch.without])).toEqual([
      [['Rizky'], null],
      [null, ['agent']],
    ])
  })

  it('list the hangup reasons in official words', async () => {
    show()
    await userEvent.click(screen.getByRole('tab', { name: 'Reasons' }))
    const panel = within(screen.getByRole('tabpanel', { name: 'Reasons' }))
    expect(panel.getAllByRole('button')).toHaveLength(10)
    await press('Busy 25 36 %')
    expect(onFilter).toHaveBeenCalledWith({
      outcome: null,
      notReason: null,
      reason: [7],
      without: null,
    })
  })

  it('move by arrow keys between tabs', async () => {
    show()
    screen.getByRole('tab', { name: 'Time' }).focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByRole('tab', { name: 'Agents' }).getAttribute('aria-selected')).toBe('true')
  })
})

describe('while not all calls are read', () => {
  const summaryOf = (coverage: Partial<typeof ALL_READ>) =>
    makeSummary({
      coverage: { ...ALL_READ, read: 4_200, total: 19_379, complete: false, ...coverage },
    })

  it('figures are marked, and the reading stops', async () => {
    show({ summary: summaryOf({ reading: true }), total: 19_379 })
    expect(screen.getByRole('status').textContent).toBe('Reading 4,200 of 19,379 calls')
    expect(['Calls', 'Answered', 'Missed'].map((name) => figure(name).textContent)).toEqual([
      'Calls19,379',
      'Answered57.1 %of 4,200',
      'Missed25so far',
    ])
    expect(screen.queryByRole('button', { name: /Lowest/ })).toBeNull()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('4200')
    await press('Stop')
    expect(onStop).toHaveBeenCalledOnce()
  })

  it.each([
    [4_200, '4,200 of 19,379 calls read'],
    [0, '19,379 calls not read yet'],
  ])('%i calls of a large view wait for the user', async (read, words) => {
    show({ summary: summaryOf({ read }), total: null })
    expect(screen.getByRole('status').textContent).toBe(words)
    expect(screen.queryByRole('progressbar')).toBeNull()
    await press('Read all')
    expect(onReadAll).toHaveBeenCalledOnce()
  })
})

it('tells that there are no figures', () => {
  show({ summary: undefined, failed: true, total: null })
  expect(screen.getByRole('status').textContent).toBe('No figures: the calls could not be read')
})

it('collapses to its figures', async () => {
  const onCollapse = vi.fn()
  show({ collapsed: true, onCollapse })
  expect(screen.queryByRole('tab')).toBeNull()
  expect(figure('Missed').textContent).toContain('25')
  await press('Show figures')
  expect(onCollapse).toHaveBeenCalledWith(false)
})

it('defines its figures and names the period before', async () => {
  show()
  await press('Definitions')
  const dialog = within(await screen.findByRole('dialog', { name: 'Definitions' }))
  dialog.getByText('Mean talk time of answered calls, without ringing.')
  dialog.getByText('Compared with Mon, Mar 9')
})

it('has the table of all agents, sorted by a click, whose numbers open their calls', async () => {
  const figures = { meanTalkSeconds: 61.5, hungUpByAgent: 3, shortCalls: 2 }
  const agents = [
    { agent: 'Dewi', calls: 35, ...counts({ answered: 30, missed: 5 }), ...figures },
    { agent: null, calls: 12, ...counts({ missed: 12 }), ...figures, meanTalkSeconds: null },
  ]
  vi.stubGlobal('fetch', async (path: string) =>
    Response.json(path.includes('/session') ? makeSession() : makeSummary({ agents })),
  )
  show()
  await userEvent.click(screen.getByRole('tab', { name: 'Agents' }))
  await press('All agents')
  const dialog = within(await screen.findByRole('dialog', { name: /^All agents/ }))
  const table = within(await dialog.findByRole('table', { name: 'All agents' }))
  const rows = () => table.getAllByRole('row').map((row) => row.textContent)
  expect(rows().slice(1)).toEqual(['No agent12012–32', 'Dewi353051:0132'])
  await userEvent.click(table.getByRole('button', { name: 'Calls' }))
  expect(rows()[1]).toMatch(/^Dewi/)
  expect(table.getByRole('columnheader', { name: 'Calls' }).getAttribute('aria-sort')).toBe(
    'descending',
  )
  await userEvent.click(table.getByRole('button', { name: 'Dewi, Short calls: 2' }))
  expect(onFilter).toHaveBeenCalledWith({
    agent: ['Dewi'],
    notAgent: null,
    without: null,
    outcome: ['answered'],
    talk: { min: null, max: 10 },
  })
  await waitFor(() => expect(screen.queryByRole('table')).toBeNull())
})
