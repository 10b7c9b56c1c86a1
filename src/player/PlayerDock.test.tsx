// @document
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RequestFailure } from '../api/client.ts'
import { dockParts } from '../testing/dock-parts.ts'
import { FakeAudio } from '../testing/fake-audio.ts'
import { callWith } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { createPlayer } from './create-player.ts'
import { createListeningHistory } from './history/listening-history.ts'
import { PlayButton } from './PlayButton.tsx'
import { PlayerDock } from './PlayerDock.tsx'

const call = callWith()

function setUp({ row = false } = {}) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const onClose = vi.fn()
  renderInPage(
    <>
      {row && <PlayButton call={call} player={player} heard={createListeningHistory()} />}
      <PlayerDock
        {...dockParts(player)}
        timeZone="Asia/Shanghai"
        speakers={null}
        onClose={onClose}
      />
    </>,
  )
  function begin(): void {
    act(() => player.play(call))
    act(() => audio.sound(120))
  }
  return { audio, player, onClose, begin }
}

function dock() {
  return within(screen.getByRole('region', { name: 'Player' }))
}

afterEach(cleanup)

describe('PlayerDock', () => {
  it('is there once a call was chosen, without taking the focus', () => {
    const { begin } = setUp()
    expect(screen.queryByRole('region')).toBeNull()
    begin()
    expect(dock().getByText('13200000001')).toBeDefined()
    expect(dock().getByText('91861****978737')).toBeDefined()
    expect(dock().getByText('Li Na')).toBeDefined()
    expect(dock().getByText('Mar 4, 14:05:09')).toBeDefined()
    expect(document.activeElement).toBe(document.body)
  })

  it('is marked on the root while it is there, for what lies under it', () => {
    const { player, begin } = setUp()
    const isMarked = () => 'docked' in document.documentElement.dataset
    expect(isMarked()).toBe(false)
    begin()
    expect(isMarked()).toBe(true)
    act(() => player.close())
    expect(isMarked()).toBe(false)
  })

  it('shows a call without agent and time', () => {
    const { player } = setUp()
    act(() => player.play(callWith({ agent: null, startedAt: '' })))
    expect(dock().getByText('13200000001')).toBeDefined()
  })

  it('plays and pauses', async () => {
    const { audio, begin } = setUp()
    begin()
    await userEvent.click(dock().getByRole('button', { name: 'Pause' }))
    expect(audio.paused).toBe(true)
    await userEvent.click(dock().getByRole('button', { name: 'Play' }))
    expect(audio.paused).toBe(false)
  })

  it('says what it waits for', () => {
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

describe('the slider', () => {
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
  ])('goes with %s from the middle to %s', async (key, text) => {
    const { player, begin } = setUp()
    begin()
    act(() => player.seek(60))
    const slider = dock().getByRole('slider', { name: 'Seek' })
    slider.focus()
    await userEvent.keyboard(`{${key}}`)
    expect(slider.getAttribute('aria-valuetext')).toBe(text)
  })

  it('keeps its text while the sound goes on, as long as it has the focus', async () => {
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
    act(() => player.seek(60)) // a key of the player, whose keyup comes to the slider
    fireEvent.keyUp(slider, { key: '5' })
    expect(text()).toBe('1:00 of 2:00')
    act(() => slider.blur())
    at(61)
    expect(text()).toBe('1:01 of 2:00')
  })

  it('shows a drag as it goes, and seeks at its end', () => {
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
  it('stays on the slider while another call comes', () => {
    const { player, begin } = setUp()
    begin()
    const slider = dock().getByRole('slider', { name: 'Seek' })
    slider.focus()
    fireEvent.input(slider, { target: { value: '30' } })
    act(() => player.play(callWith({ id: 'next', talkSeconds: 50 })))
    expect(document.activeElement).toBe(slider)
    expect(slider.getAttribute('aria-valuetext')).toBe('0:00 of 0:50')
  })

  it('comes to the play button where what had it goes', async () => {
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

  it('gives the focus back to the row', async () => {
    const { begin, onClose } = setUp({ row: true })
    begin()
    await closeByKeyboard()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Play recording')
    expect(onClose).not.toHaveBeenCalled()
  })

  it('leaves the focus to the page where the row is gone', async () => {
    const { begin, onClose } = setUp()
    begin()
    await closeByKeyboard()
    expect(onClose).toHaveBeenCalledOnce()
  })
})
