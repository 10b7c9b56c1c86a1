import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Session } from '../calls/call.ts'
import { type FakeWorker, stubWorkers } from '../testing/fake-worker.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderWithListening } from '../testing/render-with-player.tsx'
import {
  ChannelSelect,
  LoopButton,
  SkipSilenceButton,
  VolumeControl,
} from './ListeningControls.tsx'
import type { WorkerAnswer } from './waveform/analysis.ts'

let workers: FakeWorker[] = []
beforeEach(() => {
  localStorage.clear()
  workers = stubWorkers()
})
afterEach(cleanup)

function setUp(speakers: Session['recordingChannels'] = null) {
  const { audio, player, ...parts } = renderWithListening(
    <>
      <VolumeControl />
      <ChannelSelect speakers={speakers} />
      <SkipSilenceButton />
      <LoopButton />
    </>,
  )
  act(() => {
    player.play(makeCall({ id: 'one' }))
    audio.sound(120)
  })
  const at = (currentTime: number) => act(() => audio.happen('timeupdate', { currentTime }))
  return { audio, at, player, ...parts }
}

const button = (name: string) => screen.getByRole('button', { name })

test('the slider sets the volume and unmutes', async () => {
  const { audio } = setUp()
  const slider = screen.getByRole('slider', { name: 'Volume' })
  await userEvent.click(button('Mute'))
  expect(slider.getAttribute('aria-valuetext')).toBe('0%')
  expect(audio).toMatchObject({ muted: true, volume: 1 })
  fireEvent.change(slider, { target: { value: '0.4' } })
  expect(audio).toMatchObject({ muted: false, volume: 0.4 })
  expect(slider.getAttribute('aria-valuetext')).toBe('40%')
})

test('unmuting restores a volume that was set to 0', async () => {
  const { audio } = setUp()
  const slider = screen.getByRole('slider', { name: 'Volume' })
  fireEvent.change(slider, { target: { value: '0.4' } })
  fireEvent.change(slider, { target: { value: '0' } })
  await userEvent.click(button('Unmute'))
  expect(audio).toMatchObject({ muted: false, volume: 0.4 })
})

test('the slider unmutes a volume of 0', () => {
  const { audio, player } = setUp()
  act(() => player.setVolume(0))
  act(() => player.setMuted(true))
  fireEvent.change(screen.getByRole('slider', { name: 'Volume' }), { target: { value: '0.2' } })
  expect(audio).toMatchObject({ muted: false, volume: 0.2 })
})

test.each<[Session['recordingChannels'], names: string]>([
  [null, 'Both channels, Left only, Right only'],
  [['customer', 'agent'], 'Both channels, Customer only, Agent only'],
])('a stereo call with the speakers %j offers the channels %s', async (speakers, names) => {
  const { channels } = setUp(speakers)
  expect(screen.queryByRole('combobox')).toBeNull()
  act(() => channels.setCount('one', 2))
  const choice = screen.getByRole('combobox', { name: 'Channel' })
  const options = [...choice.querySelectorAll('option')].map((each) => each.textContent)
  expect(options.join(', ')).toBe(names)
  await userEvent.selectOptions(choice, options[2] ?? '')
  expect(channels.getState().selected).toBe('right')
})

test('the button skips silence and shows the time saved', async () => {
  const { at, skipSilence } = setUp()
  act(() => skipSilence.setSilences('one', [{ from: 10, to: 75.4 }]))
  expect(screen.queryByText(/saved/)).toBeNull()
  await userEvent.click(button('Skip silence'))
  expect(button('Skip silence').getAttribute('aria-pressed')).toBe('true')
  expect(screen.getByText('0:00 saved')).toBeDefined()
  at(10.2)
  expect(screen.getByText('1:05 saved')).toBeDefined()
})

describe('silence that cannot be skipped', () => {
  const channel = new Uint8Array(100)
  async function setUpWith(said: WorkerAnswer) {
    const parts = setUp()
    act(() => parts.skipSilence.setOn(true))
    expect(button('Skip silence').getAttribute('aria-pressed')).toBe('true')
    await waitFor(() => expect(workers.at(-1)?.requests).toHaveLength(1))
    act(() => workers.at(-1)?.say(said))
    return parts
  }
  const isOff = (reason: RegExp) => {
    expect(button('Skip silence').getAttribute('aria-disabled')).toBe('true')
    expect(button('Skip silence').getAttribute('aria-pressed')).toBe('false')
    expect(button('Skip silence').title).toMatch(reason)
  }

  it('turns the button off without a waveform and keeps the preference', async () => {
    const { skipSilence, player } = await setUpWith({ state: 'none', reason: 'unreadable' })
    isOff(/has no waveform/)
    await userEvent.click(button('Skip silence'))
    expect(skipSilence.getState().isOn).toBe(true)
    act(() => player.play(makeCall({ id: 'two', recording: '/api/recordings/two' })))
    expect(button('Skip silence').getAttribute('aria-pressed')).toBe('true')
  })

  it('turns the button off if the clocks differ', async () => {
    const peaks = { secondsPerBin: 1, channels: [channel] }
    await setUpWith({ state: 'whole', analysis: { peaks, silences: [] } })
    isOff(/the times/)
  })

  it('turns the button off if the source cannot seek', async () => {
    const peaks = { secondsPerBin: 1.2, channels: [channel] }
    const { audio } = await setUpWith({ state: 'whole', analysis: { peaks, silences: [] } })
    expect(button('Skip silence').getAttribute('aria-disabled')).toBeNull()
    act(() => audio.happen('progress', { seekableEnd: 0 }))
    isOff(/plays only from the start/)
  })
})

test('one button starts, ends and stops a loop', async () => {
  const { audio, at, loop } = setUp()
  at(10)
  await userEvent.click(button('Begin a loop here'))
  at(20)
  await userEvent.click(button('End the loop here'))
  expect(loop.getState()).toEqual({ from: 10, to: 20 })
  expect(audio.currentTime).toBe(10)
  await userEvent.click(button('Stop the loop'))
  expect(loop.getState()).toEqual({ from: null, to: null })
})

test('no loop starts if the source cannot seek', async () => {
  const { audio, loop } = setUp()
  act(() => audio.happen('progress', { seekableEnd: 0 }))
  expect(button('Begin a loop here').getAttribute('aria-disabled')).toBe('true')
  await userEvent.click(button('Begin a loop here'))
  expect(loop.getState()).toEqual({ from: null, to: null })
})
