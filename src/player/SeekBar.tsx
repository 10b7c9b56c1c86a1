import {
  type CSSProperties,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
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

function timesOf(elapsed: number, total: number | null) {
  return {
    elapsed: formatDuration(elapsed),
    total: total === null ? '–:––' : formatDuration(total),
  }
}

/**
 * Elapsed time, the slider, total time. A drag shows where it will go, and goes there at its end.
 * While the slider has the focus, its text changes by the user's own moves alone: a screen reader
 * would read out every second.
 */
export function SeekBar({ player }: { player: Player }) {
  const t = useTranslations('player')
  const elapsed = usePlayer(player, (state) => state.elapsed)
  const buffered = usePlayer(player, (state) => state.buffered)
  const total = usePlayer(player, (state) => state.total)
  const canSeek = usePlayer(player, (state) => state.canSeek)
  const callId = usePlayer(player, (state) => state.call?.id)
  /** Of the call that it began with: the slider itself stays, and so does the focus on it. */
  const [drag, setDrag] = useState<{ callId: string | undefined; at: number } | null>(null)
  /** The text of the slider while it has the focus. */
  const [said, setSaid] = useState<{ callId: string | undefined; text: string } | null>(null)
  const slider = useRef<HTMLInputElement>(null)

  /** Takes the present position for the text, if the slider has the focus. */
  const say = useEffectEvent(() => {
    const { elapsed: at, total: of, call } = player.getState()
    if (slider.current !== document.activeElement) return
    setSaid({ callId: call?.id, text: t('position', timesOf(at, of)) })
  })
  useEffect(() => {
    // React's onChange is the `input` event; the browser's own `change` comes at the end of a drag
    const commit = (event: Event) => {
      player.seek(Number((event.currentTarget as HTMLInputElement).value))
      setDrag(null)
      say()
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
    say()
  }

  const shown = drag?.callId === callId ? (drag?.at ?? elapsed) : elapsed
  const end = Math.max(total ?? 0, shown, 1)
  const times = timesOf(shown, total)
  const text = t('position', times)
  if (said && said.callId !== callId) setSaid({ callId, text })
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
        aria-valuetext={drag ? text : (said?.text ?? text)}
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
        onKeyUp={say} // other keys of the player move it too
        onFocus={say}
        onBlur={() => setSaid(null)}
      />
      <bdi className={`${classes.time} ${classes.total}`}>{times.total}</bdi>
    </div>
  )
}
