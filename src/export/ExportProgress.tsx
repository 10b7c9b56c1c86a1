import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { RunningExport } from './create-export.ts'
import { useSpan } from './use-span.ts'
import { useTakenFocus } from './use-taken-focus.ts'

interface ExportProgressProps {
  state: RunningExport
  onPause: () => void
  onResume: () => void
  onCancel: () => void
}

/** How far a running export is. Only the bar tells it, so that no one has to hear every page. */
export function ExportProgress({ state, onPause, onResume, onCancel }: ExportProgressProps) {
  const t = useTranslations('export')
  const button = useTakenFocus()
  const { rows, total, isPaused } = state
  const soFar = total === null ? t('starting') : t('soFar', { count: rows, total })
  const known = total ? { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': rows } : {}
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text>{soFar}</Text>
        <Text size="sm" c="dimmed">
          <PaceWords {...state} />
        </Text>
      </Group>
      <Progress.Root
        size="lg"
        role="progressbar"
        aria-label={t('progress')}
        aria-valuetext={soFar}
        transitionDuration={0}
        {...known}
      >
        <Progress.Section value={total ? (rows / total) * 100 : 0} withAria={false} />
      </Progress.Root>
      <Text size="sm">
        <Condition {...state} />
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={isPaused ? onResume : onPause}>
          {t(isPaused ? 'resume' : 'pause')}
        </Button>
        <Button ref={button} variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Whether every call was read, and only their number is left to be sure of. */
const isRead = ({ rows, total }: RunningExport) => total !== null && total > 0 && rows >= total

/** No digit that soon changes, but always one: long recordings take seconds each. */
const roundedRate = (perSecond: number) =>
  perSecond < 10 ? Number(perSecond.toPrecision(perSecond < 1 ? 1 : 2)) : Math.round(perSecond)

/** How fast it goes, while it does. */
function PaceWords(state: RunningExport) {
  const t = useTranslations('export')
  const span = useSpan()
  const { pace, isPaused, trouble } = state
  if (!pace || isPaused || trouble || isRead(state)) return null
  return t('pace', { rate: roundedRate(pace.perSecond), span: span(pace.secondsLeft) })
}

function Condition(state: RunningExport) {
  const t = useTranslations()
  const { isPaused, trouble } = state
  if (isPaused) return t('export.paused')
  if (!trouble) return t(isRead(state) ? 'export.checking' : 'export.stays')
  return t('export.waiting', { problem: t(`problem.${trouble}.what`, { key: '' }) })
}
