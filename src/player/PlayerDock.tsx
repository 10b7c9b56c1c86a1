import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Session } from '../calls/call.ts'
import type { Player } from './create-player.ts'
import { DockNotices } from './DockNotices.tsx'
import {
  AutoAdvanceSwitch,
  ClearHistoryButton,
  CopyTimestampLink,
  DownloadLink,
  KeysButton,
} from './DockTools.tsx'
import { findPlayButton, keepFocus } from './focus.ts'
import { useKeyboardShortcuts } from './keyboard-shortcuts.ts'
import {
  ChannelSelect,
  LoopButton,
  SkipSilenceButton,
  SpeedSelect,
  VolumeControl,
} from './ListeningControls.tsx'
import { listeningOn } from './listening-on.ts'
import { PlayButtons, SeekBar } from './PlaybackControls.tsx'
import { PlayedCall } from './PlayedCall.tsx'
import classes from './PlayerDock.module.css'
import type { AutoAdvance } from './queue/auto-advance.ts'
import type { Queue } from './queue/create-queue.ts'
import { useMediaSession } from './use-media-session.ts'
import { usePlayer } from './use-player.ts'
import { Waveform } from './waveform/Waveform.tsx'
import type { Mark } from './waveform/WaveformParts.tsx'

const NO_MARKS: readonly Mark[] = []

interface PlayerDockProps {
  player: Player
  queue: Queue
  advance: AutoAdvance
  /** IANA time zone of the account. */
  timeZone: string
  /** Who speaks on the left and on the right of stereo recordings, if known. */
  speakers: Session['recordingChannels']
  /** Controls of other features for the open call. */
  extras?: ReactNode
  /** Positions of the open call that have a note. */
  marks?: readonly Mark[]
  /** Clears the listening history. @returns false if the browser did not allow all of it */
  onClearHistory: () => Promise<boolean>
  /** Called if the dock closes with the focus in it and the call has no row to move it to. */
  onClose?: () => void
}

/**
 * The player at the foot of the page, from the first play until it is closed. It renders again only
 * with another call, because its parts follow the player themselves.
 */
export function PlayerDock({
  player,
  queue,
  advance,
  timeZone,
  speakers,
  extras,
  marks = NO_MARKS,
  onClearHistory,
  onClose,
}: PlayerDockProps) {
  const t = useTranslations('player')
  const call = usePlayer(player, (state) => state.call)
  const dock = useRef<HTMLElement>(null)
  const playButton = useRef<HTMLButtonElement>(null)
  /** A ref callback, so that it runs each time the dock appears. */
  const [attach] = useState(() => (root: HTMLElement) => {
    dock.current = root
    const stops = [markPage(), keepFocus(root, () => playButton.current)]
    return () => {
      for (const stop of stops) stop()
    }
  })
  const [showsKeys, setShowsKeys] = useState(false)
  const listening = listeningOn(player)

  function close(): void {
    const hadFocus = dock.current?.contains(document.activeElement)
    player.close()
    if (!hadFocus) return
    const button = call && findPlayButton(call.id)
    if (button) button.focus()
    else onClose?.()
  }
  useKeyboardShortcuts(player, { onHelp: () => setShowsKeys(true), onStep: queue.go })
  useMediaSession(player, { onStep: queue.go, onClose: close })
  if (!call?.recording) return null

  return (
    <section ref={attach} className={classes.dock} aria-label={t('title')}>
      <div className={classes.notices}>
        <DockNotices player={player} queue={queue} advance={advance} />
      </div>
      <div className={classes.play}>
        <PlayButtons ref={playButton} player={player} queue={queue} />
      </div>
      <div className={classes.call}>
        <PlayedCall player={player} call={call} timeZone={timeZone} />
      </div>
      <div className={classes.waveform}>
        <Waveform key={call.id} {...{ player, listening, speakers, marks }} />
      </div>
      <SeekBar player={player} />
      <div className={classes.controls}>
        <div className={classes.listening}>
          <SpeedSelect player={player} />
          <ChannelSelect channels={listening.channels} speakers={speakers} />
          <VolumeControl player={player} />
          <SkipSilenceButton player={player} listening={listening} />
        </div>
        <div className={classes.tools}>
          {extras}
          <LoopButton player={player} loop={listening.loop} />
          <AutoAdvanceSwitch advance={advance} />
          <CopyTimestampLink player={player} />
          <DownloadLink player={player} address={call.recording} />
          <KeysButton className={classes.keys} opened={showsKeys} onChange={setShowsKeys} />
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
    </section>
  )
}

/**
 * Sets `data-docked` on the root element, for the style of what lies under the dock. A `:has()` on
 * the root would search the whole page at every change.
 * @returns a function that removes it
 */
function markPage(): () => void {
  const { dataset } = document.documentElement
  dataset.docked = ''
  return () => {
    delete dataset.docked
  }
}
