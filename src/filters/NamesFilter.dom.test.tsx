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

it('removes invisible characters from a pasted name and finds its suggestion', async () => {
  const applied = setUp([])
  await userEvent.type(field(), '\u202aann\u200b\ufeff')
  expect(options()).toEqual(['Ann'])
  await userEvent.clear(field())
  await userEvent.paste('\u202aCleo\u00ad Lee\u202c')
  expect(applied).toEqual([['Cleo Lee']])
})

describe('a suggestion', () => {
  it('is chosen by a click and no longer offered', async () => {
    const applied = setUp(['Bo'])
    await userEvent.click(field())
    expect(options()).toEqual(['Ann', 'Ortega, Lucía'])
    await userEvent.click(screen.getByRole('option', { name: 'Ortega, Lucía' }))
    expect(applied).toEqual([['Bo', 'Ortega, Lucía']])
    expect(options()).toEqual(['Ann'])
  })

  it('is applied exactly as the vendor wrote it', async () => {
    const applied = setUp(['Ann '], { suggestions: [' Bob '] })
    await userEvent.click(field())
    await userEvent.click(screen.getByRole('option', { name: 'Bob' }))
    expect(applied).toEqual([['Ann ', ' Bob ']])
  })

  it('is chosen by the keyboard', async () => {
    const applied = setUp([])
    await userEvent.type(field(), 'LUC{ArrowDown}{Enter}')
    expect(applied).toEqual([['Ortega, Lucía']])
    expect(field().value).toBe('')
  })

  it('is found by its description, too', async () => {
    const describe = (code: string) => ({ 86: 'China', 91: 'India' })[code] ?? null
    const applied = setUp([], { ...COUNTRY, describe, suggestions: ['1', '86', '91'] })
    await userEvent.type(field(), 'chi')
    expect(options()).toEqual(['86 China'])
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(applied).toEqual([['86']])
  })
})

describe('a name that is not suggested', () => {
  it('is applied on Enter, without spaces around it', async () => {
    const applied = setUp(['Ann'])
    await userEvent.type(field(), '  Zoë {Enter}')
    expect(applied).toEqual([['Ann', 'Zoë']])
    expect(field().value).toBe('')
  })

  it('is applied when the field loses the focus', async () => {
    const applied = setUp([])
    await userEvent.type(field(), ' Zoë ')
    expect(applied).toEqual([])
    await userEvent.tab()
    expect(applied).toEqual([['Zoë']])
  })

  it('is not split at commas, typed or pasted', async () => {
    const applied = setUp([])
    await userEvent.type(field(), 'Doe, Jane; "JD"{Enter}')
    await userEvent.paste('Roe, Rick')
    expect(applied).toEqual([['Doe, Jane; "JD"'], ['Doe, Jane; "JD"', 'Roe, Rick']])
  })
})

it.each([
  ['nothing', '{Enter}'],
  ['spaces', '   {Enter}'],
  ['a chosen name', 'Ann{Enter}'],
  ['a chosen name with a space', ' Ann '],
])('applies nothing for %s', async (_name, keys) => {
  const applied = setUp(['Ann'])
  await userEvent.type(field(), keys)
  await userEvent.tab()
  expect(applied).toEqual([])
})

it('distinguishes names by case, as the vendor does', async () => {
  const applied = setUp(['ann'])
  await userEvent.type(field(), 'Ann{Enter}')
  expect(applied).toEqual([['ann', 'Ann']])
})

it('removes the last name with Backspace and all names with the clear button', async () => {
  const applied = setUp(['Ann', 'Bo', 'Cy'])
  await userEvent.type(field(), '{Backspace}')
  await userEvent.click(screen.getByLabelText('Clear Agents'))
  expect(applied).toEqual([['Ann', 'Bo'], []])
})

describe('a country code', () => {
  it.each(['+86', '86', '８６'])('is read from %s as 86', async (text) => {
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
    'is not applied on %s if it is invalid, but kept with an error text',
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
