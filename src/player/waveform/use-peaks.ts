import { useEffect, useState } from 'react'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import type { PeaksAnswer, PeaksRequest } from './peaks.ts'

/** The peaks as far as they are known. */
export type KnownPeaks = PeaksAnswer | { state: 'loading'; peaks: null }

/**
 * Reads the peaks of the player's call in a worker, from its first sound on: the sound comes
 * first. The worker ends with the component, and its requests with it.
 * @param id of the call
 * @param url of its recording
 */
export function usePeaks(player: Player, id: string, url: string): KnownPeaks {
  const isPlaying = usePlayer(player, ({ status }) => status === 'playing')
  const [hasPlayed, setHasPlayed] = useState(false)
  const [known, setKnown] = useState<KnownPeaks>({ state: 'loading', peaks: null })
  if (isPlaying && !hasPlayed) setHasPlayed(true)

  useEffect(() => {
    if (!hasPlayed || typeof Worker === 'undefined') return
    const worker = new Worker(new URL('./peaks-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<PeaksAnswer>) => {
      setKnown(data)
      if (data.state !== 'loading') worker.terminate()
    })
    worker.addEventListener('error', () => setKnown({ state: 'none' }))
    worker.postMessage({ id, url, seconds: player.getState().total } satisfies PeaksRequest)
    return () => worker.terminate()
  }, [hasPlayed, player, id, url])

  return known
}
