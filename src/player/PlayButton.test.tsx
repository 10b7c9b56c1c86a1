// @document
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callWith } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { createPlayer } from './create-player.ts'
import { createListeningHistory, HISTORY_PREFIX } from './history/listening-history.ts'
import { PlayButton } from './PlayButton.tsx'

const call = callWith()
const marks = createListeningHistory()
const other = callWith({ id: 'call-2' })

function setUp() {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  return { audio, player }
}

afterEach(() => {
  cleanup()
  localStorage.clear()
})

describe('PlayButton', () => {
  it('plays, pauses and goes on', async () => {
    const { audio, player } = setUp()
    renderInPage(<PlayButton call={call} player={player} heard={marks} />)
    await userEvent.click(screen.getByRole('button', { name: 'Play recording' }))
    expect(player.getState().call).toBe(call)
    act(() => audio.sound())
    await userEvent.click(screen.getByRole('button', { name: 'Pause recording' }))
    expect(audio.paused).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Play recording' }))
    expect(audio.paused).toBe(false)
  })

  it('states why it did not play', async () => {
    const fetch = async () => new Response(new Uint8Array(44))
    const audio = new FakeAudio()
    const player = createPlayer({ createAudio: () => audio, fetch })
    renderInPage(<PlayButton call={call} player={player} heard={marks} />)
    const button = screen.getByRole('button', { name: 'Play recording' })
    await userEvent.click(button)
    act(() => audio.happen('ended', { duration: 0, ended: true, paused: true }))
    await waitFor(() => expect(button.title).toBe('The recording has no sound in it'))
    expect(button.dataset.failed).toBe('true')
  })

  it.each([
    ['none', 'No recording'],
    ['unusable', 'The address of this recording cannot be used'],
  ] as const)('gives way to words for a recording that is %s', (recordingState, name) => {
    const without = callWith({ recording: null, recordingState })
    renderInPage(<PlayButton call={without} player={setUp().player} heard={marks} />)
    expect(screen.getByRole('img', { name })).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('is busy while it loads, and keeps the focus', async () => {
    const { audio, player } = setUp()
    renderInPage(<PlayButton call={call} player={player} heard={marks} />)
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const button = screen.getByRole('button')
    expect(button.getAttribute('aria-busy')).toBe('true')
    expect(document.activeElement).toBe(button)
    act(() => audio.sound())
    expect(button.getAttribute('aria-busy')).toBeNull()
  })

  it('keeps what is meant for it from the row', async () => {
    const onRow = vi.fn()
    const { player } = setUp()
    renderInPage(
      <table>
        <tbody>
          <tr onClick={onRow} onKeyDown={onRow}>
            <td>
              <PlayButton call={call} player={player} heard={marks} />
            </td>
          </tr>
        </tbody>
      </table>,
    )
    const button = screen.getByRole('button')
    await userEvent.click(button)
    await userEvent.keyboard('{Enter} ')
    expect(onRow).not.toHaveBeenCalled()
    await userEvent.keyboard('{ArrowDown}')
    expect(onRow).toHaveBeenCalledOnce()
  })

  it('sounds in one row only', async () => {
    const { audio, player } = setUp()
    renderInPage(
      [call, other].map((one) => (
        <PlayButton key={one.id} call={one} player={player} heard={marks} />
      )),
    )
    act(() => player.play(call))
    act(() => audio.sound())
    expect(screen.getAllByRole('button').map((b) => b.getAttribute('aria-label'))).toEqual([
      'Pause recording',
      'Play recording',
    ])
  })

  it('says that there is no recording, without a button', () => {
    renderInPage(
      <PlayButton call={callWith({ recording: null })} player={setUp().player} heard={marks} />,
    )
    expect(screen.getByRole('img', { name: 'No recording' })).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it.each([
    [[[0, 30]], 'Heard 25 %'],
    [[[0, 115]], 'Heard'],
    [[], null],
    [[[0, 0.2]], 'Heard 1 %'],
  ])('says that %j of two minutes is %j, beside its name', (ranges, title) => {
    const heard = { ranges, at: 0, total: 120, on: 1 }
    localStorage.setItem(HISTORY_PREFIX + call.id, JSON.stringify(heard))
    renderInPage(<PlayButton call={call} player={setUp().player} heard={marks} />)
    const button = screen.getByRole('button', { name: 'Play recording' })
    expect(button.getAttribute('title')).toBe(title)
    expect(button.hasAttribute('data-heard')).toBe(title !== null)
  })

  it('shows what another tab has played', () => {
    renderInPage(<PlayButton call={call} player={setUp().player} heard={marks} />)
    const heard = { ranges: [[0, 60]], at: 60, total: 120, on: 1 }
    localStorage.setItem(HISTORY_PREFIX + call.id, JSON.stringify(heard))
    act(() => void dispatchEvent(new StorageEvent('storage')))
    expect(screen.getByRole('button').getAttribute('title')).toBe('Heard 50 %')
  })
})
