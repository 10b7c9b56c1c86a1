import { useTranslations } from 'use-intl'
import { type CallRecord, totalSeconds } from '../calls/call.ts'
import { formatDuration } from '../i18n/duration.ts'
import { CallTime } from './CallTime.tsx'
import classes from './CallTimeline.module.css'
import { ReasonBadge } from './ReasonBadge.tsx'

/** The phases of a call, in seconds. */
export interface TimelineParts {
  ring: number
  /** Between the answer and the end; 0 for an unanswered call. */
  talk: number
  answered: boolean
}

/** Returns the phases of a call, or `null` if its times are missing or contradictory. */
export function timelineParts(call: CallRecord): TimelineParts | null {
  const ring = call.waitSeconds
  const total = totalSeconds(call)
  if (ring === null || total === null || total < ring) return null
  return { ring, talk: total - ring, answered: call.answeredAt !== null }
}

/** Draws ringing, talk and end to scale, with the figures beside. */
export function CallTimeline({ call, timeZone }: { call: CallRecord; timeZone: string }) {
  const t = useTranslations('records')
  const parts = timelineParts(call)
  if (!parts) return null
  const ring = formatDuration(parts.ring)
  const talk = formatDuration(parts.talk)
  return (
    <figure className={classes.figure} aria-label={t('timeline')}>
      <div
        className={classes.bar}
        role="img"
        aria-label={
          parts.answered ? t('timelineLabel', { ring, talk }) : t('timelineUnanswered', { ring })
        }
      >
        <span className={classes.ring} style={{ flexGrow: Math.max(parts.ring, 1) }} />
        {parts.answered && (
          <span className={classes.talk} style={{ flexGrow: Math.max(parts.talk, 1) }} />
        )}
      </div>
      <ol className={classes.steps}>
        <li data-step="ring">
          <CallTime iso={call.startedAt} timeZone={timeZone} />
          <span>{t('rangFor', { time: ring })}</span>
        </li>
        {parts.answered && (
          <li data-step="talk">
            <CallTime iso={call.answeredAt} timeZone={timeZone} />
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
