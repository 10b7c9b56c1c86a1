import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, test, vi } from 'vitest'
import type { SecondsRange } from '../calls/query.ts'
import { makeQuery } from '../testing/make-query.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { positionsOf, TalkFilter, talkBetween } from './TalkFilter.tsx'

afterEach(cleanup)

test.each<[SecondsRange | null, [number, number]]>([
  [null, [0, 15]],
  [{ min: 10, max: 600 }, [2, 15]],
  [{ min: null, max: 10 }, [0, 2]],
  [{ min: 9, max: 11 }, [2, 3]],
  [{ min: 600, max: null }, [15, 15]],
  [{ min: 5_000, max: 9_000 }, [15, 15]],
])('shows %j at %j', (talk, positions) => expect(positionsOf(talk)).toEqual(positions))

test.each<[[number, number], SecondsRange | null]>([
  [[0, 15], null],
  [[2, 15], { min: 10, max: null }],
  [[0, 5], { min: null, max: 60 }],
  [[15, 15], { min: 600, max: null }],
  [[0, 0], { min: null, max: 0 }],
])('reads %j as %j', (positions, talk) => expect(talkBetween(positions)).toEqual(talk))

function setUp(value: SecondsRange | null) {
  const onFilter = vi.fn()
  const list = { ...makeQuery(), range: null, from: null, to: null, talk: value }
  renderInPage(<TalkFilter list={list} onFilter={onFilter} />)
  return onFilter
}

it('has the calls that the figures count as short', async () => {
  const onFilter = setUp(null)
  await userEvent.click(screen.getByRole('button', { name: 'under 10 s' }))
  expect(onFilter).toHaveBeenLastCalledWith({ talk: { min: null, max: 10 } })
  await userEvent.click(screen.getByRole('button', { name: 'over 10 min' }))
  expect(onFilter).toHaveBeenLastCalledWith({ talk: { min: 600, max: null } })
})

it('removes a preset by a second click', async () => {
  const onFilter = setUp({ min: 600, max: null })
  const preset = screen.getByRole('button', { name: 'over 10 min', pressed: true })
  await userEvent.click(preset)
  expect(onFilter).toHaveBeenCalledExactlyOnceWith({ talk: null })
})

it('moves its ends by the keyboard, and speaks their times', async () => {
  const onFilter = setUp(null)
  const from = screen.getByRole('slider', { name: 'Shortest talk time' })
  expect(from.getAttribute('aria-valuetext')).toBe('0:00')
  const to = screen.getByRole('slider', { name: 'Longest talk time' })
  expect(to.getAttribute('aria-valuetext')).toBe('no limit')
  from.focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(onFilter).toHaveBeenLastCalledWith({ talk: { min: 3, max: null } }, 'push')
})
