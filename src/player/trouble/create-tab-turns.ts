import { createStore, type Store } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'
import { isSounding } from '../player-state.ts'

const CHANNEL = 'callboard-sounding'

/** The message of a tab that begins to sound: when that was, in ms since the epoch. */
interface Turn {
  at: number
}

export interface TabTurnsState {
  /** Whether another tab has paused this one, and this one has not gone on since. */
  readonly isElsewhere: boolean
}

/** Lets one tab sound at a time. */
export interface TabTurns extends Pick<Store<TabTurnsState>, 'getState' | 'subscribe'> {
  /** @returns what ends it */
  start: () => () => void
}

/** Creates what pauses `player`, at its place, as soon as another tab begins to sound. */
export function createTabTurns(player: Player, now: () => number = Date.now): TabTurns {
  const { getState, subscribe, patch } = createStore<TabTurnsState>({ isElsewhere: false })
  return {
    getState,
    subscribe,
    start() {
      if (typeof BroadcastChannel === 'undefined') return () => undefined
      const channel = new BroadcastChannel(CHANNEL)
      let wasSounding = false
      let begunAt = 0

      function look(): void {
        const { call, status } = player.getState()
        const sounds = isSounding(status)
        if (sounds && !wasSounding) {
          begunAt = now()
          channel.postMessage({ at: begunAt } satisfies Turn)
        }
        wasSounding = sounds
        if (sounds || !call) patch({ isElsewhere: false })
      }

      channel.onmessage = ({ data }: MessageEvent<Turn>) => {
        if (!wasSounding || data.at < begunAt) return
        player.toggle()
        patch({ isElsewhere: true })
      }
      const unsubscribe = player.subscribe(look)
      look()
      return () => {
        unsubscribe()
        channel.close()
      }
    },
  }
}
