import { ActionIcon } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconDownload, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { CallRecord, Session } from '../calls/call.ts'
import { NotesControls } from '../notes/NotesControls.tsx'
import type { Notes } from '../notes/notes.ts'
import { useMarks, useNotes } from '../notes/use-notes.ts'
import { DockNotices } from './DockNotices.tsx'
import { findPlayButton, keepFocus } from './focus.ts'
import { createHistoryWriter } from './history/history-writer.ts'
import { heardPercent } from './history/listening-history.ts'
import { useKeyboardShortcuts } from './keyboard-shortcuts.ts'
import { SkipSilenceButton, SpeedSelect } from './ListeningControls.tsx'
import { useListening } from './listening.ts'
import { MoreMenu } from './MoreMenu.tsx'
import { PlayButtons } from './PlaybackControls.tsx'
import { NextCall, PlayedCall } from './PlayedCall.tsx'
import classes from './PlayerDock.module.css'
import { usePlayer, usePlayerApi, usePlayerContext } from './PlayerProvider.tsx'
import { createAutoAdvance } from './queue/auto-advance.ts'
import { type Choice, createQueue, type Queue, type QueueView } from './queue/create-queue.ts'
import { createListPages } from './queue/find-recorded.ts'
import { prefetchNext } from './queue/prefetch-next.ts'
import { useMediaSession } from './use-media-session.ts'
import { Waveform } from './waveform/Waveform.tsx'

/** Below this width, the dock is a mini-player that opens as a sheet. */
const PHONE = '(max-width: 47.99em)'

export interface PlayerDockProps {
  /** The list on the page at the first play. */
  firstView: QueueView
  /** The list on the page now, or `null` if there is none. */
  view: QueueView | null
  /** The speakers on the left and on the right of stereo recordings, if known. */
  speakers: Session['recordingChannels']
  /** Whether the user may keep recordings. */
  mayDownload: boolean
  /** Formats the customer of a call. */
  nameOf: (call: CallRecord) => string
  /** Shows the details of the open call, which is on this page of the list if that is known. */
  onDetails: (call: CallRecord, page: number | null) => void
  /** Called if the dock closes with the focus in it and the call has no row to move it to. */
  onLostFocus: () => void
}

/**
 * The player at the foot of the page, from the first play until it is closed. It renders again only
 * with another call, because its parts follow the player themselves.
 */
export function PlayerDock(props: PlayerDockProps) {
  const { firstView, view, mayDownload, nameOf, onDetails, onLostFocus } = props
  const t = useTranslations('player')
  const player = usePlayerApi()
  const call = usePlayer((state) => state.call)
  const notes = useNotes()
  const marks = useMarks(notes, call?.id ?? '')
  const [clock] = useState(() => ({
    seconds: () => player.getState().elapsed,
    subscribe: player.subscribe,
  }))
  const { queue, advance } = useFollowers(firstView, notes)
  useShownView(queue, view)
  const [isSwapped, setIsSwapped] = useLocalStorage({
    key: 'callboard.speakersSwapped',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [left, right] = props.speakers ?? []
  const speakers = left && right && isSwapped ? ([right, left] as const) : props.speakers
  const swap = { isOn: isSwapped, set: setIsSwapped }
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false })
  const [isSheet, setIsSheet] = useState(false)
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

  function close(): void {
    const hadFocus = dock.current?.contains(document.activeElement)
    setIsSheet(false)
    player.close()
    if (!hadFocus) return
    const button = call && findPlayButton(call.id)
    if (button) button.focus()
    else onLostFocus()
  }
  useKeyboardShortcuts({ onStep: queue.go })
  useMediaSession({ onStep: queue.go, onClose: close })
  if (!call?.recording) return null

  return (
    <section
      ref={attach}
      className={classes.dock}
      aria-label={t('title')}
      data-sheet={isSheet || undefined}
    >
      <div className={classes.notices}>
        <DockNotices queue={queue} advance={advance} />
      </div>
      <div className={classes.buttons}>
        <PlayButtons ref={playButton} queue={queue} />
      </div>
      <PlayedCall
        call={call}
        nameOf={nameOf}
        isExpanded={isPhone ? isSheet : undefined}
        onClick={() => {
          if (isPhone) setIsSheet(!isSheet)
          else onDetails(call, queue.pageOfOpen())
        }}
      />
      <div className={classes.waveform}>
        <Waveform speakers={speakers} marks={marks} />
      </div>
      <div className={classes.tools}>
        <SpeedSelect />
        <SkipSilenceButton />
        <NotesControls notes={notes} call={call} clock={clock} onSeek={player.seek} />
        {mayDownload && <DownloadLink address={call.recording} />}
        <MoreMenu {...{ queue, advance, speakers, swap, notes, call }} />
      </div>
      <NextCall queue={queue} view={view} nameOf={nameOf} />
      <ActionIcon
        className={classes.close}
        aria-label={t('close')}
        title={t('close')}
        onClick={close}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </section>
  )
}

/** Downloads the recording at `address`. Its place stays empty after a failure that left none. */
function DownloadLink({ address }: { address: string }) {
  const t = useTranslations('player')
  const failureCode = usePlayer(({ failure }) => failure?.code)
  if (failureCode !== undefined && failureCode !== 'recording_unplayable')
    return <span className={classes.download} />
  return (
    <ActionIcon
      className={classes.download}
      component="a"
      href={`${address}?download`}
      download
      aria-label={t('download')}
      title={t('download')}
    >
      <IconDownload size={18} aria-hidden />
    </ActionIcon>
  )
}

/** Creates and starts the parts that follow the player for the life of the page. */
function useFollowers(firstView: QueueView, notes: Notes) {
  const context = usePlayerContext()
  const { player, history } = context
  const { skipSilence } = useListening()
  const client = useQueryClient()
  const [{ queue, advance, writer }] = useState(() => {
    function fits({ id }: CallRecord, choice: Choice): boolean {
      if (choice === 'all') return true
      if (choice === 'unheard') {
        const entry = history.read(id)
        return !entry || heardPercent(entry) === 0
      }
      const noted = notes.read(id)
      return choice === 'starred' ? noted?.starred === true : (noted?.notes.length ?? 0) > 0
    }
    const queue = createQueue({
      player,
      pages: createListPages(client),
      view: firstView,
      fits,
      given: () => context.given,
    })
    const skipped = () => skipSilence.getState().skipped
    return {
      queue,
      advance: createAutoAdvance(player, queue, notes.isWriting),
      writer: createHistoryWriter({ player, history, skipped }),
    }
  })
  useEffect(() => {
    context.writer = writer
    const peek = async () => (await queue.ahead()).next
    const stops = [queue.start(), advance.start(), writer.start(), prefetchNext({ player, peek })]
    return () => {
      for (const stop of stops) stop()
    }
  }, [context, player, queue, advance, writer])
  return { queue, advance }
}

/**
 * Passes the list to the queue, and scrolls to the row of the call that the queue opened. The focus
 * does not move.
 */
function useShownView(queue: Queue, view: QueueView | null): void {
  const opened = useStore(queue, (state) => state.opened)
  const scrolledFor = useRef<string | null>(null)
  const records = useDeferredValue(view?.records) // the last rows of a page come later
  useEffect(() => {
    if (view) queue.show(view)
  }, [queue, view])
  useEffect(() => {
    if (opened === null || opened === scrolledFor.current || !records) return
    // the play button is always in sight of its row, however far the table is scrolled sideways
    const button = findPlayButton(opened, 'tr')
    if (!button) return
    scrolledFor.current = opened
    button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [opened, records])
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
