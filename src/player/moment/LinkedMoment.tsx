import { Alert, Button, Text } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { RequestFailure } from '../../api/client.ts'
import type { Player } from '../create-player.ts'
import classes from './LinkedMoment.module.css'
import { type Moment, type MomentView, useLinkedMoment } from './use-linked-moment.ts'

interface LinkedMomentProps {
  player: Player
  moment: Moment
  view: MomentView
  /** Leaves it at the list. */
  onClose: () => void
}

/** The call that a link leads to: opened where it is listed, said where it is not. */
export function LinkedMoment({ player, moment, view, onClose }: LinkedMomentProps) {
  const t = useTranslations()
  const { outcome, retry } = useLinkedMoment(player, moment, view)
  return (
    <>
      <div className={classes.said} aria-live="polite">
        {outcome === 'looking' && t('player.moment.looking')}
      </div>
      {outcome === 'missing' && (
        <Alert
          role="alert"
          className={classes.notice}
          variant="default"
          title={t('player.moment.missing')}
          withCloseButton
          closeButtonLabel={t('player.history.close')}
          onClose={onClose}
        >
          {t('player.moment.missingHint')}
        </Alert>
      )}
      {outcome instanceof RequestFailure && (
        <Alert
          role="alert"
          className={classes.notice}
          color="red"
          title={t('player.moment.failed')}
        >
          <Text size="sm">{t(`problem.${outcome.code}.what`, { key: outcome.detail ?? '' })}</Text>
          <Button mt="sm" size="compact-sm" color="red" onClick={retry}>
            {t('failure.tryAgain')}
          </Button>
        </Alert>
      )}
    </>
  )
}
