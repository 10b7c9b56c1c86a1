import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../lib/store.ts'
import type { Player } from './create-player.ts'

/** The channel of a stereo recording that the user hears, in both ears if it is only one. */
export type Channel = 'both' | 'left' | 'right'

export interface ChannelsState {
  readonly selected: Channel
  /** Whether the open recording is known to have two channels. */
  readonly isStereo: boolean
}

/** Plays one channel of a stereo recording alone. */
export interface Channels extends ReadableStore<ChannelsState> {
  /** Selects a channel, for later stereo recordings too. */
  select: (channel: Channel) => void
  /** Sets the number of channels that were found in the recording of a call. */
  setCount: (callId: string, count: number) => void
}

/** Routes the sound of `element` by channel. The element's own output ends with it for good. */
export type ChannelRouter = (element: HTMLAudioElement) => {
  play: (channel: Channel) => void
  /** Resumes the output, because the browser may have suspended it. */
  resume: () => void
  /** Ends the output of an element that is not used any more. */
  close: () => void
}

/** Creates the choice of channels. The sound is routed only once a single channel is selected. */
export function createChannels(player: Player, route: ChannelRouter = routeChannels): Channels {
  const store = createStore<ChannelsState>(() => ({ selected: 'both', isStereo: false }))
  let output: ReturnType<ChannelRouter> | null = null
  let routed: ReturnType<Player['element']> = null
  let callId = player.getState().call?.id // the call may be open already

  function apply(): void {
    const { selected, isStereo } = store.getState()
    const channel = isStereo ? selected : 'both' // the right channel of a mono call is silent
    const element = player.element()
    if (element !== routed) {
      output?.close()
      output = null
      routed = element
    }
    if (channel !== 'both' && element instanceof HTMLAudioElement) output ??= route(element)
    output?.play(channel)
  }

  player.subscribe(() => {
    const { call, status } = player.getState()
    if (status === 'playing') output?.resume()
    if (call?.id === callId) return
    callId = call?.id
    patch(store, { isStereo: false })
    apply()
  })

  return {
    ...store,
    select(channel) {
      patch(store, { selected: channel })
      apply()
    },
    setCount(id, count) {
      if (id !== player.getState().call?.id) return
      patch(store, { isStereo: count === 2 })
      apply()
    },
  }
}

/** Routes through the Web Audio API, which can split channels. */
const routeChannels: ChannelRouter = (element) => {
  const context = new AudioContext({ latencyHint: 'playback' })
  const source = context.createMediaElementSource(element)
  const splitter = context.createChannelSplitter(2)
  const merger = context.createChannelMerger(2)
  merger.connect(context.destination)
  return {
    play(channel) {
      source.disconnect()
      splitter.disconnect()
      if (channel === 'both') {
        source.connect(context.destination)
        return
      }
      const output = channel === 'left' ? 0 : 1
      source.connect(splitter)
      splitter.connect(merger, output, 0)
      splitter.connect(merger, output, 1)
    },
    resume: () => void context.resume(),
    close: () => void context.close(),
  }
}
