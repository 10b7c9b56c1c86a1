import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { type ComponentProps, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ListState } from '../api/queries.ts'
import type { Facet } from '../calls/figures.ts'
import { makeQuery } from '../testing/make-query.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { NamedFacet } from './NamedFacet.tsx'

beforeEach(() => void vi.stubGlobal('fetch', () => new Promise(() => {})))
afterEach(cleanup)

const NOTHING: ListState = { ...makeQuery(), range: null, from: null, to: null }
const NONE = { answered: 0, missed: 0, failed: 0, unknown: 0 }
const countsOf = (names: (string | null)[], more = 0): Facet => ({
  scope: 'wider',
  values: names.map((value, index) => ({ value, calls: 500 - index, ...NONE })),
  more,
})
const AGENTS = ['Ann', 'Ortega, Lucía', 'Bo']
const WRONG = 'Up to four digits, such as 86'

type Props = Partial<ComponentProps<typeof NamedFacet>>

/** Renders a facet with a list that its changes apply to. */
function setUp(parts: Partial<ListState> = {}, props: Props = {}) {
  const applied: object[] = []
  function Page() {
    const [list, setList] = useState({ ...NOTHING, ...parts })
    return (
      <NamedFacet
        name="agent"
        list={list}
        counts={undefined}
        suggestions={AGENTS}
        hasNames={false}
        {...props}
        onFilter={(patch) => {
          applied.push(patch)
          setList({ ...list, ...patch } as ListState)
        }}
      />
    )
  }
  renderInPage(<Page />)
  return applied
}

const field = (name = 'Find an agent') => screen.getByRole<HTMLInputElement>('searchbox', { name })
const shown = () => screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-label'))
const chosen = () =>
  screen
    .getAllByRole<HTMLInputElement>('checkbox')
    .filter((box) => box.checked)
    .map((box) => box.getAttribute('aria-label'))

describe('the values', () => {
  const many = Array.from({ length: 20 }, (_, index) => `Agent ${index + 1}`)

  it('are the eight with most calls, and the chosen ones', async () => {
    setUp({ agent: ['Agent 20'], notAgent: ['Agent 19'] }, { counts: countsOf(many, 7) })
    expect(shown()).toHaveLength(10)
    expect(shown().slice(7)).toEqual(['Agent 8', 'Agent 19', 'Agent 20'])
    await userEvent.click(screen.getByRole('button', { name: '17 more' }))
    expect(shown()).toHaveLength(20)
    expect(screen.getByText('7 more by search')).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }))
    expect(shown()).toHaveLength(10)
  })

  it('are limited to a hundred rows', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `Agent ${index}`)
    setUp({}, { suggestions: names })
    await userEvent.click(screen.getByRole('button', { name: '4,992 more' }))
    expect(shown()).toHaveLength(100)
  })

  it('include calls without one, but need no field for a few', () => {
    setUp({}, { name: 'group', hasNames: true, counts: countsOf(['Night', null]) })
    expect(shown()).toEqual(['Night', 'No group'])
    expect(screen.queryByRole('searchbox')).toBeNull()
  })

  it('show names of any length and direction', () => {
    const names = ['م'.repeat(1_000), 'x'.repeat(1_000), ' ']
    setUp({}, { counts: countsOf(names) })
    expect(shown()).toEqual(names)
  })
})

describe('search', () => {
  it('removes invisible characters and chooses by Enter the only match', async () => {
    const applied = setUp()
    await userEvent.type(field(), '\u202aluc\u200b\ufeff')
    expect(shown()).toEqual(['Ortega, Lucía'])
    await userEvent.keyboard('{Enter}')
    expect(applied).toEqual([{ agent: ['Ortega, Lucía'], notAgent: [], without: [] }])
    expect(field().value).toBe('')
  })

  it('moves to the matches by the arrow key', async () => {
    setUp()
    await userEvent.type(field(), 'o{ArrowDown} ')
    expect(chosen()).toEqual(['Ortega, Lucía'])
  })

  it('finds names among all calls that were read', async () => {
    const request = vi.fn(async () => Response.json({ values: ['Zoe Late', 'Zoë Early'] }))
    vi.stubGlobal('fetch', request)
    const applied = setUp({}, { hasNames: true, counts: countsOf(AGENTS, 4_000) })
    await userEvent.type(field(), 'zo')
    await waitFor(() => expect(shown()).toEqual(['Zoe Late', 'Zoë Early']))
    expect(request.mock.calls.map(([path]: unknown[]) => path)).toEqual([
      '/api/values?key=agent&q=zo',
    ])
    await userEvent.click(screen.getByText('Zoë Early'))
    await userEvent.clear(field())
    expect(applied).toEqual([{ agent: ['Zoë Early'], notAgent: [], without: [] }])
    expect(chosen()).toEqual(['Zoë Early'])
  })

  it('waits on Enter for the names that were requested', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ values: ['Zoe Late'] }))
    const applied = setUp({}, { hasNames: true, counts: countsOf(AGENTS, 4_000) })
    await userEvent.type(field(), 'late{Enter}')
    expect(applied).toEqual([])
    await waitFor(() => expect(chosen()).toEqual(['Zoe Late']))
    expect(applied).toHaveLength(1)
  })

  it('keeps a name in sight that was chosen here', async () => {
    setUp({}, { counts: countsOf(AGENTS) })
    await userEvent.type(field(), 'Zoë{Enter}')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Zoë' }))
    expect(chosen()).toEqual([])
    expect(shown()).toContain('Zoë')
  })

  it('keeps a name in sight that the address chose', async () => {
    setUp({ agent: ['Zoë'] }, { counts: countsOf(AGENTS) })
    await userEvent.click(screen.getByRole('checkbox', { name: 'Zoë' }))
    expect(chosen()).toEqual([])
    expect(shown()).toContain('Zoë')
  })
})

describe('a name that is not known', () => {
  it('is applied on Enter, without spaces around it', async () => {
    const applied = setUp({ agent: ['Ann'], notAgent: ['Zoë', 'Bo'], without: ['group'] })
    await userEvent.type(field(), '  Zoë {Enter}')
    expect(applied).toEqual([{ agent: ['Ann', 'Zoë'], notAgent: ['Bo'], without: ['group'] }])
    expect(field().value).toBe('')
  })

  it('is applied by its button, even if it is a part of others', async () => {
    const applied = setUp()
    await userEvent.type(field(), 'Bo ')
    expect(screen.queryByRole('button', { name: /^Use/ })).toBeNull()
    await userEvent.clear(field())
    await userEvent.type(field(), 'An')
    await userEvent.click(screen.getByRole('button', { name: 'Use “An”' }))
    expect(applied).toMatchObject([{ agent: ['An'] }])
  })

  it('is not split at commas, typed or pasted', async () => {
    const applied = setUp()
    await userEvent.type(field(), 'Doe, Jane; "JD"{Enter}')
    await userEvent.click(field())
    await userEvent.paste('\u202aRoe, Rick\u202c')
    expect(applied).toMatchObject([
      { agent: ['Doe, Jane; "JD"'] },
      { agent: ['Doe, Jane; "JD"', 'Roe, Rick'] },
    ])
    expect(field().value).toBe('')
  })

  it('is one of several in a pasted column', async () => {
    const applied = setUp()
    await userEvent.click(field())
    await userEvent.paste('Cy\r\nBo\n\nDee\n')
    expect(applied).toMatchObject([{ agent: ['Cy', 'Bo', 'Dee'] }])
  })

  it('is not applied when the field loses the focus', async () => {
    const applied = setUp()
    await userEvent.type(field(), 'Zoë')
    await userEvent.tab()
    expect(applied).toEqual([])
  })
})

it.each([
  ['nothing', '{Enter}'],
  ['spaces', '   {Enter}'],
  ['a chosen name', 'Ann{Enter}'],
  ['a chosen name with a space', ' Ann {Enter}'],
])('applies nothing for %s', async (_name, keys) => {
  const applied = setUp({ agent: ['Ann'] })
  await userEvent.type(field(), keys)
  expect(applied).toEqual([])
})

it('distinguishes names by case, as the vendor does', async () => {
  const applied = setUp({ agent: ['ann'] }, { suggestions: ['ann', 'Anna'] })
  await userEvent.type(field(), 'Ann{Enter}')
  expect(applied).toMatchObject([{ agent: ['ann', 'Ann'] }])
})

it('applies a name of a call exactly as it is', async () => {
  const applied = setUp({ agent: ['Ann '] }, { suggestions: [' Bob '] })
  await userEvent.click(within(screen.getByRole('group')).getByText('Bob'))
  expect(applied).toMatchObject([{ agent: ['Ann ', ' Bob '] }])
})

describe('a country code', () => {
  const COUNTRY: Props = {
    name: 'country',
    suggestions: ['1', '86', '91'],
    word: (code) => `+${code} ${{ 86: 'China', 91: 'India' }[code] ?? ''}`.trim(),
  }
  const country = () => field('Find a country')

  it.each(['+86', '86', '８６', 'chi'])('is read from %s as 86', async (text) => {
    const applied = setUp({}, COUNTRY)
    await userEvent.type(country(), `${text}{Enter}`)
    expect(applied).toMatchObject([{ country: ['86'] }])
    expect(chosen()).toEqual(['+86 China'])
    expect(screen.queryByText(WRONG)).toBeNull()
  })

  it('is not applied if it is invalid, but kept with an error text', async () => {
    const applied = setUp({ country: ['1'] }, COUNTRY)
    await userEvent.type(country(), 'Chile{Enter}')
    expect(screen.getByText(WRONG)).toBeDefined()
    await userEvent.tab()
    expect(applied).toEqual([])
    expect(country().value).toBe('Chile')
  })
})
