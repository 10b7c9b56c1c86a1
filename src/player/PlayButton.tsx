import { Loader } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { type CSSProperties, type KeyboardEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import type { CallRecord } from '../calls/call.ts'
import { heardPercent } from './history/listening-history.ts'
import classes from './PlayButton.module.css'
import { usePlayer, usePlayerContext } from './PlayerProvider.tsx'
import { isSounding } from './player-state.ts'

/** Plays or pauses the recording of `call`, or says why there is none. */
export function PlayButton({ call }: { call: CallRecord }) {
  return call.recording === null ? <NoRecording call={call} /> : <RecordingButton call={call} />
}

function NoRecording({ call }: { call: CallRecord }) {
  const t = useTranslations('records')
  const isUnusable = call.recordingState === 'unusable'
  const name = t(isUnusable ? 'unusableRecording' : 'noRecording')
  return (
    <span className={classes.none} role="img" aria-label={name} title={name}>
      {isUnusable && '!'}
    </span>
  )
}

/** Shows how much was heard, or why it does not play. */
function RecordingButton({ call }: { call: CallRecord }) {
  const t = useTranslations()
  const { player, history, preload } = usePlayerContext()
  const own = usePlayer((state) => (state.call?.id === call.id ? state : null))
  const { status, failure = null } = own ?? {}
  const percent = useStore(history, () => {
    const entry = history.read(call.id)
    return entry ? heardPercent(entry) : 0
  })

  const sounding = status !== undefined && isSounding(status)
  const heardText = percent > 0 ? t('records.heard', { percent }) : undefined
  const title = failure
    ? t(`problem.${failure.code}.what`, { key: failure.detail ?? '' })
    : heardText
  return (
    // not Mantine's button, which is four components in each row
    <button
      type="button"
      className={`mantine-focus-auto mantine-active ${classes.button}`}
      aria-label={t(sounding ? 'records.pause' : 'records.play')}
      title={title}
      data-failed={failure ? true : undefined}
      data-heard={percent > 0 || undefined}
      style={{ '--heard': `${percent}%` } as CSSProperties}
      aria-busy={status === 'loading' || undefined}
      aria-current={status ? true : undefined}
      data-play-call={call.id}
      // not onPointerEnter, which also fires when a row scrolls under a resting pointer
      onPointerMove={() => preload.onHoverStart(call)}
      onPointerLeave={() => preload.onHoverEnd(call)}
      onFocus={() => preload.onHoverStart(call)}
      onBlur={() => preload.onHoverEnd(call)}
      onKeyDown={keepFromRow}
      onClick={(event) => {
        event.stopPropagation()
        if (sounding) player.toggle()
        else player.play(call)
      }}
    >
      {/* not the button's own `loading`, which disables it and so drops the focus */}
      {status === 'loading' && <DelayedLoader />}
      <PlaySymbol sounds={sounding} />
    </button>
  )
}

/** Stops the keys that press the button, because the row uses them too. */
function keepFromRow(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation()
}

/** Most recordings play sooner, and an animation costs frames. */
const LOADER_DELAY_MS = 300

function DelayedLoader() {
  const [isDue, setIsDue] = useState(false)
  useTimeout(() => setIsDue(true), LOADER_DELAY_MS, { autoInvoke: true })
  return isDue && <Loader className={classes.wait} size={14} color="currentColor" />
}

/**
 * The symbol for play, or for pause while it `sounds`. It stays the same element, because a new one
 * in a row lays out the whole table again, and Chromium keeps 60 kB each time (measured with 100
 * rows).
 */
export function PlaySymbol({ sounds }: { sounds: boolean }) {
  return <i className={classes.symbol} data-sounds={sounds || undefined} />
}
