import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { formatDuration } from '../i18n/duration.ts'
import type { Player } from './create-player.ts'
import { sliderHandOf } from './hands.ts'
import classes from './SeekBar.module.css'
import { perform } from './use-hands.ts'
import { usePlayer } from './use-player.ts'

function percent(seconds: number, total: number): string {
  return `${Math.min(seconds / total, 1) * 100}%`
}

/** Elapsed time, the slider, total time. A drag shows where it will go, and goes there at its end. */
export function SeekBar({ player }: { player: Player }) {
  const t = useTranslations('player')
  const elapsed = usePlayer(player, (state) => state.elapsed)
  const buffered = usePlayer(player, (state) => state.buffered)
  const total = usePlayer(player, (state) => state.total)
  const canSeek = usePlayer(player, (state) => state.canSeek)
  const callId = usePlayer(player, (state) => state.call?.id)
  /** Of the call that it began with: the slider itself stays, and so does the focus on it. */
  const [drag, setDrag] = useState<{ callId: string | undefined; at: number } | null>(null)
  const slider = useRef<HTMLInputElement>(null)

  useEffect(() => {
    // React's onChange is the `input` event; the browser's own `change` comes at the end of a drag
    const commit = (event: Event) => {
      player.seek(Number((event.currentTarget as HTMLInputElement).value))
      setDrag(null)
    }
    const node = slider.current
    node?.addEventListener('change', commit)
    return () => node?.removeEventListener('change', commit)
  }, [player])

  function seekByKey(event: KeyboardEvent): void {
    const hand = sliderHandOf(event)
    if (!hand) return
    event.preventDefault()
    perform(player, hand)
  }

  const shown = drag?.callId === callId ? (drag?.at ?? elapsed) : elapsed
  const end = Math.max(total ?? 0, shown, 1)
  const times = {
    elapsed: formatDuration(shown),
    total: total === null ? '–:––' : formatDuration(total),
  }
  return (
    <div className={classes.root}>
      <bdi className={`${classes.time} ${classes.elapsed}`}>{times.elapsed}</bdi>
      <input
        ref={slider}
        className={classes.slider}
        type="range"
        min={0}
        max={end}
        step="any"
        value={shown}
        disabled={total === null || !canSeek}
        title={canSeek ? undefined : t('noSeek')}
        aria-label={t('seek')}
        aria-valuetext={t('position', times)}
        style={
          {
            '--played': percent(shown, end),
            '--buffered': percent(buffered, end),
          } as CSSProperties
        }
        onChange={(event) => {
          if (event.nativeEvent.type === 'input')
            setDrag({ callId, at: Number(event.currentTarget.value) })
        }}
        onKeyDown={seekByKey}
      />
      <bdi className={`${classes.time} ${classes.total}`}>{times.total}</bdi>
    </div>
  )
}
