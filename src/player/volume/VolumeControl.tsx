import { ActionIcon } from '@mantine/core'
import { IconVolume, IconVolumeOff } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Player } from '../create-player.ts'
import { usePlayer } from '../use-player.ts'
import classes from './VolumeControl.module.css'

/** How loud it is, and whether it sounds at all. */
export function VolumeControl({ player }: { player: Player }) {
  const t = useTranslations('player')
  const format = useFormatter()
  const muted = usePlayer(player, (state) => state.muted)
  const volume = usePlayer(player, (state) => state.volume)
  const heard = muted ? 0 : volume
  return (
    <div className={classes.root}>
      <ActionIcon
        variant="subtle"
        aria-label={t(muted ? 'unmute' : 'mute')}
        title={t(muted ? 'unmute' : 'mute')}
        onClick={() => player.setMuted(!muted)}
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
          player.setVolume(Number(event.currentTarget.value))
          player.setMuted(false)
        }}
      />
    </div>
  )
}
