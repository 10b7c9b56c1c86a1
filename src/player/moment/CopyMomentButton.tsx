import { ActionIcon, Popover, TextInput, VisuallyHidden } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Player } from '../create-player.ts'
import { momentLink } from './moment-link.ts'

/** Copies a link to where the recording stands; where that is not allowed, shows it to be copied. */
export function CopyMomentButton({ player }: { player: Player }) {
  const t = useTranslations('player.moment')
  const clipboard = useClipboard()
  const [link, setLink] = useState('')

  function copy(): void {
    const { call, elapsed } = player.getState()
    if (!call) return
    const made = momentLink(call, elapsed, location.href)
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
