import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../../calls/call.ts'
import { type FakeWorker, stubWorkers } from '../../testing/fake-worker.ts'
import { makeCall } from '../../testing/make-call.ts'
import { renderWithListening } from '../../testing/render-with-player.tsx'
import { ZoomButtons } from '../ListeningControls.tsx'
import type { Analysis } from './analysis.ts'
import { Waveform } from './Waveform.tsx'

const channel = new Uint8Array(1000).fill(100)
const STEREO: Analysis = {
  peaks: { secondsPerBin: 0.4, channels: [channel, channel] },
  silences: [],
}
const WIDTH = 400
const call = makeCall({ talkSeconds: WIDTH })

let workers: FakeWorker[] = []
beforeEach(() => {
  workers = stubWorkers()
  // One pixel is one second.
  const box = { left: 0, width: WIDTH } as DOMRect
  vi.spyOn(HTMLInputElement.prototype, 'getBoundingClientRect').mockReturnValue(box)
})
afterEach(cleanup)

interface Parts {
  speakers?: Session['recordingChannels']
  marks?: { seconds: number; text: string }[]
  /** Seconds. */
  length?: number
}

async function setUp({ speakers = null, marks = [], length = WIDTH }: Parts = {}) {
  const { audio, player, ...parts } = renderWithListening(
    <>
      <Waveform speakers={speakers} marks={marks} />
      <ZoomButtons />
    </>,
  )
  act(() => player.play(call))
  act(() => audio.sound(length))
  await waitFor(() => expect(workers).toHaveLength(1))
  const [worker] = workers as [FakeWorker]
  const say = (...said: Parameters<FakeWorker['say']>) => act(() => worker.say(...said))
  return { audio, player, ...parts, worker, say }
}

const image = (name: string) => screen.getByRole('img', { name })
const button = (name: string) => screen.getByRole('button', { name })
const slider = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Seek' })
const press = (clientX: number, shiftKey = false) =>
  fireEvent.pointerDown(slider(), { clientX, shiftKey, pointerId: 1, button: 0 })
const move = (clientX: number) => fireEvent.pointerMove(slider(), { clientX, pointerId: 1 })
const lift = (clientX: number) => fireEvent.pointerUp(slider(), { clientX, pointerId: 1 })

describe('the waveform', () => {
  it.each([
    ['loading', 'Waveform, loading'],
    ['whole', 'Waveform'],
    ['partial', 'Waveform, incomplete'],
  ] as const)('has a name for the state %s', async (state, name) => {
    const { say } = await setUp()
    expect(image('Waveform, loading')).toBeDefined()
    say({ state, analysis: STEREO })
    expect(image(name)).toBeDefined()
  })

  it.each([
    ['unreadable', 'No waveform: the recording could not be read'],
    ['tooLarge', 'No waveform: the recording is larger than 150 MB'],
  ] as const)('shows a reason in place of the waveform: %s', async (reason, words) => {
    const { say, container } = await setUp()
    say({ state: 'none', reason })
    expect(container.querySelector('canvas')).toBeNull()
    expect(screen.getByText(words)).toBeDefined()
  })
})

describe('the names of the channels', () => {
  it.each<[Session['recordingChannels'], first: string, second: string]>([
    [null, 'Left', 'Right'],
    [['agent', 'customer'], 'Agent', 'Customer'],
    [['customer', 'agent'], 'Agent', 'Customer'],
  ])('of a stereo call with the speakers %j are %s and %s', async (speakers, first, second) => {
    const { say, channels } = await setUp({ speakers })
    expect(screen.queryByText(first)).toBeNull()
    say({ state: 'loading', analysis: STEREO })
    const position = screen.getByText(first).compareDocumentPosition(screen.getByText(second))
    expect(position).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(channels.getState().isStereo).toBe(true)
  })

  it('are not shown for a mono call', async () => {
    const { say } = await setUp()
    const peaks = { secondsPerBin: 0.4, channels: [channel] }
    say({ state: 'whole', analysis: { ...STEREO, peaks } })
    expect(screen.queryByText('Left')).toBeNull()
  })
})

describe('a pointer', () => {
  it('shows times', async () => {
    const { say, container } = await setUp()
    say({ state: 'whole', analysis: STEREO })
    move(65)
    expect(screen.getByText('1:05')).toBeDefined()
    fireEvent.pointerLeave(slider())
    expect(container.querySelector('[data-side]')).toBeNull()
  })

  it('draws a loop with Shift in either direction, and clears it', async () => {
    const { say, loop, audio } = await setUp()
    say({ state: 'whole', analysis: STEREO })
    press(200, true)
    move(100)
    lift(100)
    expect(loop.getState()).toEqual({ from: 100, to: 200 })
    expect(audio.currentTime).toBe(100)
    press(50, true)
    fireEvent.input(slider(), { target: { value: '50' } }) // the slider's own drag
    lift(50)
    fireEvent(slider(), new Event('change', { bubbles: true }))
    expect(audio.currentTime).toBe(100)
    expect(loop.getState()).toEqual({ from: null, to: null })
  })

  it('does nothing if the source cannot seek', async () => {
    const { say, audio, loop } = await setUp()
    say({ state: 'whole', analysis: STEREO })
    act(() => audio.happen('durationchange', { seekableEnd: 0 }))
    expect(slider().disabled).toBe(true)
    press(200, true)
    lift(100)
    expect(audio.currentTime).toBe(0)
    expect(loop.getState().from).toBeNull()
  })
})

describe('zoom', () => {
  it('zooms in and out by buttons up to both limits', async () => {
    const { say, audio } = await setUp()
    say({ state: 'whole', analysis: STEREO })
    expect(button('Zoom out').hasAttribute('aria-disabled')).toBe(true)
    for (let time = 0; time < 6; time += 1) await userEvent.click(button('Zoom in'))
    expect(button('Zoom in').hasAttribute('aria-disabled')).toBe(true) // 400 s / 2⁶ = 6 s
    move(200)
    expect(screen.getByText('0:04')).toBeDefined() // The middle of 8 s.
    expect([slider().min, slider().max]).toEqual(['0', '8'])
    for (let time = 0; time < 6; time += 1) await userEvent.click(button('Zoom out'))
    expect(button('Zoom out').hasAttribute('aria-disabled')).toBe(true)
    expect(audio.currentTime).toBe(0)
  })

  it('is not offered for a short recording', async () => {
    const { say } = await setUp({ length: 20 })
    say({ state: 'whole', analysis: STEREO })
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('follows playback by pages, pauses after a scroll and resumes when playback catches up', async () => {
    const { say, audio } = await setUp()
    say({ state: 'whole', analysis: STEREO })
    const at = (currentTime: number) => act(() => audio.happen('timeupdate', { currentTime }))
    const firstShown = () => {
      move(0)
      return document.querySelector('[data-side]')?.textContent
    }
    const wheel = (deltaX: number) => fireEvent.wheel(slider(), { deltaX })
    await userEvent.click(button('Zoom in'))
    await userEvent.click(button('Zoom in')) // 100 s are visible.
    expect(firstShown()).toBe('0:00')
    at(99)
    expect(firstShown()).toBe('0:00')
    at(101)
    expect(firstShown()).toBe('1:36') // 5 s before the position.
    vi.spyOn(HTMLInputElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDTH)
    wheel(600)
    expect(firstShown()).toBe('4:06')
    at(150)
    expect(firstShown()).toBe('4:06')
    at(250)
    at(347)
    expect(firstShown()).toBe('5:00')
  })
})

describe('note marks', () => {
  const marks = [
    { seconds: 73, text: 'Says the price' },
    { seconds: 300, text: 'Hangs up' },
  ]

  it('show their time and seek there', async () => {
    const { audio } = await setUp({ marks })
    await userEvent.click(button('Note at 1:13: Says the price'))
    expect(audio.currentTime).toBe(73)
    expect(button('Note at 5:00: Hangs up').title).toBe('Hangs up')
  })

  it('are shown only in the visible part', async () => {
    const { say } = await setUp({ marks })
    say({ state: 'whole', analysis: STEREO })
    await userEvent.click(button('Zoom in'))
    expect(screen.queryByRole('button', { name: /Says the price/ })).not.toBeNull()
    expect(screen.queryByRole('button', { name: /Hangs up/ })).toBeNull()
  })
})
