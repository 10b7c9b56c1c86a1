// @document
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { RequestFailure } from '../../api/client.ts'
import { FakeAudio } from '../../testing/fake-audio.ts'
import { callOf, FakeList, viewOf } from '../../testing/fake-list.ts'
import { renderInPage } from '../../testing/render-in-page.tsx'
import { createPlayer } from '../create-player.ts'
import { createAutoAdvance } from './create-auto-advance.ts'
import { createQueue } from './create-queue.ts'
import { QueueButtons } from './QueueButtons.tsx'
import { QueueStatus } from './QueueStatus.tsx'

afterEach(cleanup)

function setUp(id: string, ids: string) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const list = new FakeList(ids)
  const queue = createQueue({ player, pages: list, view: viewOf(list.calls.slice(0, 3)) })
  const advance = createAutoAdvance(player, queue)
  player.play(callOf(id))
  queue.start()
  renderInPage(
    <>
      <QueueButtons queue={queue}>
        <button type="button">Play</button>
      </QueueButtons>
      <QueueStatus queue={queue} advance={advance} />
    </>,
  )
  return { player, list, queue }
}

const next = () => screen.getByRole('button', { name: 'Next recorded call' })
const previous = () => screen.getByRole('button', { name: 'Previous recorded call' })

it('goes to the next recorded call, and says while it looks for it', async () => {
  const { player, queue } = setUp('a', 'a -b -c d')
  act(() => queue.go(1))
  expect(screen.getByText('Looking for the next recorded call…')).toBeDefined()
  expect(next().getAttribute('aria-busy')).toBe('true')
  await vi.waitUntil(() => player.getState().call?.id === 'd')
  await vi.waitUntil(() => screen.queryByText(/^Looking/) === null)
})

it('says the end by a button that keeps the focus', async () => {
  setUp('a', 'a b')
  await userEvent.click(previous())
  expect(await screen.findByText('No recorded calls before this one')).toBeDefined()
  expect(previous().getAttribute('aria-disabled')).toBe('true')
  expect(document.activeElement).toBe(previous())
  expect(next().getAttribute('aria-disabled')).toBeNull()
})

it('says why a page did not load, and tries again', async () => {
  const { player, list } = setUp('a', 'a -b -c d')
  list.failure = new RequestFailure('vendor_busy')
  await userEvent.click(next())
  expect((await screen.findByRole('alert')).textContent).toContain('The vendor has too much to do')
  list.failure = null
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await vi.waitUntil(() => player.getState().call?.id === 'd')
  expect(screen.queryByRole('alert')).toBeNull()
  act(() => player.close())
})
