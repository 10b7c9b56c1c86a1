import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RequestFailure } from '../api/client.ts'
import { viewOf } from '../testing/fake-list.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderWithPlayer } from '../testing/render-with-player.tsx'
import { PlayButton } from './PlayButton.tsx'
import { PlayerDock } from './PlayerDock.tsx'
import { usePlayOnly } from './PlayerProvider.tsx'

const call = makeCall()

function setUp({ row = false, beside = null as ReactNode } = {}) {
  const onLostFocus = vi.fn()
  const onDetails = vi.fn()
  const view = viewOf([])
  const { audio, player } = renderWithPlayer(
    <>
      {row && <PlayButton call={call} />}
      {beside}
      <PlayerDock
        firstView={view}
        view={view}
        speakers={null}
        mayDownload
        nameOf={({ customer }) => customer}
        onDetails={onDetails}
        onLostFocus={onLostFocus}
      />
    </>,
  )
  function begin(): void {
    act(() => player.play(call))
    act(() => audio.sound(120))
  }
  return { audio, player, onLostFocus, onDetails, begin }
}

function dock() {
  return within(screen.getByRole('region', { name: 'Player' }))
}

afterEach(cleanup)

describe('PlayerDock', () => {
  it('appears with the first call and does not take the focus', () => {
    const { begin } = setUp()
    expect(screen.queryByRole('region')).toBeNull()
    begin()
    expect(dock().getByText(call.customer)).toBeDefined()
    expect(dock().getByText('Li Na')).toBeDefined()
    expect(document.activeElement).toBe(document.body)
  })

  it('marks the root element while the dock is shown', () => {
    const { player, begin } = setUp()
    const { dataset } = document.documentElement
    expect(dataset).not.toHaveProperty('docked')
    begin()
    expect(dataset).toHaveProperty('docked')
    act(() => player.close())
    expect(dataset).not.toHaveProperty('docked')
  })

  it('shows a call without agent and time', () => {
    const { player } = setUp()
    act(() => player.play(makeCall({ agent: null, startedAt: '' })))
    expect(dock().getByText(/No agent/)).toBeDefined()
  })

  it('opens the details of its call', async () => {
    const { begin, onDetails } = setUp()
    begin()
    await userEvent.click(dock().getByText(call.customer))
    expect(onDetails).toHaveBeenCalledWith(call, null)
  })

  it('plays and pauses', async () => {
    const { audio, begin } = setUp()
    begin()
    await userEvent.click(dock().getByRole('button', { name: 'Pause' }))
    expect(audio.paused).toBe(true)
    await userEvent.click(dock().getByRole('button', { name: 'Play' }))
    expect(audio.paused).toBe(false)
  })

  it('shows whether it loads or waits for data', () => {
    const { audio, player } = setUp()
    act(() => player.play(call))
    expect(dock().getByText(/Loading the recording…/)).toBeDefined()
    act(() => audio.sound())
    expect(dock().queryByText(/Loading/)).toBeNull()
    act(() => audio.happen('waiting', { readyState: 2 }))
    expect(dock().getByText(/Waiting for the recording…/)).toBeDefined()
  })

  it('offers the speeds', async () => {
    const { audio, begin } = setUp()
    begin()
    const speed = dock().getByRole('combobox', { name: 'Playback speed' })
    const names = within(speed)
      .getAllByRole('option')
      .map((option) => option.textContent)
    expect(names).toEqual(['0.5×', '0.75×', '1×', '1.25×', '1.5×', '1.75×', '2×', '3×'])
    await userEvent.selectOptions(speed, '1.5×')
    expect(audio.playbackRate).toBe(1.5)
  })

  it('links to the download', () => {
    setUp().begin()
    const link = dock().getByRole('link', { name: 'Download' })
    expect(link.getAttribute('href')).toBe('/api/recordings/abc?download')
  })
})

describe('the seek bar', () => {
  it.each([
    ['ArrowRight', '1:05 of 2:00'],
    ['ArrowUp', '1:05 of 2:00'],
    ['ArrowLeft', '0:55 of 2:00'],
    ['ArrowDown', '0:55 of 2:00'],
    ['PageUp', '1:15 of 2:00'],
    ['PageDown', '0:45 of 2:00'],
    ['Home', '0:00 of 2:00'],
    ['End', '2:00 of 2:00'],
    ['x', '1:00 of 2:00'],
    ['Shift>}{ArrowDown}{/Shift', '0:45 of 2:00'],
    ['Alt>}{ArrowLeft}{/Alt', '1:00 of 2:00'],
  ])('moves with {%s} from the middle to %s', async (key, text) => {
    const { player, begin } = setUp()
    begin()
    act(() => player.seek(60))
    const slider = dock().getByRole('slider', { name: 'Seek' })
    slider.focus()
    await userEvent.keyboard(`{${key}}`)
    expect(slider.getAttribute('aria-valuetext')).toBe(text)
  })

  it('does not announce every second while it has the focus', async () => {
    const { audio, player, begin } = setUp()
    begin()
    const slider = dock().getByRole('slider', { name: 'Seek' })
    const text = () => slider.getAttribute('aria-valuetext')
    const at = (currentTime: number) => act(() => audio.happen('timeupdate', { currentTime }))
    at(5)
    expect(text()).toBe('0:05 of 2:00')
    act(() => slider.focus())
    at(6)
    at(7)
    expect(text()).toBe('0:05 of 2:00')
    expect((slider as HTMLInputElement).value).toBe('7')
    await userEvent.keyboard('{ArrowRight}')
    expect(text()).toBe('0:12 of 2:00')
    at(13)
    expect(text()).toBe('0:12 of 2:00')
    act(() => player.seek(60)) // The slider gets the keyup of a shortcut.
    fireEvent.keyUp(slider, { key: '5' })
    expect(text()).toBe('1:00 of 2:00')
    act(() => slider.blur())
    at(61)
    expect(text()).toBe('1:01 of 2:00')
  })

  it('shows the position during a drag and seeks at its end', () => {
    const { audio, begin } = setUp()
    begin()
    const slider = dock().getByRole('slider', { name: 'Seek' })
    fireEvent.input(slider, { target: { value: '30' } })
    expect(slider.getAttribute('aria-valuetext')).toBe('0:30 of 2:00')
    expect(audio.currentTime).toBe(0)
    fireEvent(slider, new Event('change', { bubbles: true }))
    expect(audio.currentTime).toBe(30)
    act(() => audio.happen('timeupdate', { currentTime: 31 }))
    expect(slider.getAttribute('aria-valuetext')).toBe('0:31 of 2:00')
  })
})

describe('the focus', () => {
  it('stays on the seek bar when another call plays', () => {
    const { player, begin } = setUp()
    begin()
    const slider = dock().getByRole('slider', { name: 'Seek' })
    slider.focus()
    fireEvent.input(slider, { target: { value: '30' } })
    act(() => player.play(makeCall({ id: 'next', talkSeconds: 50 })))
    expect(document.activeElement).toBe(slider)
    expect(slider.getAttribute('aria-valuetext')).toBe('0:00 of 0:50')
  })

  it('moves to the play button when its control disappears', async () => {
    const { audio, player, begin } = setUp()
    begin()
    act(() => player.fail({ code: 'recording_unreachable' } as RequestFailure))
    dock().getByRole('button', { name: 'Try again' }).focus()
    act(() => player.retry())
    act(() => audio.sound())
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Pause'))
  })
})

describe('closing', () => {
  async function closeByKeyboard(): Promise<void> {
    dock().getByRole('button', { name: 'Close player' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(screen.queryByRole('region')).toBeNull()
  }

  it('returns the focus to the row', async () => {
    const { begin, onLostFocus } = setUp({ row: true })
    begin()
    await closeByKeyboard()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Play recording')
    expect(onLostFocus).not.toHaveBeenCalled()
  })

  it('lets the page place the focus if the row is gone', async () => {
    const { begin, onLostFocus } = setUp()
    begin()
    await closeByKeyboard()
    expect(onLostFocus).toHaveBeenCalledOnce()
  })
})

it('plays given calls one after the other, without those that have no recording', async () => {
  const calls = ['a', 'b', 'c'].map((id) =>
    makeCall({ id, customer: id, recording: id === 'b' ? null : `/api/recordings/${id}` }),
  )
  function PlayOnly() {
    const playOnly = usePlayOnly()
    return (
      <button type="button" onClick={() => playOnly(calls)}>
        Play 3
      </button>
    )
  }
  const { audio, player } = setUp({ beside: <PlayOnly /> })
  await userEvent.click(screen.getByRole('button', { name: 'Play 3' }))
  act(() => audio.sound())
  expect(player.getState().call?.id).toBe('a')
  expect(await dock().findByText('1 left')).toBeDefined()
  await act(async () => audio.happen('ended', { paused: true, ended: true }))
  await vi.waitFor(() => expect(player.getState().call?.id).toBe('c'))
  expect(await dock().findByText('Nothing follows')).toBeDefined()
})
