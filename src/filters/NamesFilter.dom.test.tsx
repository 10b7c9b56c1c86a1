import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { parseCountryCode } from '../calls/query.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { NamesFilter } from './NamesFilter.tsx'

afterEach(cleanup)

const AGENTS = ['Ann', 'Ortega, Lucía', 'Bo']
const WRONG = 'Up to four digits, such as 86'
const COUNTRY = { parse: parseCountryCode, wrong: WRONG }

function setUp(value: string[], props: Partial<Parameters<typeof NamesFilter>[0]> = {}) {
  const applied: string[][] = []
  function Page() {
    const [names, setNames] = useState(value)
    return (
      <NamesFilter
        label="Agents"
        value={names}
        suggestions={AGENTS}
        {...props}
        onApply={(next) => {
          applied.push(next)
          setNames(next)
        }}
      />
    )
  }
  renderInPage(<Page />)
  return applied
}

const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Agents' })
const options = () => screen.queryAllByRole('option').map((option) => option.textContent)

it('leaves out of a pasted name what nobody sees, and finds it among the suggestions', async () => {
  const applied = setUp([])
  await userEvent.type(field(), '\u202aann\u200b\ufeff')
  expect(options()).toEqual(['Ann'])
  await userEvent.clear(field())
  await userEvent.paste('\u202aCleo\u00ad Lee\u202c')
  expect(applied).toEqual([['Cleo Lee']])
})

describe('a suggestion', () => {
  it('is chosen by click, and is offered no more', async () => {
    const applied = setUp(['Bo'])
    await userEvent.click(field())
    expect(options()).toEqual(['Ann', 'Ortega, Lucía'])
    await userEvent.click(screen.getByRole('option', { name: 'Ortega, Lucía' }))
    expect(applied).toEqual([['Bo', 'Ortega, Lucía']])
    expect(options()).toEqual(['Ann'])
  })

  it('is taken as the vendor wrote it', async () => {
    const applied = setUp(['Ann '], { suggestions: [' Bob '] })
    await userEvent.click(field())
    await userEvent.click(screen.getByRole('option', { name: 'Bob' }))
    expect(applied).toEqual([['Ann ', ' Bob ']])
  })

  it('is chosen by keyboard', async () => {
    const applied = setUp([])
    await userEvent.type(field(), 'LUC{ArrowDown}{Enter}')
    expect(applied).toEqual([['Ortega, Lucía']])
    expect(field().value).toBe('')
  })

  it('is found by what is shown beside it, too', async () => {
    const describe = (code: string) => ({ 86: 'China', 91: 'India' })[code] ?? null
    const applied = setUp([], { ...COUNTRY, describe, suggestions: ['1', '86', '91'] })
    await userEvent.type(field(), 'chi')
    expect(options()).toEqual(['86 China'])
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(applied).toEqual([['86']])
  })
})

describe('a name that nobody suggested', () => {
  it('applies on Enter, without the space about it', async () => {
    const applied = setUp(['Ann'])
    await userEvent.type(field(), '  Zoë {Enter}')
    expect(applied).toEqual([['Ann', 'Zoë']])
    expect(field().value).toBe('')
  })

  it('applies when the field is left', async () => {
    const applied = setUp([])
    await userEvent.type(field(), ' Zoë ')
    expect(applied).toEqual([])
    await userEvent.tab()
    expect(applied).toEqual([['Zoë']])
  })

  it('stays whole with commas in it, typed or pasted', async () => {
    const applied = setUp([])
    await userEvent.type(field(), 'Doe, Jane; "JD"{Enter}')
    await userEvent.paste('Roe, Rick')
    expect(applied).toEqual([['Doe, Jane; "JD"'], ['Doe, Jane; "JD"', 'Roe, Rick']])
  })
})

it.each([
  ['nothing', '{Enter}'],
  ['spaces', '   {Enter}'],
  ['what is chosen already', 'Ann{Enter}'],
  ['what is chosen already, with a space', ' Ann '],
])('applies nothing for %s', async (_name, keys) => {
  const applied = setUp(['Ann'])
  await userEvent.type(field(), keys)
  await userEvent.tab()
  expect(applied).toEqual([])
})

it('tells names apart by case: the vendor does', async () => {
  const applied = setUp(['ann'])
  await userEvent.type(field(), 'Ann{Enter}')
  expect(applied).toEqual([['ann', 'Ann']])
})

it('replaces the one where there can be one', async () => {
  const applied = setUp(['Ann'], { max: 1 })
  await userEvent.type(field(), 'Zoë{Enter}')
  await userEvent.click(screen.getByRole('option', { name: 'Bo' }))
  expect(applied).toEqual([['Zoë'], ['Bo']])
})

it('loses the last with Backspace, and all with one click of a pointer', async () => {
  const applied = setUp(['Ann', 'Bo', 'Cy'])
  await userEvent.type(field(), '{Backspace}')
  await userEvent.click(screen.getByLabelText('Clear Agents'))
  expect(applied).toEqual([['Ann', 'Bo'], []])
})

describe('a country code', () => {
  it.each(['+86', '86', '８６'])('%s is 86', async (text) => {
    const applied = setUp([], COUNTRY)
    await userEvent.type(field(), `${text}{Enter}`)
    expect(applied).toEqual([['86']])
    expect(screen.queryByText(WRONG)).toBeNull()
  })

  it('is the same with and without +', async () => {
    const applied = setUp(['86'], COUNTRY)
    await userEvent.type(field(), '+86{Enter}')
    expect(applied).toEqual([])
    expect(field().value).toBe('')
  })

  it.each(['{Enter}', '{Tab}'])(
    'that is none is said, stays, and is not applied on %s',
    async (end) => {
      const applied = setUp(['1'], COUNTRY)
      await userEvent.type(field(), 'China')
      expect(screen.getByText(WRONG)).toBeDefined()
      await userEvent.keyboard(end)
      expect(applied).toEqual([])
      expect(field().value).toBe('China')
      expect(screen.getByText(WRONG)).toBeDefined()
    },
  )
})
