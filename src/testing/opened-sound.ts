import { vi } from 'vitest'
import { createPlayer } from '../player/create-player.ts'
import { createSides } from '../player/sides/create-sides.ts'
import { routeSides } from '../player/sides/route-sides.ts'
import { createSilenceSkip } from '../player/silence/create-silence-skip.ts'
import { type KnownSound, openSound } from '../player/waveform/open-sound.ts'
import type { Sound } from '../player/waveform/peaks.ts'
import type { SoundWorker, WorkerAnswer } from '../player/waveform/worker-messages.ts'
import { FakeAudio } from './fake-audio.ts'
import { FakeWorker } from './fake-worker.ts'
import { callWith } from './make-call.ts'

export const WHOLE: Sound = {
  peaks: { secondsPerBin: 3600, lanes: [Uint8Array.of(1), Uint8Array.of(2)] },
  silences: [{ from: 3, to: 5 }],
}
/** A call of an hour. */
export const call = callWith({ talkSeconds: 3600 })

/**
 * A call that can be opened, with workers that do what they are told.
 * @param said what one that has read ahead has said
 */
export function setUp(kept: Sound | null = null, said: WorkerAnswer[] | null = null) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const learners = { sides: createSides(player, routeSides), silence: createSilenceSkip(player) }
  const workers: FakeWorker[] = []
  const given: SoundWorker[] = []
  const changes: KnownSound[] = []
  const keep = vi.fn(async (_sound: Sound) => undefined)
  const keeping = vi.fn((_id: string) => keep)
  function made(): FakeWorker {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker
  }
  function open(id = call.id) {
    return openSound({
      ...{ player, learners, id, url: '/api/recordings/abc' },
      onChange: (known) => changes.push(known),
      store: { read: async () => kept, keeping },
      workers: {
        takeBegun: () => said && { worker: made(), said },
        take: made,
        give: (worker) => void given.push(worker),
      },
    })
  }
  return { audio, player, ...learners, workers, given, changes, keep, keeping, open }
}
