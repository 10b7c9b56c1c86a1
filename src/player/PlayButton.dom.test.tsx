import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeCall } from '../testing/make-call.ts'
import { renderWithPlayer } from '../testing/render-with-player.tsx'
import { HISTORY_PREFIX } from './history/listening-history.ts'
import { PlayButton } from './PlayButton.tsx'

const call = makeCall()
const other = makeCall({ id: 'call-2' })

afterEach(() => {
  cleanup()
  localStorage.clear()
})

describe('PlayButton', () => {
  it('plays, pauses and resumes', async () => {
    const { audio, player } = renderWithPlayer(<PlayButton call={call} />)
    await userEvent.click(screen.getByRole('button', { name: 'Play recording' }))
    expect(player.getState().call).toBe(call)
    act(() => audio.sound())
    await userEvent.click(screen.getByRole('button', { name: 'Pause recording' }))
    expect(audio.paused).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Play recording' }))
    expect(audio.paused).toBe(false)
  })

  it('shows why the recording did not play', async () => {
    const fetch = async () => new Response(new Uint8Array(44))
    const { audio } = renderWithPlayer(<PlayButton call={call} />, { fetch })
    const button = screen.getByRole('button', { name: 'Play recording' })
    await userEvent.click(button)
    act(() => audio.happen('ended', { duration: 0, ended: true, paused: true }))
    await waitFor(() => expect(button.title).toBe('The recording contains no sound'))
    expect(button.dataset.failed).toBe('true')
  })

  it.each([
    ['none', 'No recording'],
    ['unusable', 'The address of this recording cannot be used'],
  ] as const)(
    'shows an icon in place of the button if the recording is %s',
    (recordingState, name) => {
      const without = makeCall({ recording: null, recordingState })
      renderWithPlayer(<PlayButton call={without} />)
      expect(screen.getByRole('img', { name })).toBeDefined()
      expect(screen.queryByRole('button')).toBeNull()
    },
  )

  it('is busy while the recording loads and keeps the focus', async () => {
    const { audio } = renderWithPlayer(<PlayButton call={call} />)
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const button = screen.getByRole('button')
    expect(button.getAttribute('aria-busy')).toBe('true')
    expect(document.activeElement).toBe(button)
    act(() => audio.sound())
    expect(button.getAttribute('aria-busy')).toBeNull()
  })

  it('does not pass its clicks and keys to the row', async () => {
    const onRow = vi.fn()
    renderWithPlayer(
      <table>
        <tbody>
          <tr onClick={onRow} onKeyDown={onRow}>
            <td>
              <PlayButton call={call} />
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

  it('shows the pause symbol in one row only', async () => {
    const { audio, player } = renderWithPlayer(
      [call, other].map((one) => <PlayButton key={one.id} call={one} />),
    )
    act(() => player.play(call))
    act(() => audio.sound())
    expect(screen.getAllByRole('button').map((b) => b.getAttribute('aria-label'))).toEqual([
      'Pause recording',
      'Play recording',
    ])
  })

  it.each([
    [[[0, 30]], 'Heard 25 %'],
    [[[0, 115]], 'Heard'],
    [[], null],
    [[[0, 0.2]], 'Heard 1 %'],
  ])('shows the listening history %j of two minutes as %j', (ranges, title) => {
    const heard = { ranges, at: 0, total: 120, on: 1 }
    localStorage.setItem(HISTORY_PREFIX + call.id, JSON.stringify(heard))
    renderWithPlayer(<PlayButton call={call} />)
    const button = screen.getByRole('button', { name: 'Play recording' })
    expect(button.getAttribute('title')).toBe(title)
    expect(button.hasAttribute('data-heard')).toBe(title !== null)
  })

  it('shows the listening history of another tab', () => {
    renderWithPlayer(<PlayButton call={call} />)
    const heard = { ranges: [[0, 60]], at: 60, total: 120, on: 1 }
    localStorage.setItem(HISTORY_PREFIX + call.id, JSON.stringify(heard))
    act(() => void dispatchEvent(new StorageEvent('storage')))
    expect(screen.getByRole('button').getAttribute('title')).toBe('Heard 50 %')
  })
})
