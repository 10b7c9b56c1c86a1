import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { FailureCode } from '../api/client.ts'
import { useTakenFocus } from './use-taken-focus.ts'

interface ExportProgressProps {
  rows: number
  /** `null` before the first answer. */
  total: number | null
  /** Why it waits before it asks again. */
  trouble: FailureCode | null
  onCancel: () => void
}

/** How far a running export is. Only the bar tells it, so that no one has to hear every page. */
export function ExportProgress({ rows, total, trouble, onCancel }: ExportProgressProps) {
  const t = useTranslations()
  const button = useTakenFocus()
  const soFar = total === null ? t('export.starting') : t('export.soFar', { count: rows, total })
  const known = total ? { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': rows } : {}
  return (
    <Stack gap="xs">
      <Text>{soFar}</Text>
      <Progress.Root
        size="lg"
        role="progressbar"
        aria-label={t('export.progress')}
        aria-valuetext={soFar}
        {...known}
      >
        <Progress.Section value={total ? (rows / total) * 100 : 0} withAria={false} />
      </Progress.Root>
      <Text size="sm">
        {trouble
          ? t('export.waiting', { problem: t(`problem.${trouble}.what`, { key: '' }) })
          : t('export.stays')}
      </Text>
      <Group justify="flex-end">
        <Button ref={button} variant="default" onClick={onCancel}>
          {t('export.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
