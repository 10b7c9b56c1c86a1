// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPlayer } from './create-player.ts'
import { FakeAudio } from './fake-audio.ts'
import { callWith } from './fake-call.ts'
import { PlayButton } from './PlayButton.tsx'
import { renderInPage } from './render-in-page.tsx'

const call = callWith()
const other = callWith({ id: 'call-2' })

function setUp() {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  return { audio, player }
}

afterEach(cleanup)

describe('PlayButton', () => {
  it('plays, pauses and goes on', async () => {
    const { audio, player } = setUp()
    renderInPage(<PlayButton call={call} player={player} />)
    await userEvent.click(screen.getByRole('button', { name: 'Play recording' }))
    expect(player.getState().call).toBe(call)
    act(() => audio.sound())
    await userEvent.click(screen.getByRole('button', { name: 'Pause recording' }))
    expect(audio.paused).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Play recording' }))
    expect(audio.paused).toBe(false)
  })

  it('is busy while it loads, and keeps the focus', async () => {
    const { audio, player } = setUp()
    renderInPage(<PlayButton call={call} player={player} />)
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
              <PlayButton call={call} player={player} />
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
    renderInPage([call, other].map((one) => <PlayButton key={one.id} call={one} player={player} />))
    act(() => player.play(call))
    act(() => audio.sound())
    expect(screen.getAllByRole('button').map((b) => b.getAttribute('aria-label'))).toEqual([
      'Pause recording',
      'Play recording',
    ])
  })

  it('says that there is no recording, without a button', () => {
    renderInPage(<PlayButton call={callWith({ recording: null })} player={setUp().player} />)
    expect(screen.getByText('No recording')).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })
})
