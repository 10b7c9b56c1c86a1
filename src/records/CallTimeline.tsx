import { useTranslations } from 'use-intl'
import { type CallRecord, totalSeconds } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'
import { CallTime } from './CallTime.tsx'
import classes from './CallTimeline.module.css'
import { ReasonBadge } from './ReasonBadge.tsx'

/**
 * Draws ringing, talk and end to scale, with the figures beside. Shows nothing for a call with
 * missing or contradictory times.
 */
export function CallTimeline({ call, timeZone }: { call: CallRecord; timeZone: string }) {
  const t = useTranslations('records')
  const { waitSeconds, answeredAt } = call
  const total = totalSeconds(call)
  if (waitSeconds === null || total === null || total < waitSeconds) return null
  const talkSeconds = total - waitSeconds
  const ring = formatDuration(waitSeconds)
  const talk = formatDuration(talkSeconds)
  return (
    <figure className={classes.figure} aria-label={t('timeline')}>
      <div
        className={classes.bar}
        role="img"
        aria-label={
          answeredAt ? t('timelineLabel', { ring, talk }) : t('timelineUnanswered', { ring })
        }
      >
        <span className={classes.ring} style={{ flexGrow: Math.max(waitSeconds, 1) }} />
        {answeredAt && (
          <span className={classes.talk} style={{ flexGrow: Math.max(talkSeconds, 1) }} />
        )}
      </div>
      <ol className={classes.steps}>
        <li data-step="ring">
          <CallTime iso={call.startedAt} timeZone={timeZone} />
          <span>{t('rangFor', { time: ring })}</span>
        </li>
        {answeredAt && (
          <li data-step="talk">
            <CallTime iso={answeredAt} timeZone={timeZone} />
            <span>{t('talkedFor', { time: talk })}</span>
          </li>
        )}
        <li data-step="end">
          <CallTime iso={call.endedAt} timeZone={timeZone} />
          <ReasonBadge call={call} />
        </li>
      </ol>
    </figure>
  )
}
