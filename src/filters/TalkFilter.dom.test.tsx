import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, test, vi } from 'vitest'
import type { SecondsRange } from '../calls/query.ts'
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
  const onApply = vi.fn()
  renderInPage(<TalkFilter value={value} onApply={onApply} />)
  return onApply
}

it('has the calls that the figures count as short', async () => {
  const onApply = setUp(null)
  await userEvent.click(screen.getByRole('button', { name: 'under 10 s' }))
  expect(onApply).toHaveBeenLastCalledWith({ min: null, max: 10 })
  await userEvent.click(screen.getByRole('button', { name: 'over 10 min' }))
  expect(onApply).toHaveBeenLastCalledWith({ min: 600, max: null })
})

it('removes a preset by a second click', async () => {
  const onApply = setUp({ min: 600, max: null })
  const preset = screen.getByRole('button', { name: 'over 10 min', pressed: true })
  await userEvent.click(preset)
  expect(onApply).toHaveBeenCalledExactlyOnceWith(null)
})

it('moves its ends by the keyboard, and speaks their times', async () => {
  const onApply = setUp(null)
  const from = screen.getByRole('slider', { name: 'Shortest talk time' })
  expect(from.getAttribute('aria-valuetext')).toBe('0:00')
  const to = screen.getByRole('slider', { name: 'Longest talk time' })
  expect(to.getAttribute('aria-valuetext')).toBe('no limit')
  from.focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(onApply).toHaveBeenLastCalledWith({ min: 3, max: null }, 'push')
})
