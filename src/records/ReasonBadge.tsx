import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { HUNG_UP_BY, isKnown } from '../calls/call-codes.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import classes from './ReasonBadge.module.css'

type Translate = ReturnType<typeof useTranslations<never>>

/** Returns who hung up as `data-by`, and as a tooltip with the SIP code. */
export function reasonAttributes({ hungUpBy, sipCode }: CallRecord, words: Words, t: Translate) {
  const tip = [
    sipCode && t('records.sip', { code: sipCode }),
    hungUpBy !== null && t('records.hungUpByTip', { who: words.hungUpBy(hungUpBy) }),
  ].filter(Boolean)
  const isShown = hungUpBy !== null && isKnown(HUNG_UP_BY, hungUpBy)
  return {
    'data-by': isShown ? t(`records.by.${hungUpBy}`) : undefined,
    'data-tip': tip.join(' · ') || undefined,
  }
}

/**
 * Renders how a call ended: the official reason, with the colour and the icon of its outcome. Called
 * as a function for each row of the table, because a component for each cell takes time.
 */
export function renderReason({ hangupReason, outcome }: CallRecord, words: Words) {
  if (hangupReason === null) return null
  return (
    <span className={classes.badge} data-outcome={outcome === 'unknown' ? undefined : outcome}>
      {words.hangupReason(hangupReason)}
    </span>
  )
}

/** Shows how a call ended; a tooltip adds the SIP code and who hung up. */
export function ReasonBadge({ call }: { call: CallRecord }) {
  const words = useWords()
  const t = useTranslations()
  if (call.hangupReason === null) return null
  return (
    <span className={classes.reason} {...reasonAttributes(call, words, t)}>
      {renderReason(call, words)}
    </span>
  )
}
