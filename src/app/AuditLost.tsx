import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { PartWords } from '../i18n/PartWords.tsx'

interface AuditLostProps {
  /** Events that the log has lost. */
  count: number
  /** Opens the log. */
  onOpen: () => void
}

/** Shows administrators that the audit log loses events. */
export function AuditLost(props: AuditLostProps) {
  return (
    <PartWords>
      <Warning {...props} />
    </PartWords>
  )
}

function Warning({ count, onOpen }: AuditLostProps) {
  const t = useTranslations('audit')
  return (
    <Button
      variant="light"
      color="red"
      aria-haspopup="dialog"
      title={t('lost', { count })}
      leftSection={<IconAlertTriangle size={16} aria-hidden />}
      onClick={onOpen}
    >
      {t('lostShort')}
    </Button>
  )
}
