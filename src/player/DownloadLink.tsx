import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { Player } from './create-player.ts'
import { canDownload } from './failure-help.ts'
import { usePlayer } from './use-player.ts'

/** Downloads the recording at `address`, unless it is known that there is none to be had. */
export function DownloadLink({ player, address }: { player: Player; address: string }) {
  const t = useTranslations('player')
  const isOffered = usePlayer(player, ({ failure }) => canDownload(failure?.code))
  if (!isOffered) return null
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
