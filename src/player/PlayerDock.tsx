import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { CallRecord, Session } from '../calls/call.ts'
import { NotesControls } from '../notes/NotesControls.tsx'
import { useMarks, useNotes } from '../notes/use-notes.ts'
import { DockNotices } from './DockNotices.tsx'
import {
  AutoAdvanceSwitch,
  ClearHistoryButton,
  CopyTimestampLink,
  DownloadLink,
  KeysButton,
} from './DockTools.tsx'
import { findPlayButton, keepFocus } from './focus.ts'
import { clearHistory, createHistoryWriter } from './history/history-writer.ts'
import { useKeyboardShortcuts } from './keyboard-shortcuts.ts'
import {
  ChannelSelect,
  LoopButton,
  SkipSilenceButton,
  SpeedSelect,
  VolumeControl,
} from './ListeningControls.tsx'
import { useListening } from './listening.ts'
import { PlayButtons, SeekBar } from './PlaybackControls.tsx'
import classes from './PlayerDock.module.css'
import { usePlayer, usePlayerApi, usePlayerContext } from './PlayerProvider.tsx'
import { createAutoAdvance } from './queue/auto-advance.ts'
import { createQueue, type Queue, type QueueView } from './queue/create-queue.ts'
import { createListPages } from './queue/find-recorded.ts'
import { prefetchNext } from './queue/prefetch-next.ts'
import { useMediaSession } from './use-media-session.ts'
import { Waveform } from './waveform/Waveform.tsx'

interface PlayerDockProps {
  /** The list on the page at the first play. */
  firstView: QueueView
  /** The list on the page now, or `null` if there is none. */
  view: QueueView | null
  /** IANA time zone of the account. */
  timeZone: string
  /** The speakers on the left and on the right of stereo recordings, if known. */
  speakers: Session['recordingChannels']
  /** Called if the dock closes with the focus in it and the call has no row to move it to. */
  onLostFocus: () => void
}

/**
 * The player at the foot of the page, from the first play until it is closed. It renders again only
 * with another call, because its parts follow the player themselves.
 */
export function PlayerDock({ firstView, view, timeZone, speakers, onLostFocus }: PlayerDockProps) {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const call = usePlayer((state) => state.call)
  const notes = useNotes()
  const marks = useMarks(notes, call?.id ?? '')
  const [clock] = useState(() => ({
    seconds: () => player.getState().elapsed,
    subscribe: player.subscribe,
  }))
  const { queue, advance, onClearHistory } = useFollowers(firstView, notes.isWriting)
  useShownView(queue, view)
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

  function close(): void {
    const hadFocus = dock.current?.contains(document.activeElement)
    player.close()
    if (!hadFocus) return
    const button = call && findPlayButton(call.id)
    if (button) button.focus()
    else onLostFocus()
  }
  useKeyboardShortcuts({ onHelp: () => setShowsKeys(true), onStep: queue.go })
  useMediaSession({ onStep: queue.go, onClose: close })
  if (!call?.recording) return null

  return (
    <section ref={attach} className={classes.dock} aria-label={t('title')}>
      <div className={classes.notices}>
        <DockNotices queue={queue} advance={advance} />
      </div>
      <div className={classes.play}>
        <PlayButtons ref={playButton} queue={queue} />
      </div>
      <div className={classes.call}>
        <PlayedCall call={call} timeZone={timeZone} />
      </div>
      <div className={classes.waveform}>
        <Waveform key={call.id} speakers={speakers} marks={marks} />
      </div>
      <SeekBar />
      <div className={classes.controls}>
        <div className={classes.listening}>
          <SpeedSelect />
          <ChannelSelect speakers={speakers} />
          <VolumeControl />
          <SkipSilenceButton />
        </div>
        <div className={classes.tools}>
          <NotesControls notes={notes} call={call} clock={clock} onSeek={player.seek} />
          <LoopButton />
          <AutoAdvanceSwitch advance={advance} />
          <CopyTimestampLink />
          <DownloadLink address={call.recording} />
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

/** The parties, the agent and the start of the open call, and whether it still loads. */
function PlayedCall({ call, timeZone }: { call: CallRecord; timeZone: string }) {
  const t = useTranslations('player')
  const time = useStartTime(call.startedAt, timeZone)
  const status = usePlayer((state) => state.status)
  const isDelayed = status === 'loading' || status === 'waiting'
  return (
    <div
      className={classes.playedCall}
      title={t('call', { caller: call.caller, called: call.called, time })}
    >
      <div className={classes.parties} aria-live="polite">
        <bdi>{call.caller}</bdi>{' '}
        <span>
          → <bdi>{call.called}</bdi>
        </span>
      </div>
      <div className={classes.details}>
        {call.agent !== null && <bdi>{call.agent}</bdi>}
        {time && <time dateTime={call.startedAt}>{time}</time>}
        <span aria-live="polite">
          {isDelayed && <span className={classes.delayed}>{t(status)}</span>}
        </span>
      </div>
    </div>
  )
}

/** Formats the start in the account's zone; empty if the vendor's time is invalid. */
function useStartTime(startedAt: string, timeZone: string): string {
  const format = useFormatter()
  if (!startedAt) return ''
  return format.dateTime(new Date(startedAt), {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
}

/** Creates and starts the parts that follow the player for the life of the page. */
function useFollowers(firstView: QueueView, isEditing: (callId: string) => boolean) {
  const { player, history } = usePlayerContext()
  const { skipSilence } = useListening()
  const client = useQueryClient()
  const [{ queue, advance, writer }] = useState(() => {
    const queue = createQueue({ player, pages: createListPages(client), view: firstView })
    const skipped = () => skipSilence.getState().skipped
    return {
      queue,
      advance: createAutoAdvance(player, queue, isEditing),
      writer: createHistoryWriter({ player, history, skipped }),
    }
  })
  useEffect(() => {
    const stops = [
      queue.start(),
      advance.start(),
      writer.start(),
      prefetchNext({ player, peek: queue.peek }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [player, queue, advance, writer])
  return { queue, advance, onClearHistory: () => clearHistory({ history, writer }) }
}

/**
 * Passes the list to the queue, and scrolls to the row of the call that the queue opened. It
 * scrolls once more if a failure notice has taken space from the list. The focus does not move.
 */
function useShownView(queue: Queue, view: QueueView | null): void {
  const opened = useStore(queue, (state) => state.opened)
  const hasFailed = usePlayer(({ status }) => status === 'failed')
  const scrolledFor = useRef<string | null>(null)
  const records = view?.records
  useEffect(() => {
    if (view) queue.show(view)
  }, [queue, view])
  useEffect(() => {
    const reason = `${opened} ${hasFailed}`
    if (opened === null || reason === scrolledFor.current || !records) return
    // the play button is always in sight of its row, however far the table is scrolled sideways
    const button = findPlayButton(opened, 'tr')
    if (!button) return
    scrolledFor.current = reason
    button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [opened, hasFailed, records])
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
