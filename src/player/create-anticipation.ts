import type { CallRecord } from '../contract/record.ts'
import type { Player } from './create-player.ts'
import type { Ahead } from './waveform/create-ahead.ts'

/** How long (ms) a pointer rests on a play button before it is taken for a wish: others pass by. */
const REST_MS = 80

/** Has the beginning of a recording at hand when somebody is about to play it. */
export interface Anticipation {
  /** A pointer or the focus is on the play button of `call`. */
  near: (call: CallRecord) => void
  /** It left. */
  away: () => void
}

/** Loaded with what reads recordings for their waveform. */
const loadAhead = () => import('./waveform/sound-ahead.ts').then(({ soundAhead }) => soundAhead)

/** Makes the anticipation for `player`, whose recordings `load` reads ahead. */
export function createAnticipation(
  player: Pick<Player, 'prepare' | 'unprepare'>,
  load: () => Promise<Pick<Ahead, 'read' | 'drop'>> = loadAhead,
): Anticipation {
  let wished: string | null = null
  let ahead: Pick<Ahead, 'read' | 'drop'> | null = null
  let resting: ReturnType<typeof setTimeout> | undefined

  function away(): void {
    clearTimeout(resting)
    wished = null
    player.unprepare()
    ahead?.drop()
  }

  async function prepare(call: CallRecord): Promise<void> {
    if (!player.prepare(call)) return
    ahead ??= await load()
    if (wished === call.id) ahead.read(call)
  }

  return {
    near(call) {
      if (call.id === wished) return
      away()
      wished = call.id
      resting = setTimeout(() => {
        prepare(call).catch(() => undefined) // it is read when it is played
      }, REST_MS)
    },
    away,
  }
}
