import { ActionIcon } from '@mantine/core'
import { IconPlayerSkipBackFilled, IconPlayerSkipForwardFilled } from '@tabler/icons-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Queue } from './create-queue.ts'
import type { Step } from './find-recorded.ts'
import classes from './QueueButtons.module.css'

const SYMBOLS = { '-1': IconPlayerSkipBackFilled, 1: IconPlayerSkipForwardFilled }

/** To the recorded call before and to the next, with the button that plays between them. */
export function QueueButtons({ queue, children }: { queue: Queue; children: ReactNode }) {
  return (
    <div className={classes.root}>
      <StepButton queue={queue} step={-1} />
      {children}
      <StepButton queue={queue} step={1} />
    </div>
  )
}

/** At the end it stays a button that has the focus, and does nothing. */
function StepButton({ queue, step }: { queue: Queue; step: Step }) {
  const t = useTranslations('player')
  const state = useSyncExternalStore(queue.subscribe, queue.getState)
  const StepIcon = SYMBOLS[step]
  const isWay = state.step === step
  const isEnd = isWay && state.status === 'end'
  const name = t(step === 1 ? 'next' : 'previous')
  return (
    <ActionIcon
      variant="subtle"
      radius="xl"
      aria-label={name}
      title={name}
      aria-disabled={isEnd || undefined}
      {...(isEnd && { 'data-disabled': true })}
      aria-busy={(isWay && state.status === 'looking') || undefined}
      onClick={() => queue.go(step)}
    >
      <StepIcon size={16} />
    </ActionIcon>
  )
}
