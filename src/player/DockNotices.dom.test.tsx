import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../api/client.ts'
import { isProblemCode } from '../calls/problems.ts'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callOf, FakeList, viewOf } from '../testing/fake-list.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { renderWithPlayer, wrapperOf } from '../testing/render-with-player.tsx'
import { problemResponse } from '../testing/scripted-fetch.ts'
import { createPlayer } from './create-player.ts'
import { QueueNotice, ResumeNotice } from './DockNotices.tsx'
import { createListeningHistory, HISTORY_PREFIX } from './history/listening-history.ts'
import { PlayButtons } from './PlaybackControls.tsx'
import { PlayerDock } from './PlayerDock.tsx'
import { createAutoAdvance } from './queue/auto-advance.ts'
import { createQueue } from './queue/create-queue.ts'

afterEach(cleanup)

/** Answers the request that diagnoses a failure. */
async function answerOf(code: string): Promise<Response> {
  if (code === 'offline') throw new TypeError('Failed to fetch')
  return isProblemCode(code) ? problemResponse(code) : new Response('R', { status: 206 })
}

async function fail(code: string, call = makeCall()) {
  const view = viewOf([])
  const { audio, player } = renderWithPlayer(
    <PlayerDock
      firstView={view}
      view={view}
      speakers={null}
      mayDownload
      nameOf={({ customer }) => customer}
      onDetails={() => {}}
      onLostFocus={() => {}}
    />,
    { fetch: () => answerOf(code) },
  )
  act(() => player.play(call))
  act(() => audio.fail(4))
  return { alert: await screen.findByRole('alert'), player }
}

describe('the failure notice', () => {
  it.each([
    ['recording_missing', 'The recording no longer exists', []],
    ['recording_expired', 'The recording has expired', []],
    ['recording_forbidden_host', 'Recordings may not be fetched from that address', []],
    ['recording_not_audio', 'The phone system’s file for this recording is not audio', []],
    ['recording_unreachable', 'The recording cannot be reached', ['Try again']],
    ['vendor_busy', 'The phone system is busy', ['Try again']],
    ['offline', 'Callboard cannot be reached', ['Try again']],
    ['recording_unplayable', 'This browser cannot play the recording', ['Download']],
  ])('explains %s as “%s” and offers %j', async (code, what, offers) => {
    const { alert } = await fail(code)
    expect(alert.textContent).toContain(what)
    const offered = ['Try again', 'Download'].filter(
      (name) => screen.queryByRole('button', { name }) ?? screen.queryByRole('link', { name }),
    )
    expect(offered).toEqual(offers)
  })

  it('shows that a recording is still being written and offers a retry', async () => {
    const justNow = makeCall({ endedAt: new Date().toISOString() })
    const { alert } = await fail('recording_missing', justNow)
    expect(alert.textContent).toContain('The recording is still being written')
    expect(alert.textContent).toContain('Code recording_pending · Request req-1')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined()
  })

  it('keeps the focus in the dock after a retry', async () => {
    const { player } = await fail('offline')
    screen.getByRole('button', { name: 'Try again' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(player.getState().status).toBe('loading')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause' }))
  })
})

describe('the queue notice', () => {
  function setUp(id: string, ids: string) {
    const audio = new FakeAudio()
    const player = createPlayer({ createAudio: () => audio })
    const list = new FakeList(ids)
    const queue = createQueue({ player, pages: list, view: viewOf(list.calls.slice(0, 3)) })
    const advance = createAutoAdvance(player, queue)
    const Wrapper = wrapperOf(player)
    player.play(callOf(id))
    queue.start()
    renderInPage(
      <Wrapper>
        <PlayButtons queue={queue} />
        <QueueNotice queue={queue} advance={advance} />
      </Wrapper>,
    )
    return { player, list, queue }
  }

  const next = () => screen.getByRole('button', { name: 'Next recorded call' })
  const previous = () => screen.getByRole('button', { name: 'Previous recorded call' })

  it('shows the search for the next recorded call', async () => {
    const { player, queue } = setUp('a', 'a -b -c d')
    act(() => queue.go(1))
    expect(screen.getByText('Looking for the next recorded call…')).toBeDefined()
    expect(next().getAttribute('aria-busy')).toBe('true')
    await vi.waitUntil(() => player.getState().call?.id === 'd')
    await vi.waitUntil(() => screen.queryByText(/^Looking/) === null)
  })

  it('disables the button at the end of the list without moving the focus', async () => {
    setUp('a', 'a b')
    await userEvent.click(previous())
    expect(await screen.findByText('No recorded calls before this one')).toBeDefined()
    expect(previous().getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(previous())
    expect(next().getAttribute('aria-disabled')).toBeNull()
  })

  it('shows why a page did not load and offers a retry', async () => {
    const { player, list } = setUp('a', 'a -b -c d')
    list.failure = new RequestFailure('vendor_busy')
    await userEvent.click(next())
    expect((await screen.findByRole('alert')).textContent).toContain('The phone system is busy')
    list.failure = null
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await vi.waitUntil(() => player.getState().call?.id === 'd')
    expect(screen.queryByRole('alert')).toBeNull()
    act(() => player.close())
  })
})

describe('the resume notice', () => {
  beforeEach(() => {
    const heard = { ranges: [[0, 73]], at: 73, total: 120, on: 1 }
    localStorage.setItem(`${HISTORY_PREFIX}a`, JSON.stringify(heard))
  })
  afterEach(() => localStorage.clear())

  function setUp() {
    const startAt = createListeningHistory().resumeAt
    const { audio, player } = renderWithPlayer(<ResumeNotice />, { startAt })
    act(() => player.play(makeCall({ id: 'a' })))
    act(() => audio.sound())
    return { audio, player }
  }

  const notice = () => screen.queryByText('Resumed at 1:13')

  it('shows where a call resumed and offers to start over', async () => {
    const { audio } = setUp()
    expect(audio.currentTime).toBe(73)
    expect(notice()).not.toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'From the start' }))
    expect(audio.currentTime).toBe(0)
    expect(notice()).toBeNull()
  })

  it('stays while another call is preloaded', () => {
    const { player } = setUp()
    act(() => void player.preload(makeCall({ id: 'b' })))
    expect(notice()).not.toBeNull()
  })

  it('disappears after 15 seconds of playback or with another call', () => {
    const { audio, player } = setUp()
    act(() => audio.happen('timeupdate', { currentTime: 87.9 }))
    expect(notice()).not.toBeNull()
    act(() => audio.happen('timeupdate', { currentTime: 88 }))
    expect(notice()).toBeNull()
    act(() => audio.happen('timeupdate', { currentTime: 80 }))
    act(() => player.play(makeCall({ id: 'b' })))
    expect(notice()).toBeNull()
  })

  it('does not show for a timestamp link', () => {
    const { player } = setUp()
    act(() => player.close())
    act(() => player.cue(makeCall({ id: 'a' }), 10))
    expect(notice()).toBeNull()
  })
})
