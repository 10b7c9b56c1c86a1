import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { recordsParsers } from '../calls/query.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { FailureNotice } from './FailureNotice.tsx'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function show(retryAfter?: number, wrongKey: string | null = null) {
  const onRetry = vi.fn()
  const code = wrongKey === null ? 'server_busy' : 'invalid_query'
  const failure = new RequestFailure(code, { retryAfter, requestId: 'one' })
  renderInPage(
    <FailureNotice
      failure={failure}
      isOffline={false}
      wrongKey={wrongKey}
      isRetrying={false}
      onRetry={() => {}}
      onAutoRetry={onRetry}
    />,
  )
  return onRetry
}
const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
const timer = () => screen.queryByRole('timer')?.textContent

it('counts down and retries once', () => {
  const onRetry = show(7)
  expect(timer()).toBe('Trying again in 7 s.')
  wait(6_000)
  expect(timer()).toBe('Trying again in 1 s.')
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined()
  expect(onRetry).not.toHaveBeenCalled()
  wait(1_000)
  expect(onRetry).toHaveBeenCalledOnce()
  wait(60_000)
  expect(onRetry).toHaveBeenCalledOnce()
})

it('does not retry while the page is hidden', () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  const onRetry = show(2)
  wait(600_000)
  expect(onRetry).not.toHaveBeenCalled()
  hidden.mockReturnValue(false)
  wait(250)
  expect(onRetry).toHaveBeenCalledOnce()
})

it('pauses and resumes its retries', () => {
  const onRetry = show(2)
  const press = (name: string) => act(() => screen.getByRole('button', { name }).click())
  wait(1_000)
  press('Pause retries')
  expect(timer()).toBe('Retries are paused.')
  wait(60_000)
  expect(onRetry).not.toHaveBeenCalled()
  press('Resume retries')
  wait(250)
  expect(onRetry).toHaveBeenCalledOnce()
})

it('never retries at once', () => {
  const onRetry = show(0)
  wait(750)
  expect(onRetry).not.toHaveBeenCalled()
})

it('does not retry by itself without Retry-After', () => {
  const onRetry = show()
  expect(timer()).toBeUndefined()
  wait(60_000)
  expect(onRetry).not.toHaveBeenCalled()
})

it.each(Object.keys(recordsParsers))('names the key %s of the address by its filter', (key) => {
  show(undefined, key)
  const title = screen.getByRole('heading').textContent
  const hasLabel = !['page', 'size', 'sort'].includes(key)
  expect(title).toMatch(new RegExp(`: ${key}${hasLabel ? String.raw` \([^.]+\)` : ''}$`))
  expect(screen.getByRole('button', { name: 'Clear filters' })).toBeDefined()
})
