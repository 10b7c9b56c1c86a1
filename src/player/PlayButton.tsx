import { ActionIcon, Loader, VisuallyHidden } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../contract/record.ts'
import type { Player } from './create-player.ts'
import classes from './PlayButton.module.css'
import { isSounding } from './player-state.ts'
import { usePlayer } from './use-player.ts'

/** The row may do something of its own on these keys. */
function keepToButton(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation()
}

/** Plays or pauses the recording of `call`, or says that there is none. */
export function PlayButton({ call, player }: { call: CallRecord; player: Player }) {
  const t = useTranslations('records')
  const status = usePlayer(player, (state) =>
    state.call?.id === call.id ? state.status : undefined,
  )

  if (call.recording === null) {
    return (
      <span className={classes.none} title={t('noRecording')}>
        <span aria-hidden>–</span>
        <VisuallyHidden>{t('noRecording')}</VisuallyHidden>
      </span>
    )
  }

  const sounding = status !== undefined && isSounding(status)
  return (
    <ActionIcon
      className={classes.button}
      variant={status ? 'light' : 'subtle'}
      radius="xl"
      aria-label={t(sounding ? 'pause' : 'play')}
      aria-busy={status === 'loading' || undefined}
      data-play-call={call.id}
      onKeyDown={keepToButton}
      onClick={(event) => {
        event.stopPropagation()
        if (sounding) player.toggle()
        else player.play(call)
      }}
    >
      <PlaySymbol loading={status === 'loading'} sounding={sounding} />
    </ActionIcon>
  )
}

function PlaySymbol({ loading, sounding }: { loading: boolean; sounding: boolean }) {
  // not the button's own `loading`, which disables it and so drops the focus
  if (loading) return <Loader size={14} color="currentColor" />
  return sounding ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />
}
