import { createStore } from '../../lib/store.ts'
import type { Player } from '../create-player.ts'

/** Which side of a stereo recording is heard; one side is heard in both ears. */
export type Side = 'both' | 'left' | 'right'

export interface SidesState {
  readonly side: Side
  /** Whether the open recording has two sides, as far as is known. */
  readonly isStereo: boolean
}

/** Lets one side of a stereo call be heard alone. */
export interface Sides {
  getState: () => SidesState
  subscribe: (listener: () => void) => () => void
  /** Stays for the stereo calls that follow. */
  setSide: (side: Side) => void
  /** Takes how many channels a call's recording has. */
  learn: (callId: string, channels: number) => void
}

/** Sends the sound of `element` on by side. The element's own output ends with this, for good. */
export type Route = (element: HTMLAudioElement) => {
  hear: (side: Side) => void
  /** The browser may have put the output to sleep. */
  wake: () => void
  /** The element is not heard any more. */
  end: () => void
}

/** Makes the choice of sides for `player`. The sound takes another way only once it is used. */
export function createSides(player: Player, route: Route): Sides {
  const { getState, subscribe, patch } = createStore<SidesState>({ side: 'both', isStereo: false })
  let output: ReturnType<Route> | null = null
  let routed: ReturnType<Player['element']> = null
  let callId = player.getState().call?.id // the dock, and this with it, may come after the call

  function apply(): void {
    const { side, isStereo } = getState()
    const heard = isStereo ? side : 'both' // the right of a mono call is silence
    const element = player.element()
    if (element !== routed) {
      output?.end()
      output = null
      routed = element
    }
    if (heard !== 'both' && element instanceof HTMLAudioElement) output ??= route(element)
    output?.hear(heard)
  }

  player.subscribe(() => {
    const { call, status } = player.getState()
    if (status === 'playing') output?.wake()
    if (call?.id === callId) return
    callId = call?.id
    patch({ isStereo: false })
    apply()
  })

  return {
    getState,
    subscribe,
    setSide(side) {
      patch({ side })
      apply()
    },
    learn(id, channels) {
      if (id !== player.getState().call?.id) return
      patch({ isStereo: channels === 2 })
      apply()
    },
  }
}
