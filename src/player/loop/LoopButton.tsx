import { ActionIcon } from '@mantine/core'
import { IconRepeat, IconRepeatOff } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Loop } from './create-loop.ts'

/** Begins a loop where the sound is, ends it there, lets it go. */
export function LoopButton({ loop }: { loop: Loop }) {
  const t = useTranslations('player.loop')
  const { from, to } = useSyncExternalStore(loop.subscribe, loop.getState)
  const next = from === null ? 'begin' : to === null ? 'end' : 'stop'
  return (
    <ActionIcon
      variant={next === 'begin' ? 'subtle' : 'light'}
      aria-label={t(next)}
      title={t(next)}
      onClick={loop.mark}
    >
      {next === 'stop' ? <IconRepeatOff size={18} /> : <IconRepeat size={18} />}
    </ActionIcon>
  )
}
