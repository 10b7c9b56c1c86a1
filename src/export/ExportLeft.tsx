import { Alert, Button, Group } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { ExportPlan } from './plan.ts'

interface ExportLeftProps {
  plan: ExportPlan
  onContinue: () => void
  onDrop: () => void
}

/** An export that was broken off: it can go on from the last part of it that was whole. */
export function ExportLeft({ plan, onContinue, onDrop }: ExportLeftProps) {
  const t = useTranslations('export')
  return (
    <Alert mb="md" icon={<IconHistory aria-hidden />} title={t('left')}>
      {t('leftHint', { name: plan.name })}
      <Group mt="sm" gap="xs">
        <Button data-autofocus size="compact-sm" onClick={onContinue}>
          {t('continue')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDrop}>
          {t('drop')}
        </Button>
      </Group>
    </Alert>
  )
}
