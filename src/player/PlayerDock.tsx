import { ActionIcon } from '@mantine/core'
import { IconKeyboard, IconX } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import type { Session } from '../calls/call.ts'
import type { Player } from './create-player.ts'
import { DownloadLink } from './DownloadLink.tsx'
import { focusPlayButton } from './focus-play-button.ts'
import { ClearHistoryButton } from './heard/ClearHistoryButton.tsx'
import { ResumeHint } from './heard/ResumeHint.tsx'
import { keepFocus } from './keep-focus.ts'
import { listeningOn } from './listening-on.ts'
import { LoopButton } from './loop/LoopButton.tsx'
import { markPage } from './mark-page.ts'
import { CopyMomentButton } from './moment/CopyMomentButton.tsx'
import { PlayedCall } from './PlayedCall.tsx'
import classes from './PlayerDock.module.css'
import { PlayerFailure } from './PlayerFailure.tsx'
import { PlayPauseButton } from './PlayPauseButton.tsx'
import { AutoAdvanceSwitch } from './queue/AutoAdvanceSwitch.tsx'
import type { AutoAdvance } from './queue/create-auto-advance.ts'
import type { Queue } from './queue/create-queue.ts'
import { QueueButtons } from './queue/QueueButtons.tsx'
import { QueueStatus } from './queue/QueueStatus.tsx'
import { SourceNotice } from './recovery/SourceNotice.tsx'
import { SeekBar } from './SeekBar.tsx'
import { SpeedSelect } from './SpeedSelect.tsx'
import { SideSelect } from './sides/SideSelect.tsx'
import { SkipSilenceButton } from './silence/SkipSilenceButton.tsx'
import { useHands } from './use-hands.ts'
import { useMediaSession } from './use-media-session.ts'
import { usePlayer } from './use-player.ts'
import { VolumeControl } from './volume/VolumeControl.tsx'
import { Waveform } from './waveform/Waveform.tsx'
import type { Mark } from './waveform/WaveformParts.tsx'

const KeysDialog = lazyPart(() => import('./KeysDialog.tsx').then((m) => m.KeysDialog))

const NO_MARKS: readonly Mark[] = []

interface PlayerDockProps {
  player: Player
  queue: Queue
  advance: AutoAdvance
  /** IANA zone of the account. */
  timeZone: string
  /** Who speaks on the left and on the right of stereo recordings, where that is known. */
  channels: Session['recordingChannels']
  /** What else can be done with the call that is heard: other features', handed in. */
  extras?: ReactNode
  /** Moments of the open call that somebody noted. */
  marks?: readonly Mark[]
  /** Clears the listening history. @returns whether all of it went */
  onClearHistory: () => Promise<boolean>
  /** The focus was in the dock when it closed, and the call's row is gone: put it somewhere. */
  onClose?: () => void
}

/**
 * The player at the foot of the page, from the first recording that is played until it is closed. It
 * is drawn anew with each call; what changes while one plays is followed by the parts that show it.
 */
export function PlayerDock({
  player,
  queue,
  advance,
  timeZone,
  channels,
  extras,
  marks = NO_MARKS,
  onClearHistory,
  onClose,
}: PlayerDockProps) {
  const t = useTranslations('player')
  const call = usePlayer(player, (state) => state.call)
  const dock = useRef<HTMLElement>(null)
  const playButton = useRef<HTMLButtonElement>(null)
  /** Runs while the dock can be seen. */
  const [docked] = useState(() => (root: HTMLElement) => {
    dock.current = root
    const ends = [markPage(), keepFocus(root, () => playButton.current)]
    return () => {
      for (const end of ends) end()
    }
  })
  /** `null` until the list is wanted; then it stays, as it is what gives the focus back. */
  const [keysShown, setKeysShown] = useState<boolean | null>(null)
  const listening = listeningOn(player)
  const { loop, sides } = listening
  function close(): void {
    const hadFocus = dock.current?.contains(document.activeElement)
    player.close()
    if (hadFocus && !(call && focusPlayButton(call.id))) onClose?.()
  }
  useHands(player, { onHelp: () => setKeysShown(true), onStep: queue.go })
  useMediaSession(player, { onStep: queue.go, onClose: close })
  if (!call?.recording) return null

  return (
    <section ref={docked} className={classes.dock} aria-label={t('title')}>
      <div className={classes.said}>
        <SourceNotice player={player} />
        <CallFailure player={player} />
        <QueueStatus queue={queue} advance={advance} />
        <ResumeHint player={player} />
      </div>
      <div className={classes.play}>
        <QueueButtons queue={queue}>
          <PlayPauseButton ref={playButton} player={player} />
        </QueueButtons>
      </div>
      <div className={classes.call}>
        <PlayedCall player={player} call={call} timeZone={timeZone} />
      </div>
      <div className={classes.waveform}>
        <Waveform key={call.id} {...{ player, listening, channels, marks }} />
      </div>
      <SeekBar player={player} />
      <div className={classes.controls}>
        <div className={classes.sound}>
          <SpeedSelect player={player} />
          <SideSelect sides={sides} channels={channels} />
          <VolumeControl player={player} />
          <SkipSilenceButton listening={listening} player={player} />
        </div>
        <div className={classes.tools}>
          {extras}
          <LoopButton loop={loop} player={player} />
          <AutoAdvanceSwitch advance={advance} />
          <CopyMomentButton player={player} />
          <DownloadLink player={player} address={call.recording} />
          <ActionIcon
            className={classes.keys}
            variant="subtle"
            aria-label={t('keys')}
            title={t('keys')}
            aria-haspopup="dialog"
            onClick={() => setKeysShown(true)}
          >
            <IconKeyboard size={18} />
          </ActionIcon>
          <ClearHistoryButton onClear={onClearHistory} />
        </div>
      </div>
      <ActionIcon
        className={classes.close}
        variant="subtle"
        color="gray"
        aria-label={t('close')}
        title={t('close')}
        onClick={close}
      >
        <IconX size={18} />
      </ActionIcon>
      <Part>
        {keysShown !== null && (
          <KeysDialog opened={keysShown} onClose={() => setKeysShown(false)} />
        )}
      </Part>
    </section>
  )
}

/** Why the open call does not play, where it does not. */
function CallFailure({ player }: { player: Player }) {
  const failure = usePlayer(player, (state) => state.failure)
  return failure && <PlayerFailure failure={failure} onRetry={player.retry} />
}
