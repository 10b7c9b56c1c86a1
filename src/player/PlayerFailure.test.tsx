// @document
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { createProblem, isProblemCode, PROBLEMS } from '../calls/problems.ts'
import { dockParts } from '../testing/dock-parts.ts'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callWith } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { createPlayer } from './create-player.ts'
import { PlayerDock } from './PlayerDock.tsx'

/** What the endpoint answers when the player asks why `code` does not play. */
async function answerOf(code: string): Promise<Response> {
  if (code === 'offline') throw new TypeError('Failed to fetch')
  if (!isProblemCode(code)) return new Response('R', { status: 206 })
  return Response.json(createProblem(code, 'req-1', 'why'), { status: PROBLEMS[code] })
}

async function fail(code: string, call = callWith()) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio, fetch: () => answerOf(code) })
  renderInPage(<PlayerDock {...dockParts(player)} timeZone="UTC" channels={null} />)
  act(() => player.play(call))
  act(() => audio.fail(4))
  return { alert: await screen.findByRole('alert'), player }
}

afterEach(cleanup)

describe('a failure in the dock', () => {
  it.each([
    ['recording_missing', 'The recording is not there any more', []],
    ['recording_expired', 'The recording has expired', []],
    ['recording_forbidden_host', 'Recordings may not be fetched from that address', []],
    ['recording_not_audio', 'What the vendor sent for this recording is not audio', []],
    ['recording_unreachable', 'The recording cannot be reached', ['Try again']],
    ['vendor_busy', 'The vendor has too much to do', ['Try again']],
    ['offline', 'Callboard cannot be reached', ['Try again']],
    ['recording_unplayable', 'This browser cannot play the recording', ['Download']],
  ])('%s says so and offers what helps', async (code, what, offers) => {
    const { alert } = await fail(code)
    expect(alert.textContent).toContain(what)
    const offered = ['Try again', 'Download'].filter(
      (name) => screen.queryByRole('button', { name }) ?? screen.queryByRole('link', { name }),
    )
    expect(offered).toEqual(offers)
  })

  it('says that a recording is still being written, and can look for it at once', async () => {
    const justNow = callWith({ endedAt: new Date().toISOString() })
    const { alert } = await fail('recording_missing', justNow)
    expect(alert.textContent).toContain('The recording is still being written')
    expect(alert.textContent).toContain('Code recording_pending')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined()
  })

  it('names the request, for whoever is asked for help', async () => {
    const { alert } = await fail('internal_error')
    expect(alert.textContent).toContain('Code internal_error · Request req-1')
  })

  it('keeps the focus in the dock when it tries again', async () => {
    const { player } = await fail('offline')
    screen.getByRole('button', { name: 'Try again' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(player.getState().status).toBe('loading')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause' }))
  })
})
