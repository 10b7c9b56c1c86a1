import { ActionIcon, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core'
import { useClickOutside, useClipboard } from '@mantine/hooks'
import {
  IconCheck,
  IconDots,
  IconLink,
  IconPlaylist,
  IconStar,
  IconStarFilled,
  IconSwitchVertical,
} from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { type CallRecord, callSearch, type Session } from '../calls/call.ts'
import { UnkeptNotice } from '../notes/NotesFiles.tsx'
import type { Notes } from '../notes/notes.ts'
import { useCallNotes } from '../notes/use-notes.ts'
import { ChannelSelect, LoopButton, VolumeControl, ZoomButtons } from './ListeningControls.tsx'
import { MenuButton } from './MenuButton.tsx'
import classes from './MoreMenu.module.css'
import { usePlayerApi } from './PlayerProvider.tsx'
import type { AutoAdvance } from './queue/auto-advance.ts'
import { CHOICES, type Queue } from './queue/create-queue.ts'

interface MoreMenuProps {
  queue: Queue
  advance: AutoAdvance
  /** The speakers on the left and on the right of stereo recordings, if known. */
  speakers: Session['recordingChannels']
  /** Swaps the speakers, because some phone systems swap the channels of inbound calls. */
  swap: { isOn: boolean; set: (isOn: boolean) => void }
  notes: Notes
  call: CallRecord
}

/**
 * The controls that are not always needed. It is not a menu by its role, because it has sliders,
 * and because the player's keys work in it.
 */
export function MoreMenu({ queue, advance, speakers, swap, notes, call }: MoreMenuProps) {
  const t = useTranslations('player')
  const [opened, setOpened] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLElement>(null)
  const root = useClickOutside<HTMLDivElement>(() => setOpened(false))

  function toggle(): void {
    flushSync(() => setOpened(!opened))
    panel.current?.querySelector('button')?.focus()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    setOpened(false)
    button.current?.focus()
  }

  return (
    <div ref={root} className={classes.root}>
      <ActionIcon
        ref={button}
        aria-label={t('more')}
        title={t('more')}
        aria-expanded={opened}
        aria-controls={opened ? id : undefined}
        onClick={toggle}
      >
        <IconDots size={18} aria-hidden />
      </ActionIcon>
      {opened && (
        <section
          ref={panel}
          id={id}
          className={classes.panel}
          aria-label={t('more')}
          onKeyDown={onKeyDown}
        >
          <UnkeptNotice notes={notes} />
          <StarButton notes={notes} call={call} />
          <LoopButton />
          <ZoomButtons />
          <VolumeControl />
          <CopyTimestampLink />
          <AutoAdvanceSwitch advance={advance} />
          {speakers && (
            <MenuButton
              icon={IconSwitchVertical}
              isChecked={swap.isOn}
              onClick={() => swap.set(!swap.isOn)}
            >
              {t('swapSpeakers')}
            </MenuButton>
          )}
          <div className={classes.fields}>
            <ChannelSelect speakers={speakers} />
            <ChoiceSelect queue={queue} />
          </div>
        </section>
      )}
    </div>
  )
}

/** Sets and removes the star of the call. */
function StarButton({ notes, call }: Pick<MoreMenuProps, 'notes' | 'call'>) {
  const t = useTranslations('notes')
  const starred = useCallNotes(notes, call.id)?.starred ?? false
  return (
    <MenuButton
      icon={starred ? IconStarFilled : IconStar}
      isPressed={starred}
      onClick={() => notes.setStarred(call, !starred)}
    >
      {t('star')}
    </MenuButton>
  )
}

/** Chooses which calls of the list the queue plays. */
function ChoiceSelect({ queue }: { queue: Queue }) {
  const t = useTranslations('player.queue')
  const { choice } = useStore(queue)
  return (
    <NativeSelect
      label={t('choice')}
      value={choice}
      data={CHOICES.map((value) => ({ value, label: t(value) }))}
      onChange={(event) => {
        const chosen = CHOICES.find((each) => each === event.currentTarget.value)
        if (chosen) queue.choose(chosen)
      }}
    />
  )
}

/** Turns auto-advance on or off. */
function AutoAdvanceSwitch({ advance }: { advance: AutoAdvance }) {
  const t = useTranslations('player')
  const { isOn } = useStore(advance)
  return (
    <MenuButton icon={IconPlaylist} isChecked={isOn} onClick={() => advance.set(!isOn)}>
      {t('advances')}
    </MenuButton>
  )
}

/**
 * Copies a link to the current position of the recording. If the browser forbids that, a field shows
 * the link.
 */
export function CopyTimestampLink() {
  const t = useTranslations('player.timestampLink')
  const player = usePlayerApi()
  const clipboard = useClipboard()
  const [link, setLink] = useState('')

  function copy(): void {
    const { call, elapsed } = player.getState()
    if (!call) return
    const made = timestampLink(call, elapsed, location.href)
    setLink(made)
    clipboard.copy(made)
  }

  return (
    <>
      <MenuButton icon={clipboard.copied ? IconCheck : IconLink} onClick={copy}>
        {t('copy')}
      </MenuButton>
      <VisuallyHidden aria-live="polite">{clipboard.copied && t('copied')}</VisuallyHidden>
      {clipboard.error !== null && (
        <TextInput
          readOnly
          label={t('byHand')}
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  )
}

/**
 * Returns a link that opens `call` at `seconds` from its start, for anyone and at any time: it lists
 * the second in which the call began. A call without a time is linked in the list of `address`.
 * @param address the full address of the page
 */
export function timestampLink(call: CallRecord, seconds: number, address: string): string {
  const url = new URL(address)
  const search = callSearch(call)
  if (search === null) url.searchParams.set('call', call.id)
  else url.search = search
  url.searchParams.set('t', `${Math.floor(seconds)}`)
  url.hash = ''
  return url.href.replaceAll('%3A', ':') // a colon is allowed in a query, and easier to read
}
