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

/** How fast it goes, while it does. */
function PaceWords({ pace, isPaused, trouble }: RunningExport) {
  const t = useTranslations('export')
  const span = useSpan()
  if (!pace || isPaused || trouble) return null
  return t('pace', { rate: Math.round(pace.perSecond), span: span(pace.secondsLeft) })
}

function Condition({ isPaused, trouble }: RunningExport) {
  const t = useTranslations()
  if (isPaused) return t('export.paused')
  if (!trouble) return t('export.stays')
  return t('export.waiting', { problem: t(`problem.${trouble}.what`, { key: '' }) })
}
