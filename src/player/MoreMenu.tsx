import { ActionIcon, Popover, TextInput, VisuallyHidden } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import {
  IconCheck,
  IconDownload,
  IconEraser,
  IconKeyboard,
  IconLink,
  IconPlaylist,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { lazyPart, Part } from '../api/lazy-part.tsx'
import { type CallRecord, callSearch } from '../calls/call.ts'
import { usePlayer, usePlayerApi } from './PlayerProvider.tsx'
import type { AutoAdvance } from './queue/auto-advance.ts'

const KeysDialog = lazyPart(() => import('./PlayerDialogs.tsx').then((m) => m.KeysDialog))
const ClearHistoryDialog = lazyPart(() =>
  import('./PlayerDialogs.tsx').then((m) => m.ClearHistoryDialog),
)

/** Turns auto-advance on or off. */
export function AutoAdvanceSwitch({ advance }: { advance: AutoAdvance }) {
  const t = useTranslations('player')
  const { isOn } = useStore(advance)
  return (
    <ActionIcon
      role="switch"
      variant={isOn ? 'light' : 'subtle'}
      aria-label={t('advances')}
      aria-checked={isOn}
      title={t('advances')}
      onClick={() => advance.set(!isOn)}
    >
      <IconPlaylist size={18} />
    </ActionIcon>
  )
}

/**
 * Copies a link to the current position of the recording. If the browser forbids that, a popover
 * shows the link.
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
    <Popover
      opened={clipboard.error !== null}
      onChange={(opened) => !opened && clipboard.reset()}
      position="top-end"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon variant="subtle" aria-label={t('copy')} title={t('copy')} onClick={copy}>
          {clipboard.copied ? <IconCheck size={18} /> : <IconLink size={18} />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('copy')}>
        <TextInput
          readOnly
          data-autofocus
          label={t('byHand')}
          value={link}
          w="min(26rem, 80vw)"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Popover.Dropdown>
      <VisuallyHidden aria-live="polite">{clipboard.copied && t('copied')}</VisuallyHidden>
    </Popover>
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

/** Downloads the recording at `address`. Renders nothing after a failure that left no recording. */
export function DownloadLink({ address }: { address: string }) {
  const t = useTranslations('player')
  const failureCode = usePlayer(({ failure }) => failure?.code)
  if (failureCode !== undefined && failureCode !== 'recording_unplayable') return null
  return (
    <ActionIcon
      component="a"
      href={`${address}?download`}
      download
      variant="subtle"
      aria-label={t('download')}
      title={t('download')}
    >
      <IconDownload size={18} />
    </ActionIcon>
  )
}

interface KeysButtonProps {
  className: string | undefined
  opened: boolean
  onChange: (opened: boolean) => void
}

/** Shows the keyboard shortcuts. */
export function KeysButton({ className, opened, onChange }: KeysButtonProps) {
  const t = useTranslations('player')
  // once open, the dialog stays, because it returns the focus when it closes
  const [everOpened, setEverOpened] = useState(false)
  if (opened && !everOpened) setEverOpened(true)
  return (
    <>
      <ActionIcon
        className={className}
        variant="subtle"
        aria-label={t('keys')}
        title={t('keys')}
        aria-haspopup="dialog"
        onClick={() => onChange(true)}
      >
        <IconKeyboard size={18} />
      </ActionIcon>
      <Part>{everOpened && <KeysDialog opened={opened} onClose={() => onChange(false)} />}</Part>
    </>
  )
}

/** Clears the listening history, after a confirmation. */
export function ClearHistoryButton({ onClear }: { onClear: () => Promise<boolean> }) {
  const t = useTranslations('player.history')
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  function close(): void {
    setOpened(false)
    button.current?.focus()
  }
  return (
    <>
      <ActionIcon
        ref={button}
        variant="subtle"
        aria-label={t('title')}
        aria-haspopup="dialog"
        title={t('title')}
        onClick={() => setOpened(true)}
      >
        <IconEraser size={18} />
      </ActionIcon>
      <Part>{opened && <ClearHistoryDialog onClear={onClear} onClose={close} />}</Part>
    </>
  )
}
