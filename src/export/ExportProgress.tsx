import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { RequestFailure } from '../api/client.ts'
import type { Coverage } from '../calls/call.ts'
import classes from './export.module.css'

/** The result of the last export. */
export type ExportOutcome =
  | { kind: 'started'; count: number }
  | { kind: 'cancelled' }
  /** Nothing more comes, although the view is not complete. */
  | { kind: 'incomplete'; coverage: Coverage }
  | { kind: 'failed'; failure: RequestFailure }

/**
 * Focuses a new button if the focused one has disappeared, so that the keyboard still works. It does
 * not scroll, because the outcome stands above the button.
 */
export function useTakenFocus(): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true })
  }, [])
  return button
}

interface ExportProgressProps {
  /** `null` until the first answer. */
  coverage: Coverage | null
  /** `null` during a pause. */
  onPause: (() => void) | null
  onResume: () => void
  onCancel: () => void
}

/** The progress of reading. It is no live region, because it changes too often. */
export function ExportProgress({ coverage, onPause, onResume, onCancel }: ExportProgressProps) {
  const t = useTranslations('export')
  const button = useTakenFocus()
  const { read = 0, total = null } = coverage ?? {}
  const soFar = total === null ? t('starting') : t('soFar', { count: read, total })
  const known =
    total === null ? {} : { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': read }
  return (
    <>
      <p className={classes.soFar}>{soFar}</p>
      <div
        className={classes.progress}
        role="progressbar"
        aria-label={t('progress')}
        aria-valuetext={soFar}
        {...known}
      >
        <div style={{ inlineSize: `${total ? (read / total) * 100 : 0}%` }} />
      </div>
      <p className={classes.stays}>{t(onPause ? 'stays' : 'paused')}</p>
      <div className={classes.foot}>
        <Button variant="subtle" onClick={onPause ?? onResume}>
          {t(onPause ? 'pause' : 'resume')}
        </Button>
        <Button ref={button} variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </>
  )
}

interface ExportResultProps {
  outcome: ExportOutcome | null
  onTryAgain: () => void
  /** Exports an incomplete view. */
  onAccept: () => void
}

/** Shows the result of the last export. */
export function ExportResult({ outcome, onTryAgain, onAccept }: ExportResultProps) {
  const t = useTranslations('export')
  const kind = outcome?.kind
  return (
    <>
      {/* Always rendered, because a live region is announced when its text changes. */}
      <p role="status" className={classes.result} data-complete={kind === 'started' || undefined}>
        {kind === 'started' && <IconCheck size={16} aria-hidden />}
        {outcome?.kind === 'started' && t('started', { count: outcome.count })}
        {kind === 'cancelled' && t('cancelled')}
      </p>
      {outcome?.kind === 'failed' && (
        <FailedNotice failure={outcome.failure} onTryAgain={onTryAgain} />
      )}
      {outcome?.kind === 'incomplete' && (
        <IncompleteNotice coverage={outcome.coverage} onTryAgain={onTryAgain} onAccept={onAccept} />
      )}
    </>
  )
}

interface FailedNoticeProps {
  failure: RequestFailure
  onTryAgain: () => void
}

function FailedNotice({ failure, onTryAgain }: FailedNoticeProps) {
  const t = useTranslations()
  const button = useTakenFocus()
  const { code, detail, requestId, vendorStatus } = failure
  return (
    <Alert
      role="alert"
      color="red"
      mt="sm"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`problem.${code}.what`, { key: detail ?? '' })}
    >
      <Text size="sm">{t(`problem.${code}.todo`)}</Text>
      {vendorStatus && detail && (
        <Text size="sm">
          <bdi>{t('failure.detail', { detail })}</bdi>
        </Text>
      )}
      <Group mt="sm" gap="xs">
        <Button ref={button} data-autofocus size="compact-sm" color="red" onClick={onTryAgain}>
          {t('failure.tryAgain')}
        </Button>
        <Text size="xs" style={{ userSelect: 'all' }}>
          {t('failure.code', { code })}
          {requestId && <> · {t('failure.request', { id: requestId })}</>}
        </Text>
      </Group>
    </Alert>
  )
}

interface IncompleteNoticeProps {
  coverage: Coverage
  onTryAgain: () => void
  onAccept: () => void
}

function IncompleteNotice({ coverage, onTryAgain, onAccept }: IncompleteNoticeProps) {
  const t = useTranslations()
  const button = useTakenFocus()
  const { read, total } = coverage
  return (
    <Alert
      role="alert"
      color="red"
      mt="sm"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('export.incomplete', { count: read, total: total ?? read })}
    >
      <Text size="sm">{t('export.incompleteHint')}</Text>
      <Group mt="sm" gap="xs">
        <Button ref={button} data-autofocus size="compact-sm" color="red" onClick={onTryAgain}>
          {t('failure.tryAgain')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onAccept}>
          {t('export.accept')}
        </Button>
      </Group>
    </Alert>
  )
}
