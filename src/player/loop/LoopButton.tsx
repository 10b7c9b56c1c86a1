import { ActionIcon } from '@mantine/core'
import { IconRepeat, IconRepeatOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import type { Loop } from './create-loop.ts'

/** Begins a loop where the sound is, ends it there, lets it go. */
export function LoopButton({ loop, player }: { loop: Loop; player: Player }) {
  const t = useTranslations('player')
  const seeks = usePlayer(player, (state) => state.canSeek)
  const { from, to } = useSyncExternalStore(loop.subscribe, loop.getState)
  const next = from === null ? 'begin' : to === null ? 'end' : 'stop'
  return (
    <ActionIcon
      variant={next === 'begin' ? 'subtle' : 'light'}
      aria-label={t(`loop.${next}`)}
      title={t(seeks ? `loop.${next}` : 'noSeek')}
      aria-disabled={!seeks || undefined}
      {...(!seeks && { 'data-disabled': true })}
      onClick={() => seeks && loop.mark()}
    >
      {next === 'stop' ? <IconRepeatOff size={18} /> : <IconRepeat size={18} />}
    </ActionIcon>
  )
}
