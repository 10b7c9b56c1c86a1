import { ActionIcon } from '@mantine/core'
import { type CSSProperties, type KeyboardEvent, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { Player } from './create-player.ts'
import { type ListeningHistory as HeardMarks, heardPercent } from './history/listening-history.ts'
import { LateLoader } from './LateLoader.tsx'
import classes from './PlayButton.module.css'
import { PlaySymbol } from './PlaySymbol.tsx'
import { isSounding } from './player-state.ts'
import { usePlayer } from './use-player.ts'

/** The row may do something of its own on these keys. */
function keepToButton(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation()
}

interface PlayButtonProps {
  call: CallRecord
  player: Player
  heard: HeardMarks
  /** Called when a pointer moves on it or the focus comes to it. */
  onHoverStart?: (call: CallRecord) => void
  /** Called when they leave. */
  onHoverEnd?: (call: CallRecord) => void
}

/** Plays or pauses the recording of `call` and shows how much was heard, or why it does not play. */
export function PlayButton({ call, player, heard, onHoverStart, onHoverEnd }: PlayButtonProps) {
  const t = useTranslations()
  const status = usePlayer(player, (state) =>
    state.call?.id === call.id ? state.status : undefined,
  )
  const failure = usePlayer(player, (state) => (state.call?.id === call.id ? state.failure : null))
  const percent = useSyncExternalStore(heard.subscribe, () => {
    const kept = heard.read(call.id)
    return kept ? heardPercent(kept) : 0
  })

  if (call.recording === null) {
    const isUnusable = call.recordingState === 'unusable'
    const name = t(isUnusable ? 'records.unusableRecording' : 'records.noRecording')
    return (
      <span className={classes.none} role="img" aria-label={name} title={name}>
        {isUnusable ? '!' : '–'}
      </span>
    )
  }

  const sounding = status !== undefined && isSounding(status)
  const heardText = percent > 0 ? t('records.heard', { percent }) : undefined
  const title = failure
    ? t(`problem.${failure.code}.what`, { key: failure.detail ?? '' })
    : heardText
  return (
    <ActionIcon
      className={classes.button}
      variant={status ? 'light' : 'subtle'}
      radius="xl"
      aria-label={t(sounding ? 'records.pause' : 'records.play')}
      title={title}
      data-failed={failure ? true : undefined}
      data-heard={percent > 0 || undefined}
      style={{ '--heard': `${percent}%` } as CSSProperties}
      aria-busy={status === 'loading' || undefined}
      aria-current={status ? true : undefined}
      data-play-call={call.id}
      // A row that comes to lie under a resting pointer is entered, too; nobody wants it for that.
      onPointerMove={() => onHoverStart?.(call)}
      onPointerLeave={() => onHoverEnd?.(call)}
      onFocus={() => onHoverStart?.(call)}
      onBlur={() => onHoverEnd?.(call)}
      onKeyDown={keepToButton}
      onClick={(event) => {
        event.stopPropagation()
        if (sounding) player.toggle()
        else player.play(call)
      }}
    >
      {/* Not the button's own `loading`, which disables it and so drops the focus. */}
      {status === 'loading' && <LateLoader />}
      <PlaySymbol sounds={sounding} size={16} />
    </ActionIcon>
  )
}
