import { createStore } from 'zustand/vanilla'
import { patch, type ReadableStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import { isSounding } from '../player-state.ts'

const CHANNEL = 'callboard-sounding'

/** The message of a tab that starts to play. */
interface StartMessage {
  /** Milliseconds since the epoch. */
  at: number
}

interface TabLockState {
  /** Whether another tab has paused this one, and this one has not played since. */
  readonly isPausedByOtherTab: boolean
}

/** Lets only one tab play at a time. */
interface TabLock extends ReadableStore<TabLockState> {
  /** @returns a function that ends it */
  start: () => () => void
}

/** Creates the lock that pauses `player` as soon as another tab starts to play. */
export function createTabLock(player: Player, now: () => number = Date.now): TabLock {
  const store = createStore<TabLockState>(() => ({ isPausedByOtherTab: false }))
  return {
    ...store,
    start() {
      if (typeof BroadcastChannel === 'undefined') return () => undefined
      const channel = new BroadcastChannel(CHANNEL)
      let wasSounding = false
      let startedAt = 0

      function onPlayerChange(): void {
        const { call, status } = player.getState()
        const sounds = isSounding(status)
        if (sounds && !wasSounding) {
          startedAt = now()
          channel.postMessage({ at: startedAt } satisfies StartMessage)
        }
        wasSounding = sounds
        if (sounds || !call) patch(store, { isPausedByOtherTab: false })
      }

      channel.onmessage = ({ data }: MessageEvent<StartMessage>) => {
        if (!wasSounding || data.at < startedAt) return
        player.toggle()
        patch(store, { isPausedByOtherTab: true })
      }
      const unsubscribe = player.subscribe(onPlayerChange)
      onPlayerChange()
      return () => {
        unsubscribe()
        channel.close()
      }
    },
  }
}
