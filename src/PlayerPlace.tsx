import { useDebouncedValue } from '@mantine/hooks'
import { type ComponentProps, lazy, Suspense, useDeferredValue, useState } from 'react'
import type { Session } from './contract/record.ts'
import { LateWords, loadLateMessages } from './i18n/LateWords.tsx'
import type { Locale } from './i18n/locales.ts'
import type { PlayerWithNotes as Noted } from './PlayerWithNotes.tsx'
import type { Player } from './player/create-player.ts'
import type { QueueView } from './player/queue/queue-view.ts'
import { usePlayer } from './player/use-player.ts'

/** How long (ms) the dock waits for the first sound, so as not to hold it up. */
const PATIENCE_MS = 250

const loadDock = () => import('./PlayerWithNotes.tsx').then((m) => ({ default: m.PlayerWithNotes }))
const PlayerWithNotes = lazy(loadDock)

/** Gets what the dock is made of: somebody is about to press play. */
export function prepareDock(locale: Locale, player: Player): void {
  const needed = [
    loadDock(),
    loadLateMessages(locale),
    import('./player/listening-on.ts').then(({ listeningOn }) => listeningOn(player)),
    import('./player/waveform/spare-worker.ts').then(({ spareWorker }) => spareWorker.prepare()),
  ]
  Promise.all(needed).catch(() => undefined) // what is then still missing is asked for again
}

type PlayerPlaceProps = Omit<
  ComponentProps<typeof Noted>,
  'first' | 'timeZone' | 'channels' | 'onClose'
> & {
  session: Session
  onLostFocus: () => void
}

/** The player’s dock: there from the first recording that sounds, or is late to. */
export function PlayerPlace({ session, onLostFocus, ...parts }: PlayerPlaceProps) {
  const { player, view } = parts
  const isOpen = usePlayer(player, (state) => state.call !== null)
  const hasBegun = usePlayer(player, ({ call, status }) => call !== null && status !== 'loading')
  const [isLate] = useDebouncedValue(isOpen, PATIENCE_MS)
  const [first, setFirst] = useState<QueueView | null>(null)
  if (isOpen && (hasBegun || isLate) && view && !first) setFirst(view)
  // Deferred, it is rendered in slices between which the sound comes to its turn, and appears as
  // soon as it is loaded: what shows a fallback first is held back for 300 ms by React.
  const shown = useDeferredValue(first)
  return (
    <Suspense>
      {shown && (
        <LateWords>
          <PlayerWithNotes
            {...parts}
            first={shown}
            timeZone={session.timeZone}
            channels={session.recordingChannels}
            onClose={onLostFocus}
          />
        </LateWords>
      )}
    </Suspense>
  )
}
