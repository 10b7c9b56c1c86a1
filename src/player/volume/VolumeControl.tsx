import { ActionIcon } from '@mantine/core'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Player } from '../create-player.ts'
import { isSilent } from '../player-state.ts'
import { usePlayer } from '../use-player.ts'
import classes from './VolumeControl.module.css'

/** How loud it is, and whether it sounds at all. */
export function VolumeControl({ player }: { player: Player }) {
  const t = useTranslations('player')
  const format = useFormatter()
  const heard = usePlayer(player, (state) => (isSilent(state) ? 0 : state.volume))
  const name = t(heard === 0 ? 'unmute' : 'mute')
  return (
    <div className={classes.root}>
      <ActionIcon
        variant="subtle"
        aria-label={name}
        title={name}
        onClick={() => player.setMuted(heard > 0)}
      >
        {heard === 0 ? <IconVolumeOff size={18} /> : <IconVolume size={18} />}
      </ActionIcon>
      <input
        className={classes.slider}
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={heard}
        aria-label={t('volume')}
        aria-valuetext={format.number(heard, { style: 'percent' })}
        onChange={(event) => {
          player.setMuted(false)
          player.setVolume(Number(event.currentTarget.value))
        }}
      />
    </div>
  )
}
