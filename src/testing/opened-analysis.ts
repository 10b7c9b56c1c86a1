import { vi } from 'vitest'
import { createChannels } from '../player/channels.ts'
import { createPlayer } from '../player/create-player.ts'
import { createSkipSilence } from '../player/skip-silence.ts'
import type { Analysis } from '../player/waveform/analysis.ts'
import { type KnownAnalysis, openAnalysis } from '../player/waveform/open-analysis.ts'
import { FakeAudio } from './fake-audio.ts'
import { FakeWorker } from './fake-worker.ts'
import { makeCall } from './make-call.ts'

export const WHOLE: Analysis = {
  peaks: { secondsPerBin: 3600, channels: [Uint8Array.of(1), Uint8Array.of(2)] },
  silences: [{ from: 3, to: 5 }],
}
/** A call of one hour. */
export const call = makeCall({ talkSeconds: 3600 })

/** Sets up an analysis with fake workers and the cached analysis `kept`. */
export function setUp(kept: Analysis | null = null) {
  const audio = new FakeAudio()
  const player = createPlayer({ createAudio: () => audio })
  const receivers = { channels: createChannels(player), skipSilence: createSkipSilence(player) }
  const workers: FakeWorker[] = []
  const changes: KnownAnalysis[] = []
  const keep = vi.fn(async (_analysis: Analysis) => undefined)
  const keeping = vi.fn((_id: string) => keep)
  function open(id = call.id) {
    return openAnalysis({
      ...{ player, receivers, id, url: '/api/recordings/abc' },
      onChange: (known) => changes.push(known),
      cache: { read: async () => kept, keeping },
      createWorker() {
        const worker = new FakeWorker()
        workers.push(worker)
        return worker
      },
    })
  }
  return { audio, player, ...receivers, workers, changes, keep, keeping, open }
}
