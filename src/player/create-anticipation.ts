import type { CallRecord } from '../calls/call.ts'
import { createStore } from '../lib/store.ts'
import type { Player } from './create-player.ts'
import type { Ahead } from './waveform/create-ahead.ts'

/** How long (ms) a pointer rests on a play button before it is taken for a wish: others pass by. */
const REST_MS = 80

/** Has the beginning of a recording at hand when somebody is about to play it. */
export interface Anticipation {
  /** The call that was last about to be played, once the player can be shown with it. */
  getExpected: () => CallRecord | null
  /** Tells when another is expected. @returns the function that ends the subscription */
  subscribe: (listener: () => void) => () => void
  /**
   * A pointer or the focus is on the play button of `call`.
   * @param load gets what the player is shown with; it is called once for each call
   */
  near: (call: CallRecord, load: () => Promise<unknown>) => void
  /** One of them left it: the focus may do so when the pointer is on another already. */
  away: (call: CallRecord) => void
}

/** Loaded with what reads recordings for their waveform. */
const loadAhead = () => import('./waveform/sound-ahead.ts').then(({ soundAhead }) => soundAhead)

/** What is missing is asked for again when the recording is played, and said then. */
const later = () => undefined

/** Makes the anticipation for `player`; `loadReader` gets what reads its recordings ahead. */
export function createAnticipation(
  player: Pick<Player, 'prepare' | 'unprepare'>,
  loadReader: () => Promise<Pick<Ahead, 'read' | 'drop'>> = loadAhead,
): Anticipation {
  const { getState, subscribe, patch } = createStore<{ expected: CallRecord | null }>({
    expected: null,
  })
  let wished: string | null = null
  let ahead: Pick<Ahead, 'read' | 'drop'> | null = null
  let resting: ReturnType<typeof setTimeout> | undefined

  function letGo(): void {
    clearTimeout(resting)
    wished = null
    player.unprepare()
    ahead?.drop()
  }

  async function prepare(call: CallRecord): Promise<void> {
    if (!player.prepare(call)) return
    ahead ??= await loadReader()
    if (wished === call.id) ahead.read(call)
  }

  async function expect(call: CallRecord, loaded: Promise<unknown>): Promise<void> {
    await loaded
    if (wished === call.id) patch({ expected: call })
  }

  return {
    getExpected: () => getState().expected,
    subscribe,
    near(call, load) {
      if (call.id === wished) return
      letGo()
      wished = call.id
      const loaded = load()
      loaded.catch(later)
      resting = setTimeout(() => {
        prepare(call).catch(later)
        expect(call, loaded).catch(later)
      }, REST_MS)
    },
    away(call) {
      if (call.id === wished) letGo()
    },
  }
}
