import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import type { Notes } from './create-notes.ts'

/** Says that notes are only in this page, and what to do before it is closed. */
export function UnkeptNotice({ notes }: { notes: Notes }) {
  const t = useTranslations('notes')
  const count = useSyncExternalStore(notes.subscribe, notes.unkept)
  if (count === 0) return null
  return (
    <Alert color="red" p="xs" icon={<IconAlertTriangle aria-hidden />} title={t('unkept')}>
      {t('unkeptHint', { count })}
    </Alert>
  )
}
