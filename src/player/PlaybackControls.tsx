import { ActionIcon } from '@mantine/core'
import { IconPlayerSkipBackFilled, IconPlayerSkipForwardFilled } from '@tabler/icons-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { formatDuration } from '../i18n/duration.ts'
import { sliderCommandOf, useCommands } from './keyboard-shortcuts.ts'
import { PlaySymbol } from './PlayButton.tsx'
import classes from './PlaybackControls.module.css'
import { usePlayer, usePlayerApi } from './PlayerProvider.tsx'
import { isSounding } from './player-state.ts'
import type { Queue } from './queue/create-queue.ts'
import type { Step } from './queue/find-recorded.ts'

interface PlayButtonsProps {
  queue: Queue
  /** The button that plays and pauses. */
  ref?: Ref<HTMLButtonElement>
}

/** The buttons previous, play and next. */
export function PlayButtons({ queue, ref }: PlayButtonsProps) {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const sounds = usePlayer((state) => isSounding(state.status))
  return (
    <div className={classes.buttons}>
      <StepButton queue={queue} step={-1} />
      <ActionIcon
        ref={ref}
        size="lg"
        radius="xl"
        variant="filled"
        aria-label={t(sounds ? 'pause' : 'play')}
        onClick={player.toggle}
      >
        <PlaySymbol sounds={sounds} size={18} />
      </ActionIcon>
      <StepButton queue={queue} step={1} />
    </div>
  )
}

const STEP_ICONS = { '-1': IconPlayerSkipBackFilled, 1: IconPlayerSkipForwardFilled }

/** At the end of the list the button does nothing but is not disabled, because it may have focus. */
function StepButton({ queue, step }: { queue: Queue; step: Step }) {
  const t = useTranslations('player')
  const state = useStore(queue)
  const StepIcon = STEP_ICONS[step]
  const isDirection = state.step === step
  const isEnd = isDirection && state.status === 'end'
  const name = t(step === 1 ? 'next' : 'previous')
  return (
    <ActionIcon
      variant="subtle"
      radius="xl"
      aria-label={name}
      title={name}
      aria-disabled={isEnd || undefined}
      {...(isEnd && { 'data-disabled': true })}
      aria-busy={(isDirection && state.status === 'searching') || undefined}
      onClick={() => queue.go(step)}
    >
      <StepIcon size={16} />
    </ActionIcon>
  )
}

/**
 * Elapsed time, slider and total time. A drag seeks when it ends. While the slider has the focus,
 * its text changes only with the user's own moves, because a screen reader reads every change.
 */
export function SeekBar() {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const runCommand = useCommands()
  const elapsed = usePlayer((state) => state.elapsed)
  const buffered = usePlayer((state) => state.buffered)
  const total = usePlayer((state) => state.total)
  const canSeek = usePlayer((state) => state.canSeek)
  const callId = usePlayer((state) => state.call?.id)
  /** With the call that it began in, because the slider stays when the call changes. */
  const [drag, setDrag] = useState<{ callId: string | undefined; at: number } | null>(null)
  /** The text of the slider while it has the focus. */
  const [spoken, setSpoken] = useState<{ callId: string | undefined; text: string } | null>(null)
  const slider = useRef<HTMLInputElement>(null)

  /** Updates the text to the present position if the slider has the focus. */
  const updateText = useEffectEvent(() => {
    const { elapsed: at, total: of, call } = player.getState()
    if (slider.current !== document.activeElement) return
    setSpoken({ callId: call?.id, text: t('position', timesOf(at, of)) })
  })
  useEffect(() => {
    // React's onChange is the `input` event; the native `change` comes when a drag ends
    const commit = (event: Event) => {
      player.seek(Number((event.currentTarget as HTMLInputElement).value))
      setDrag(null)
      updateText()
    }
    const node = slider.current
    node?.addEventListener('change', commit)
    return () => node?.removeEventListener('change', commit)
  }, [player])

  function seekByKey(event: KeyboardEvent): void {
    const command = sliderCommandOf(event)
    if (!command) return
    event.preventDefault()
    runCommand(command)
    updateText()
  }

  const shown = drag?.callId === callId ? (drag?.at ?? elapsed) : elapsed
  const end = Math.max(total ?? 0, shown, 1)
  const times = timesOf(shown, total)
  const text = t('position', times)
  if (spoken && spoken.callId !== callId) setSpoken({ callId, text })
  return (
    <div className={classes.seekBar}>
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
        aria-valuetext={drag ? text : (spoken?.text ?? text)}
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
        onKeyUp={updateText} // shortcuts of the player move it too
        onFocus={updateText}
        onBlur={() => setSpoken(null)}
      />
      <bdi className={`${classes.time} ${classes.total}`}>{times.total}</bdi>
    </div>
  )
}

function percent(seconds: number, total: number): string {
  return `${Math.min(seconds / total, 1) * 100}%`
}

function timesOf(elapsed: number, total: number | null) {
  return {
    elapsed: formatDuration(elapsed),
    total: total === null ? '–:––' : formatDuration(total),
  }
}
