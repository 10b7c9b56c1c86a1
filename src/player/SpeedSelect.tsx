import { NativeSelect } from '@mantine/core'
import { useFormatter, useTranslations } from 'use-intl'
import type { Player } from './create-player.ts'
import { SPEEDS } from './player-state.ts'
import { usePlayer } from './use-player.ts'

/** How fast it plays, from half to three times as it was spoken. */
export function SpeedSelect({ player }: { player: Player }) {
  const t = useTranslations('player')
  const format = useFormatter()
  const speed = usePlayer(player, (state) => state.speed)
  return (
    <NativeSelect
      aria-label={t('speed')}
      size="xs"
      w="5rem"
      value={`${speed}`}
      data={SPEEDS.map((rate) => ({ value: `${rate}`, label: `${format.number(rate)}×` }))}
      onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
    />
  )
}
