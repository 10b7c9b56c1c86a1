import { ActionIcon } from '@mantine/core'
import {
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { JUMP_SECONDS, useCommands } from './keyboard-shortcuts.ts'
import { PlaySymbol } from './PlayButton.tsx'
import { usePlayer, usePlayerApi } from './PlayerProvider.tsx'
import { isSounding } from './player-state.ts'
import type { Queue } from './queue/create-queue.ts'
import type { Step } from './queue/find-recorded.ts'

interface PlayButtonsProps {
  queue: Queue
  /** The button that plays and pauses. */
  ref?: Ref<HTMLButtonElement>
}

/** The buttons previous, back, play, forward and next. */
export function PlayButtons({ queue, ref }: PlayButtonsProps) {
  const t = useTranslations('player')
  const player = usePlayerApi()
  const sounds = usePlayer((state) => isSounding(state.status))
  return (
    <>
      <StepButton queue={queue} step={-1} />
      <SeekButton by={-1} />
      <ActionIcon
        ref={ref}
        size={40}
        radius={40}
        variant="light"
        color="ink"
        aria-label={t(sounds ? 'pause' : 'play')}
        data-play
        onClick={player.toggle}
      >
        <PlaySymbol sounds={sounds} />
      </ActionIcon>
      <SeekButton by={1} />
      <StepButton queue={queue} step={1} />
    </>
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
      radius="xl"
      aria-label={name}
      title={name}
      aria-disabled={isEnd || undefined}
      {...(isEnd && { 'data-disabled': true })}
      aria-busy={(isDirection && state.status === 'searching') || undefined}
      data-step={step}
      onClick={() => queue.go(step)}
    >
      <StepIcon size={16} />
    </ActionIcon>
  )
}

const SEEK_ICONS = { '-1': IconRewindBackward10, 1: IconRewindForward10 }

/** Seeks 10 seconds back or forward. */
function SeekButton({ by }: { by: Step }) {
  const t = useTranslations('player')
  const run = useCommands()
  const canSeek = usePlayer((state) => state.canSeek)
  const SeekIcon = SEEK_ICONS[by]
  const name = t(by === 1 ? 'forward' : 'back', { seconds: `${JUMP_SECONDS}` })
  return (
    <ActionIcon
      radius="xl"
      aria-label={name}
      title={canSeek ? name : t('noSeek')}
      aria-disabled={!canSeek || undefined}
      {...(!canSeek && { 'data-disabled': true })}
      data-seek
      onClick={() => canSeek && run({ does: 'seekBy', seconds: by * JUMP_SECONDS })}
    >
      <SeekIcon size={18} stroke={1.6} />
    </ActionIcon>
  )
}
