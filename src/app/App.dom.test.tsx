import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { Coverage, RecordsPage } from '../calls/call.ts'
import { makeCall } from '../testing/make-call.ts'
import { makeSession } from '../testing/make-session.ts'
import { makeFigures, makeSummary } from '../testing/make-summary.ts'
import { TEST_NOW } from '../testing/test-app.ts'
import { callRows, columnTexts, createPageServer, openPage } from '../testing/test-page.tsx'

const server = createPageServer()
beforeAll(server.start)
afterAll(server.stop)
beforeEach(() => {
  vi.useFakeTimers({ now: TEST_NOW, toFake: ['Date'] })
  server.asked.length = 0
  for (const path of Object.keys(server.answers)) delete server.answers[path]
})
afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.useRealTimers()
})

/** Shows these columns, as a user has chosen them before. */
const showColumns = (...ids: string[]) =>
  localStorage.setItem('callboard.columns', JSON.stringify(ids))

const status = (text: string | RegExp) => screen.findByText(text, { selector: '[role="status"]' })
const button = (name: string) => screen.getByRole('button', { name })
const addressIs = (search: string) => waitFor(() => expect(location.search).toBe(search))
const listsAsked = () => server.asked.filter((path) => path.startsWith('/api/records'))

describe('the page lists', () => {
  test('today without keys in the address', async () => {
    await openPage('')
    await status(/^1–50 of [\d,]+ calls$/)
    expect(callRows()).toHaveLength(50)
    expect(screen.getByRole('heading', { name: 'Call records' })).toBeDefined()
    expect(screen.getByText('Demo account')).toBeDefined()
    expect(screen.getByText('Asia/Shanghai')).toBeDefined()
    expect(listsAsked()[0]).toBe('/api/records')
    for (const text of columnTexts('startedAt')) expect(text).toMatch(/^\d\d:\d\d:\d\d$/)
  })

  test('the calls that match the filters of the address', async () => {
    await openPage('?range=yesterday&size=5')
    const all = (await status(/^1–5 of/)).textContent
    cleanup()
    await openPage('?range=yesterday&size=5&reason=7')
    const some = (await status(/^1–5 of/)).textContent
    expect(columnTexts('hangupReason')).toEqual(Array(5).fill('Busy'))
    const total = (text: string | null) => Number(text?.replace(/^.* of |[^\d]/g, ''))
    expect(total(some)).toBeLessThan(total(all))
    await userEvent.click(button('Remove Hangup reason Busy'))
    await status(all ?? '')
    await addressIs('?range=yesterday&size=5')
  })

  test('calls in spite of unknown keys', async () => {
    await openPage('?utm_source=mail&__proto__=1&range=yesterday&size=5')
    await status(/^1–5 of/)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('records with undocumented values', async () => {
    showColumns('startedAt', 'hangupReason', 'type', 'hungUpBy')
    await openPage('?group=!odd')
    await status('1–14 of 14 calls')
    expect(columnTexts('hangupReason')).toContain('Unknown (12)')
    expect(columnTexts('type')).toContain('Unknown (12)')
    expect(columnTexts('hungUpBy')).toContain('Unknown (12)')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('pages if the vendor states an impossible total', async () => {
    await openPage('?range=yesterday&size=5&group=!total-0')
    await status('1–5 of an unknown number of calls')
    await userEvent.click(button('Next page'))
    await status('6–10 of an unknown number of calls')
  })

  test('pages smaller than requested', async () => {
    await openPage('?range=yesterday&size=50&page=2&group=!size-20')
    await status(/^21–40 of [\d,]+ calls$/)
  })

  test('no calls, and offers to clear the filters', async () => {
    await openPage('?group=!empty&size=5')
    await screen.findByRole('heading', { name: 'No calls match this filter' })
    await status('No calls')
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' }).at(-1) as Element,
    )
    await status(/^1–50 of/)
    await addressIs('')
  })

  test('no calls, and what comes back without each filter', async () => {
    await openPage('?range=yesterday&size=5&group=!empty&type=2')
    await screen.findByRole('heading', { name: 'No calls match these 2 filters' })
    await screen.findByRole('button', { name: 'Without Call type Inbound still none' })
    await userEvent.click(
      await screen.findByRole('button', { name: /^Without Agent group !empty \d+ calls$/ }),
    )
    await addressIs('?range=yesterday&size=5&type=2')
    await status(/^1–5 of/)
  })

  test('no calls in a period, and offers longer ones', async () => {
    await openPage('?from=2026-03-10T00:00:00%2B08:00&to=2026-03-10T00:00:01%2B08:00')
    await screen.findByRole('heading', { name: 'No calls in this period' })
    expect(button('Look at the period before')).toBeDefined()
    await userEvent.click(button('Look in the last 7 days'))
    await addressIs('?range=last7d')
  })

  test('no calls past the last page, and offers the first page', async () => {
    await openPage('?range=yesterday&size=5&page=9999')
    await screen.findByRole('heading', { name: 'This page is past the last call' })
    await status(/^There are [\d,]+ calls in all\.$/)
    await userEvent.click(button('To the first page'))
    await status(/^1–5 of/)
    await addressIs('?range=yesterday&size=5')
  })
})

describe('an edited address', () => {
  test.each([
    ['?size=1000', 'size'],
    ['?page=0', 'page'],
    ['?type=x', 'type'],
    ['?type=1&type=x', 'type (Call type)'],
    ['?reason=1,2', 'reason'],
    ['?range=tomorrow', 'range'],
    ['?from=yesterday', 'from'],
    ['?number=call-me', 'number'],
    ['?without=nothing', 'without (Without)'],
    ['?range=today&range=today', 'range (Period)'],
    ['?sort=ringSeconds', 'sort'],
  ])('%s is refused with the name of its invalid key', async (search, key) => {
    await openPage(search)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain(`is not valid: ${key}`)
    expect(callRows()).toEqual([])
    expect(listsAsked()).toEqual([])
  })

  test('is not requested by a refresh', async () => {
    await openPage('?type=x&group=!one')
    await screen.findByRole('alert')
    expect(button('Refresh').hasAttribute('disabled')).toBe(true)
  })

  test.each(['?size=1000&group=!one', '?type=x'])(
    'is corrected by clearing the filters: %s',
    async (search) => {
      await openPage(search)
      await screen.findByRole('alert')
      await userEvent.click(
        screen.getAllByRole('button', { name: 'Clear filters' }).at(-1) as Element,
      )
      await status(/^1–50 of/)
      expect(screen.queryByRole('alert')).toBeNull()
      await addressIs('')
    },
  )
})

describe('a failure', () => {
  it('explains itself, offers a retry, and disappears with its filter', async () => {
    await openPage('?group=!auth&size=5')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The telephony account refused the credentials')
    expect(alert.textContent).toContain('to check LAAFFIC_API_KEY')
    expect(screen.getByText('Not updated')).toBeTruthy()
    expect(alert.textContent).toContain('Code vendor_auth')
    const asked = listsAsked().length
    await userEvent.click(button('Try again'))
    await waitFor(() => expect(listsAsked().length).toBe(asked + 1))
    await screen.findByRole('alert')
    await userEvent.click(button('Remove Agent group !auth'))
    await status(/^1–5 of/)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('of a refresh leaves the calls as they are, with their time', async () => {
    await openPage('?range=yesterday&size=5')
    await status(/^1–5 of/)
    server.answers['/api/records'] = () => problem('vendor_busy', 503)
    await userEvent.click(button('Refresh'))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(
      /^Could not refresh\. The phone system is busy; these calls are as of \d\d:\d\d\./,
    )
    await status(/^1–5 of \d+ calls · as of \d\d:\d\d$/)
    expect(callRows()).toHaveLength(5)
    delete server.answers['/api/records']
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }))
    await status(/^1–5 of \d+ calls$/)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each([
    [
      'a range the vendor cannot answer',
      '?from=2025-01-01T00:00:00%2B08:00',
      'more than two months ago',
    ],
    ['a page in place of an answer', '?group=!html', 'The phone system’s answer cannot be read'],
    ['a busy vendor', '?group=!busy', 'The phone system is busy'],
  ])('is explained for %s', async (_name, search, sentence) => {
    await openPage(search)
    expect((await screen.findByRole('alert')).textContent).toContain(sentence)
    expect(callRows()).toEqual([])
  })
})

describe('pages', () => {
  it('prefetch the next page, which is not requested again', async () => {
    await openPage('?range=yesterday&size=5')
    await status(/^1–5 of/)
    await waitFor(() => expect(listsAsked()).toHaveLength(2))
    expect(listsAsked()[1]).toContain('page=2')
    await userEvent.click(button('Next page'))
    await status(/^6–10 of/)
    await waitFor(() => expect(listsAsked()).toHaveLength(3))
    expect(listsAsked()[2]).toContain('page=3')
    await addressIs('?range=yesterday&size=5&page=2')
  })

  it('show a failure of the next page only when it is opened', async () => {
    await openPage('?range=yesterday&size=5&group=!fail-page-3&page=2')
    await status(/^6–10 of/)
    await waitFor(() => expect(listsAsked().some((path) => path.includes('page=3'))).toBe(true))
    expect(screen.queryByRole('alert')).toBeNull()
    await userEvent.click(button('Next page'))
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The phone system reported an error',
    )
  })

  it('keep the first visible call when the page size changes', async () => {
    await openPage('?range=yesterday&size=5&page=6')
    await status(/^26–30 of/)
    const first = callRows()[0]?.dataset.id
    await userEvent.selectOptions(screen.getByLabelText('Calls per page'), '20')
    await status(/^21–40 of/)
    expect(callRows().map((row) => row.dataset.id)).toContain(first)
    await addressIs('?range=yesterday&size=20&page=2')
  })
})

it('filters the list by a choice in the filter dialog of a small screen', async () => {
  showColumns('startedAt', 'type')
  await openPage('?range=yesterday&size=5&page=2')
  await status(/^6–10 of/)
  await userEvent.click(button('Filters'))
  const filters = within(await screen.findByRole('dialog', { name: 'Filters' }))
  await userEvent.click(await filters.findByRole('checkbox', { name: 'Inbound' }))
  await status(/^1–5 of/)
  await addressIs('?range=yesterday&size=5&type=2')
  await waitFor(() => expect(columnTexts('type')).toEqual(Array(5).fill('Inbound')))
  expect(button('Filters (1)')).toBeDefined()
})

it('opens the call of the address and closes it with Escape', async () => {
  await openPage('?range=yesterday&size=5')
  await status(/^1–5 of/)
  const id = callRows()[3]?.dataset.id
  cleanup()
  await openPage(`?range=yesterday&size=5&call=${id}`)
  const details = await screen.findByRole('complementary', { name: 'Call details' })
  await userEvent.click(within(details).getByRole('tab', { name: 'All fields' }))
  expect(details.textContent).toContain(id)
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('complementary', { name: 'Call details' })).toBeNull()
  await addressIs('?range=yesterday&size=5')
})

const READING: Coverage = {
  ...{ read: 4_200, total: 19_379, complete: false, reading: true },
  provenAt: null,
}
const COMPLETE: Coverage = { ...READING, read: 19_379, complete: true, reading: false }

const problem = (code: string, status: number) =>
  Response.json({ code }, { status, headers: { 'Content-Type': 'application/problem+json' } })

describe('a sort', () => {
  const CALLERS = ['3', '1', '2'].map((id) => makeCall({ id, caller: id }))
  const SORTED: Omit<RecordsPage, 'coverage'> = {
    ...{ records: CALLERS, total: 3, page: 1, size: 5, pages: 1 },
    ...{ from: '2026-03-09T00:00:00+08:00', to: '2026-03-09T23:59:59+08:00' },
  }

  it('lists all calls anew in the endpoint’s order, from the first page', async () => {
    showColumns('startedAt', 'caller')
    server.answers['/api/records'] = ({ searchParams }) =>
      searchParams.has('sort') ? Response.json({ ...SORTED, coverage: COMPLETE }) : undefined
    await openPage('?range=yesterday&size=5&page=2')
    await status(/^6–10 of/)
    const order = callRows().map((row) => row.dataset.id)
    await userEvent.click(button('Caller'))
    await screen.findByText(/^Sorted by Caller, descending/)
    await status('1–3 of 3 calls')
    expect(columnTexts('caller')).toEqual(['3', '1', '2'])
    await addressIs('?range=yesterday&size=5&sort=-caller')
    await userEvent.click(button('Caller'))
    await screen.findByText(/^Sorted by Caller, ascending/)
    await addressIs('?range=yesterday&size=5&sort=caller')
    await userEvent.click(button('Original order'))
    await status(/^1–5 of/)
    await userEvent.click(button('Next page'))
    await status(/^6–10 of/)
    expect(callRows().map((row) => row.dataset.id)).toEqual(order)
  })

  it('shows what was read, and follows the reading', async () => {
    let coverage = READING
    server.answers['/api/summary'] = () => Response.json(makeSummary({ coverage }))
    server.answers['/api/records'] = () => Response.json({ ...SORTED, pages: 2, coverage })
    await openPage('?range=yesterday&size=5&sort=-caller')
    await status('Reading 4,200 of 19,379 calls')
    // The next page may change, so it is not requested yet.
    expect(listsAsked().filter((path) => path.includes('page=2'))).toEqual([])
    coverage = COMPLETE
    await waitFor(() => expect(screen.queryByText(/^Reading/)).toBeNull())
    await waitFor(() => expect(listsAsked().at(-1)).toContain('page=2'))
  })

  it('keeps its rows until the user chooses newly read calls', async () => {
    showColumns('startedAt', 'caller')
    const startedAt = '2026-03-09T10:00:00+08:00'
    const records = CALLERS.map((call) => ({ ...call, startedAt }))
    let answer = { ...SORTED, records: records.slice(0, 2), coverage: READING }
    server.answers['/api/summary'] = () => Response.json(makeSummary({ coverage: READING }))
    server.answers['/api/records'] = () => Response.json(answer)
    await openPage('?range=yesterday&size=5&sort=-caller')
    await waitFor(() => expect(columnTexts('caller')).toEqual(['3', '1']))
    const more = makeCall({ id: '9', caller: '9', startedAt })
    answer = { ...SORTED, records: [more, ...records], total: 4, coverage: COMPLETE }
    await status('1–2 of 4 calls')
    expect(columnTexts('caller')).toEqual(['3', '1'])
    await userEvent.click(button('Show newly read calls'))
    await waitFor(() => expect(columnTexts('caller')).toEqual(['9', '3', '1', '2']))
    expect(screen.queryByRole('button', { name: 'Show newly read calls' })).toBeNull()
  })

  it('waits for the first calls that are read', async () => {
    let coverage: Coverage = { ...READING, read: 0 }
    let records: RecordsPage['records'] = []
    server.answers['/api/summary'] = () => Response.json(makeSummary({ coverage }))
    server.answers['/api/records'] = () => Response.json({ ...SORTED, records, coverage })
    await openPage('?range=yesterday&size=5&sort=-caller')
    await waitFor(() => expect(listsAsked()).not.toHaveLength(0))
    await status('Loading calls…')
    expect(screen.queryByRole('heading', { name: /^No calls/ })).toBeNull()
    coverage = READING
    records = CALLERS
    await status('1–3 of 3 calls')
  })

  it('is explained and can be removed if the server has none', async () => {
    showColumns('startedAt', 'caller')
    server.answers['/api/records'] = ({ searchParams }) =>
      searchParams.has('sort') ? problem('mirror_off', 501) : undefined
    await openPage('?range=yesterday&size=5&sort=-caller')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('sorting and exports are off on this server')
    await userEvent.click(button('Original order'))
    await status(/^1–5 of/)
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('the summary', () => {
  const summaryOf = (coverage: Coverage) =>
    Response.json(makeSummary({ coverage, figures: makeFigures({ answered: 40, missed: 7 }) }))
  const summariesAsked = () => server.asked.filter((path) => path.startsWith('/api/summary'))
  const strip = async () => within(await screen.findByRole('region', { name: 'Summary' }))

  beforeEach(() => {
    server.answers['/api/session'] = () =>
      Response.json(makeSession({ now: '2026-03-10T12:00:00+08:00' }))
    server.answers['/api/summary'] = () => summaryOf(COMPLETE)
  })

  it('is requested after the first page, and filters the list by one click', async () => {
    await openPage('?range=yesterday&size=5&page=2')
    const missed = async () =>
      within(await (await strip()).findByRole('figure', { name: 'Missed' })).getByRole('button')
    await missed()
    await waitFor(() => expect(summariesAsked()).toEqual(['/api/summary?range=yesterday']))
    expect(server.asked.indexOf(summariesAsked()[0] ?? '')).toBeGreaterThan(
      server.asked.indexOf(listsAsked()[0] ?? ''),
    )
    await userEvent.click(await missed())
    await addressIs('?range=yesterday&size=5&outcome=missed')
    await screen.findByRole('button', { name: 'Remove Outcome Missed' })
    expect((await missed()).getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(await missed())
    await addressIs('?range=yesterday&size=5')
  })

  it('narrows the list to the worst hour', async () => {
    await openPage('?range=yesterday&size=5')
    await userEvent.click(await (await strip()).findByRole('button', { name: /^Lowest at 11:00/ }))
    await addressIs('?size=5&from=2026-03-10T11:00:00%2B08:00&to=2026-03-10T11:59:59%2B08:00')
  })

  it('follows the reading, which stops and starts by a click', async () => {
    const isRead = () => summariesAsked().some((path) => path.startsWith('/api/summary?read=all'))
    server.answers['/api/summary'] = () => summaryOf(isRead() ? COMPLETE : READING)
    await openPage('?range=yesterday&size=5')
    await status('Reading 4,200 of 19,379 calls')
    await userEvent.click(await screen.findByRole('button', { name: 'Stop' }))
    await status('4,200 of 19,379 calls read')
    expect(summariesAsked().at(-1)).toBe('/api/summary?read=none&range=yesterday')
    await userEvent.click(await screen.findByRole('button', { name: 'Read all' }))
    await (await strip()).findByRole('button', { name: /^Lowest/ })
  })

  it('has no figures if they fail, and the list stands', async () => {
    server.answers['/api/summary'] = () => problem('view_too_large', 413)
    await openPage('?range=yesterday&size=5')
    await status(/^1–5 of/)
    await status('No figures: the calls could not be read')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is not requested if the server keeps no calls', async () => {
    server.answers['/api/session'] = () => Response.json(makeSession({ mirror: 'off' }))
    await openPage('?range=yesterday&size=5')
    await status(/^1–5 of/)
    await waitFor(() => expect(listsAsked()).toHaveLength(2))
    expect(summariesAsked()).toEqual([])
    expect(screen.queryByRole('region', { name: 'Summary' })).toBeNull()
  })
})

it('is shown in Chinese and switches to English', async () => {
  await openPage('?range=yesterday&size=5&reason=7', 'zh-CN')
  await waitFor(() => expect(columnTexts('hangupReason')).toEqual(Array(5).fill('被叫忙线')))
  expect(document.documentElement.lang).toBe('zh-CN')
  await userEvent.click(button('设置'))
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: '语言' }), 'en')
  await waitFor(() => expect(columnTexts('hangupReason')).toEqual(Array(5).fill('Busy')))
  expect(document.documentElement.lang).toBe('en')
})

it('lists the new day after a refresh past midnight', async () => {
  vi.setSystemTime('2026-03-10T23:58:00+08:00')
  await openPage('?range=today&size=5')
  await status(/^1–5 of/)
  const firstBox = () => callRows()[0]?.querySelector('input')?.getAttribute('aria-label')
  expect(firstBox()).toMatch(/Mar 10/)
  vi.setSystemTime('2026-03-11T09:00:00+08:00')
  await userEvent.click(button('Refresh'))
  await waitFor(() => expect(firstBox()).toMatch(/Mar 11/))
  await addressIs('?range=today&size=5')
})
