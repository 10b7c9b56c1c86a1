import { ActionIcon } from '@mantine/core'
import { IconPlaylist } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { AutoAdvance } from './create-auto-advance.ts'

/** Whether the next call plays by itself when one has ended. */
export function AutoAdvanceSwitch({ advance }: { advance: AutoAdvance }) {
  const t = useTranslations('player')
  const { isOn } = useSyncExternalStore(advance.subscribe, advance.getState)
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
