import { Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import { canTryAgain } from './failure-help.ts'
import classes from './PlayerFailure.module.css'

/** Why it does not play and what to do about it. */
export function PlayerFailure({
  failure,
  onRetry,
}: {
  failure: RequestFailure
  onRetry: () => void
}) {
  const t = useTranslations()
  const { code, detail, requestId } = failure
  return (
    <div role="alert" className={classes.root}>
      <IconAlertCircle className={classes.icon} size={20} aria-hidden />
      <div className={classes.words}>
        <strong>{t(`problem.${code}.what`, { key: detail ?? '' })}</strong>
        <div>{t(`problem.${code}.todo`)}</div>
        <small className={classes.request}>
          {t('failure.code', { code })}
          {requestId && <> · {t('failure.request', { id: requestId })}</>}
        </small>
      </div>
      {canTryAgain(code) && (
        <Button variant="default" size="compact-sm" onClick={onRetry}>
          {t('failure.tryAgain')}
        </Button>
      )}
    </div>
  )
}
