import type { Player } from '../create-player.ts'
import { createStore, type Store } from '../create-store.ts'
import { isSounding } from '../player-state.ts'
import { fetchWhole } from './fetch-whole.ts'

export interface WholeState {
  /** `getting` while the recording is fetched, `here` once it is whole. */
  readonly progress: 'none' | 'getting' | 'here' | 'failed' | 'too_large'
  /** Where to go once it is here, in seconds from the start. */
  readonly wanted: number | null
}

/** What lets a recording seek whose source only gives it from the start. */
export interface Whole extends Pick<Store<WholeState>, 'getState' | 'subscribe'> {
  /** @returns what ends it */
  start: () => () => void
}

const NOTHING: WholeState = { progress: 'none', wanted: null }

/**
 * Makes what fetches such a recording of `player` whole while it sounds, up to 50 MB. The player
 * goes over to it with the first seek, where nobody hears the seam.
 */
export function createWhole(
  player: Player,
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): Whole {
  const { getState, subscribe, patch } = createStore(NOTHING)
  let fetching = new AbortController()
  let callId: string | undefined
  let address: string | null = null
  /** Where the element was told to begin, as long as it may believe that it can. */
  let begin = 0
  /** Whether the sound waits for the whole instead of beginning at the start. */
  let isHeld = false

  function forget(): void {
    fetching.abort()
    if (address) URL.revokeObjectURL(address)
    address = null
    begin = 0
    isHeld = false
    patch(NOTHING)
  }

  function hold(): void {
    if (!isSounding(player.getState().status)) return
    isHeld = true
    player.toggle()
  }

  function goOn(): void {
    if (isHeld && player.getState().status === 'paused') player.toggle()
    isHeld = false
  }

  function seek(seconds: number): void {
    patch({ wanted: seconds })
    const { progress } = getState()
    if (progress === 'here') arrive()
    else if (progress !== 'getting') void get()
  }

  function arrive(): void {
    const { call } = player.getState()
    const { wanted } = getState()
    if (!call || !address || wanted === null) return
    patch({ wanted: null })
    player.replace({ call, address }, wanted)
    goOn()
  }

  async function get(): Promise<void> {
    const source = player.getState().address
    if (source === null) return
    fetching = new AbortController()
    const { signal } = fetching
    patch({ progress: 'getting' })
    const whole = await fetchWhole(source, { fetch, signal }).catch(() => undefined)
    if (signal.aborted) return
    if (whole) {
      address = URL.createObjectURL(whole)
      patch({ progress: 'here' })
      return arrive()
    }
    patch({ progress: whole === null ? 'too_large' : 'failed', wanted: null })
    if (whole === null) player.setLateSeek(null)
    goOn()
  }

  function look(): void {
    const { call, status, canSeek, seeksLate, elapsed } = player.getState()
    if (call?.id !== callId) {
      forget()
      callId = call?.id
    }
    if (canSeek) begin = elapsed
    else if (status !== 'failed') help()

    function help(): void {
      if (getState().progress === 'too_large') return
      const target = begin
      begin = 0
      if (!seeksLate) player.setLateSeek(seek) // and this looks once more
      if (target > 0) {
        hold()
        seek(target)
      } else if (status === 'playing' && getState().progress === 'none') void get()
    }
  }

  return {
    getState,
    subscribe,
    start() {
      const unsubscribe = player.subscribe(look)
      look()
      return () => {
        unsubscribe()
        forget()
        callId = undefined
      }
    },
  }
}
