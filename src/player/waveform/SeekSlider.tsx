import { type CSSProperties, type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../../i18n/duration.ts'
import { sliderCommandOf, useCommands } from '../keyboard-shortcuts.ts'
import { usePlayer, usePlayerApi } from '../PlayerProvider.tsx'
import type { TimeSpan } from '../time-span.ts'
import classes from './SeekSlider.module.css'
import type { useGestures } from './use-gestures.ts'

interface SeekSliderProps {
  /** The time span in view if it is not the complete recording, in seconds. */
  view: TimeSpan | null
  gestures: ReturnType<typeof useGestures>
}

/**
 * The seek bar, which lies over the waveform. A drag seeks when it ends. While the slider has the
 * focus, its text changes only with the user's own moves, because a screen reader reads every change.
 */
export function SeekSlider({ view, gestures }: SeekSliderProps) {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const runCommand = useCommands()
  const elapsed = usePlayer((state) => state.elapsed)
  const buffered = usePlayer((state) => state.buffered)
  const total = usePlayer((state) => state.total)
  const canSeek = usePlayer((state) => state.canSeek)
  const callId = usePlayer((state) => state.call?.id)
  const { slider, isGesture, handlers } = gestures
  /** With the call that it began in, because the slider stays when the call changes. */
  const [drag, setDrag] = useState<{ callId: string | undefined; at: number } | null>(null)
  /** The text of the slider while it has the focus. */
  const [spoken, setSpoken] = useState<{ callId: string | undefined; text: string } | null>(null)

  /** Updates the text to the present position if the slider has the focus. */
  const updateText = useEffectEvent(() => {
    const { elapsed: at, total: of, call } = player.getState()
    if (slider.current !== document.activeElement) return
    setSpoken({ callId: call?.id, text: t('position', timesOf(at, of)) })
  })
  useEffect(() => {
    // React's onChange is the `input` event; the native `change` comes when a drag ends
    const commit = (event: Event) => {
      setDrag(null)
      if (isGesture.current) return
      player.seek(Number((event.currentTarget as HTMLInputElement).value))
      updateText()
    }
    const node = slider.current
    node?.addEventListener('change', commit)
    return () => node?.removeEventListener('change', commit)
  }, [player, slider, isGesture])

  function seekByKey(event: KeyboardEvent): void {
    const command = sliderCommandOf(event)
    if (!command) return
    event.preventDefault()
    runCommand(command)
    updateText()
  }

  const shown = drag?.callId === callId ? (drag?.at ?? elapsed) : elapsed
  const { from, to } = view ?? { from: 0, to: Math.max(total ?? 0, shown, 1) }
  const percent = (second: number) =>
    `${Math.min(Math.max((second - from) / (to - from), 0), 1) * 100}%`
  const text = t('position', timesOf(shown, total))
  if (spoken && spoken.callId !== callId) setSpoken({ callId, text })
  return (
    <input
      ref={slider}
      className={classes.slider}
      type="range"
      min={from}
      max={to}
      step="any"
      value={shown}
      disabled={total === null || !canSeek}
      title={canSeek ? undefined : t('noSeek')}
      aria-label={t('seek')}
      aria-valuetext={drag ? text : (spoken?.text ?? text)}
      data-away={shown < from || shown > to || undefined}
      style={{ '--played': percent(shown), '--buffered': percent(buffered) } as CSSProperties}
      {...handlers}
      onChange={(event) => {
        if (event.nativeEvent.type === 'input' && !isGesture.current)
          setDrag({ callId, at: Number(event.currentTarget.value) })
      }}
      onKeyDown={seekByKey}
      onKeyUp={updateText} // shortcuts of the player move it too
      onFocus={updateText}
      onBlur={() => setSpoken(null)}
    />
  )
}

function timesOf(elapsed: number, total: number | null) {
  return {
    elapsed: formatDuration(elapsed),
    total: total === null ? '–:––' : formatDuration(total),
  }
}

/** The elapsed time and, in smaller letters, the total. */
export function Times() {
  const elapsed = usePlayer((state) => Math.floor(state.elapsed))
  const total = usePlayer((state) => state.total)
  const times = timesOf(elapsed, total)
  return (
    <div className={classes.times}>
      <bdi className={classes.elapsed}>{times.elapsed}</bdi>
      <bdi>{times.total}</bdi>
    </div>
  )
}
