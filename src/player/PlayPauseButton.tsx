import { ActionIcon } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Player } from './create-player.ts'
import { PlaySymbol } from './PlaySymbol.tsx'
import { isSounding } from './player-state.ts'
import { usePlayer } from './use-player.ts'

/** Pauses the call that is heard, or goes on with it. */
export function PlayPauseButton({ player, ref }: { player: Player; ref: Ref<HTMLButtonElement> }) {
  const t = useTranslations('player')
  const sounds = usePlayer(player, (state) => isSounding(state.status))
  return (
    <ActionIcon
      ref={ref}
      size="lg"
      radius="xl"
      variant="filled"
      aria-label={t(sounds ? 'pause' : 'play')}
      onClick={player.toggle}
    >
      <PlaySymbol sounds={sounds} size={18} />
    </ActionIcon>
  )
}
