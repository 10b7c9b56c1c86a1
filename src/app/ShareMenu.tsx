import { Button, Checkbox, CopyButton, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { MenuProps } from '../api/LazyMenu.tsx'
import { MenuPopover } from '../api/MenuPopover.tsx'
import type { TimeSpan } from '../calls/periods.ts'
import { type PageState, serializeRecordsQuery } from '../calls/query.ts'
import { formatDuration } from '../i18n/duration.ts'
import { usePlayer } from '../player/PlayerProvider.tsx'

interface ShareMenuProps extends MenuProps {
  /** The view on the page, and the page of it. */
  view: PageState
  /** Its period. A relative one means other calls tomorrow. */
  span: TimeSpan
  /** Id of the open call. */
  call: string | null
}

interface Shared {
  view: PageState
  span: TimeSpan
  call: string | null
  /** Seconds from the start of the call's recording. */
  seconds: number | null
}

/** Returns the link of a view for other people, at any time. */
export function shareLink({ view, span, call, seconds }: Shared, address: string): string {
  const search = serializeRecordsQuery({ ...view, range: null, ...span })
  const opened = call === null ? '' : `&call=${encodeURIComponent(call)}`
  const at = call === null || seconds === null ? '' : `&t=${Math.floor(seconds)}`
  return new URL(`${search}${opened}${at}`, address).href
}

/** Copies one link: this view and, if wanted, the open call and the second it plays. */
export function ShareMenu({ target, opened, onClose, view, span, call }: ShareMenuProps) {
  const t = useTranslations('views')
  const [withCall, setWithCall] = useState(true)
  const [withTime, setWithTime] = useState(true)
  const played = usePlayer((state) =>
    state.call?.id === call && call !== null ? Math.floor(state.elapsed) : null,
  )
  const seconds = withTime ? played : null
  const link = shareLink({ view, span, call: withCall ? call : null, seconds }, location.href)
  return (
    <MenuPopover {...{ target, opened, onClose }} label={t('share')} width={320}>
      <Stack gap="sm">
        <TextInput
          readOnly
          label={t('link')}
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        {call !== null && (
          <Checkbox
            label={t('withCall')}
            checked={withCall}
            onChange={(event) => setWithCall(event.currentTarget.checked)}
          />
        )}
        {call !== null && withCall && played !== null && (
          <Checkbox
            label={t('atTime', { time: formatDuration(played) })}
            checked={withTime}
            onChange={(event) => setWithTime(event.currentTarget.checked)}
          />
        )}
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button data-autofocus onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        <Text size="xs" c="dimmed">
          {t('fixed')}
        </Text>
      </Stack>
    </MenuPopover>
  )
}
