import { useDebouncedValue } from '@mantine/hooks'
import {
  Activity,
  type ComponentProps,
  useDeferredValue,
  useState,
  useSyncExternalStore,
} from 'react'
import { lazyPart, loadChunk, Part } from '../api/lazy-part.tsx'
import type { Session } from '../calls/call.ts'
import type { Anticipation } from '../player/create-anticipation.ts'
import type { Player } from '../player/create-player.ts'
import type { QueueView } from '../player/queue/queue-view.ts'
import { usePlayer } from '../player/use-player.ts'
import type { PlayerWithNotes as Noted } from './PlayerWithNotes.tsx'

/** How long (ms) the dock waits for the first sound, so as not to hold it up. */
const PATIENCE_MS = 250

const PlayerWithNotes = lazyPart(() =>
  import('./PlayerWithNotes.tsx').then((m) => m.PlayerWithNotes),
)

/** Gets what the dock is made of: somebody is about to press play. @throws what loading it does */
export async function loadDock(player: Player): Promise<void> {
  await Promise.all([
    PlayerWithNotes.load(),
    loadChunk(() => import('../player/listening-on.ts')).then((m) => m.listeningOn(player)),
    loadChunk(() => import('../player/waveform/spare-worker.ts')).then((m) =>
      m.spareWorker.prepare(),
    ),
  ])
}

type PlayerPlaceProps = Omit<
  ComponentProps<typeof Noted>,
  'first' | 'expected' | 'timeZone' | 'channels' | 'onClose'
> & {
  session: Session
  anticipation: Pick<Anticipation, 'getExpected' | 'subscribe'>
  onLostFocus: () => void
}

/**
 * The player’s dock: there from the first recording that sounds, or is late to. It is rendered
 * before, out of sight, where a call is expected: then it appears with the sound.
 */
export function PlayerPlace({ session, anticipation, onLostFocus, ...parts }: PlayerPlaceProps) {
  const { player, view } = parts
  const isOpen = usePlayer(player, (state) => state.call !== null)
  const hasBegun = usePlayer(player, ({ call, status }) => call !== null && status !== 'loading')
  const [isLate] = useDebouncedValue(isOpen, PATIENCE_MS)
  const [first, setFirst] = useState<QueueView | null>(null)
  const [wanted, setWanted] = useState<'not yet' | 'rendered' | 'to be rendered'>('not yet')
  if (isOpen && (hasBegun || isLate) && wanted === 'not yet')
    setWanted(first ? 'rendered' : 'to be rendered')
  const expected = useSyncExternalStore(anticipation.subscribe, () =>
    wanted === 'not yet' ? anticipation.getExpected() : null,
  )
  if ((expected || wanted !== 'not yet') && view && !first) setFirst(view)
  // Deferred, it is rendered in slices between which the sound comes to its turn, and appears as
  // soon as it is loaded: what shows a fallback first is held back for 300 ms by React.
  const isReady = useDeferredValue(wanted === 'to be rendered')
  const isShown = wanted === 'rendered' || isReady
  return (
    <Part>
      {first && (
        <Activity mode={isShown ? 'visible' : 'hidden'}>
          <PlayerWithNotes
            {...parts}
            first={first}
            expected={expected}
            timeZone={session.timeZone}
            channels={session.recordingChannels}
            onClose={onLostFocus}
          />
        </Activity>
      )}
    </Part>
  )
}
