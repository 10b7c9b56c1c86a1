import type { Route } from './create-sides.ts'

/** Sends the sound through the Web Audio API, which can take the sides apart. */
export const routeSides: Route = (element) => {
  const context = new AudioContext({ latencyHint: 'playback' })
  const source = context.createMediaElementSource(element)
  const splitter = context.createChannelSplitter(2)
  const merger = context.createChannelMerger(2)
  merger.connect(context.destination)
  return {
    hear(side) {
      source.disconnect()
      splitter.disconnect()
      if (side === 'both') {
        source.connect(context.destination)
        return
      }
      const channel = side === 'left' ? 0 : 1
      source.connect(splitter)
      splitter.connect(merger, channel, 0)
      splitter.connect(merger, channel, 1)
    },
    wake: () => void context.resume(),
    end: () => void context.close(),
  }
}
