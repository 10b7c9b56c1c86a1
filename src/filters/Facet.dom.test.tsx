import { cleanup, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ListState } from '../api/queries.ts'
import type { Facet as Counts } from '../calls/figures.ts'
import { makeQuery } from '../testing/make-query.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { Facet } from './Facet.tsx'
import { facetEntries } from './facet-choice.ts'
import { ReasonFacet } from './ReasonFacet.tsx'

const fetch = vi.fn((_path: string) => new Promise(() => {}))
beforeEach(() => void vi.stubGlobal('fetch', fetch))
afterEach(() => {
  cleanup()
  fetch.mockClear()
})

const NOTHING: ListState = { ...makeQuery(), range: null, from: null, to: null }
const NONE = { answered: 0, missed: 0, failed: 0, unknown: 0 }
const countsOf = (...values: [number | null, number][]): Counts => ({
  scope: 'wider',
  values: values.map(([value, calls]) => ({ value, calls, ...NONE })),
  more: 0,
})
const TYPES = countsOf([3, 1250], [2, 1], [1, 0])
const SUMMARY = {
  facets: { reason: countsOf([7, 29], [0, 78], [9, 100]) },
  outcomes: { ...NONE, answered: 100, missed: 107 },
}
const WORDS = ['', 'One', 'Two', 'Three']

interface TypeFacetProps {
  list: ListState
  counts: Counts | undefined
  onFilter: (patch: object) => void
}

function TypeFacet({ list, counts, onFilter }: TypeFacetProps) {
  return (
    <Facet
      name="type"
      rows={facetEntries(list, 'type', counts, [1, 2, 3])}
      wordOf={(value) =>
        value === null ? 'No call type' : (WORDS[Number(value)] ?? `Unknown (${value})`)
      }
      {...{ list, onFilter }}
    />
  )
}

/** Renders a facet with a list that its changes apply to. */
function setUp(parts: Partial<ListState> = {}, counts: Counts | undefined = TYPES) {
  const onFilter = vi.fn()
  function Page() {
    const [list, setList] = useState({ ...NOTHING, ...parts })
    const filter = (patch: object) => {
      onFilter(patch)
      setList({ ...list, ...patch })
    }
    return (
      <>
        <TypeFacet list={list} counts={counts} onFilter={filter} />
        <ReasonFacet list={list} summary={SUMMARY} onFilter={filter} />
      </>
    )
  }
  renderInPage(<Page />)
  return onFilter
}

const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name })
const inFacet = (name: string) => within(screen.getByRole('group', { name }))

it('has a checkbox for each value, with its calls as the description', () => {
  setUp({ type: [2] })
  const boxes = inFacet('Call type').getAllByRole<HTMLInputElement>('checkbox')
  expect(
    boxes.map((each) => [
      each.getAttribute('aria-label'),
      each.checked,
      each.getAttribute('aria-description'),
    ]),
  ).toEqual([
    ['Three', false, '1,250 calls'],
    ['Two', true, '1 call'],
    ['One', false, '0 calls'],
  ])
})

it('works without counts', async () => {
  const onFilter = vi.fn()
  renderInPage(
    <TypeFacet list={{ ...NOTHING, type: [12] }} counts={undefined} onFilter={onFilter} />,
  )
  expect(box('Unknown (12)').checked).toBe(true)
  expect(box('One').hasAttribute('aria-description')).toBe(false)
  await userEvent.click(screen.getByText('One'))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith({ type: [1, 12], notType: [], without: [] })
})

it('requests the calls of a value once the mouse is down on it', async () => {
  const onFilter = setUp({ type: [2], sort: { column: 'agent', descending: false } })
  const user = userEvent.setup()
  await user.pointer({ target: screen.getByText('Three'), keys: '[MouseLeft>]' })
  expect(onFilter).not.toHaveBeenCalled()
  const paths = fetch.mock.calls.map(([path]) => path).filter((path) => /records/.test(path))
  expect(paths).toEqual(['/api/records?type=2&type=3&sort=agent'])
  await user.pointer('[/MouseLeft]')
  expect(onFilter).toHaveBeenCalledOnce()
})

it('offers only and exclude beside the value under the pointer', async () => {
  const onFilter = setUp({ type: [2] })
  await userEvent.hover(screen.getByText('Three'))
  await userEvent.click(screen.getByRole('button', { name: 'Only Three' }))
  expect(onFilter).toHaveBeenLastCalledWith({ type: [3], notType: [], without: [] })
  await userEvent.click(screen.getByRole('button', { name: 'Exclude Three' }))
  expect(onFilter).toHaveBeenLastCalledWith({ type: [], notType: [3] })
  const exclude = screen.getByRole('button', { name: 'Exclude Three' })
  expect(exclude.getAttribute('aria-pressed')).toBe('true')
})

it('is one tab stop, with arrow keys, Space, O and X inside', async () => {
  const onFilter = setUp()
  await userEvent.tab()
  expect(document.activeElement).toBe(box('Three'))
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
  expect(document.activeElement).toBe(box('One'))
  await userEvent.keyboard('{Home}{End} ')
  expect(onFilter).toHaveBeenLastCalledWith({ type: [1], notType: [], without: [] })
  await userEvent.keyboard('{ArrowUp}x')
  expect(onFilter).toHaveBeenLastCalledWith({ type: [1], notType: [2] })
  await userEvent.keyboard('o')
  expect(onFilter).toHaveBeenLastCalledWith({ type: [2], notType: [], without: [] })
  const description = screen
    .getByRole('group', { name: 'Call type' })
    .getAttribute('aria-description')
  expect(description).toBe(
    'Arrow keys move, Space chooses, O chooses only this value, X excludes it.',
  )
})

it('keeps its keys from the page', async () => {
  const onKey = vi.fn()
  addEventListener('keydown', onKey)
  setUp()
  await userEvent.tab()
  onKey.mockClear()
  await userEvent.keyboard('x{ArrowDown}')
  expect(onKey).not.toHaveBeenCalled()
  await userEvent.keyboard('{Control>}x{/Control}?')
  expect(onKey).toHaveBeenCalledTimes(3)
  removeEventListener('keydown', onKey)
})

it('clears the facet only while it is used', async () => {
  const onFilter = setUp({ notType: [2] })
  await userEvent.click(screen.getByRole('button', { name: 'Clear Call type' }))
  expect(onFilter).toHaveBeenCalledExactlyOnceWith({ type: [], notType: [], without: [] })
  expect(screen.queryByRole('button', { name: 'Clear Call type' })).toBeNull()
})

it('counts calls without a value, which cannot be excluded', async () => {
  const onFilter = setUp({}, countsOf([3, 5], [null, 2]))
  await userEvent.hover(screen.getByText('No call type'))
  expect(screen.queryByRole('button', { name: 'Exclude No call type' })).toBeNull()
  await userEvent.click(box('No call type'))
  expect(onFilter).toHaveBeenLastCalledWith({ type: [], without: ['type'] })
})

it('shows outcomes with the sum of their calls, above their reasons', async () => {
  const onFilter = setUp()
  expect(box('Missed').getAttribute('aria-description')).toBe('107 calls')
  expect(screen.queryByRole('checkbox', { name: 'Inbound, hung up' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show reasons: Answered' }))
  expect(box('Inbound, hung up').getAttribute('aria-description')).toBe('100 calls')
  await userEvent.click(box('Busy'))
  expect(onFilter).toHaveBeenLastCalledWith(expect.objectContaining({ reason: [7], outcome: [] }))
  expect([box('Missed').indeterminate, box('Missed').checked]).toEqual([true, false])
  await userEvent.click(box('Missed'))
  expect(onFilter).toHaveBeenLastCalledWith(
    expect.objectContaining({ reason: [], outcome: ['missed'] }),
  )
  expect([box('Missed').indeterminate, box('Busy').checked]).toEqual([false, true])
})

it('shows and hides reasons by the keyboard', async () => {
  setUp()
  box('Missed').focus()
  await userEvent.keyboard('{ArrowLeft}')
  expect(screen.queryByRole('checkbox', { name: 'Busy' })).toBeNull()
  await userEvent.keyboard('{ArrowRight}{ArrowDown}')
  expect(document.activeElement).toBe(box('Busy'))
})
