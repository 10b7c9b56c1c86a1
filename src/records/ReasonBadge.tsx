import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import { HANGUP_REASONS, HANGUP_TONES, isKnown } from '../calls/call-codes.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './ReasonBadge.module.css'
import { ToneIcon } from './ToneIcon.tsx'

/** How a call ended, at a glance; the SIP code and who hung up on a closer look. */
export function ReasonBadge({ call }: { call: CallRecord }) {
  const t = useTranslations('records')
  const words = useWords()
  const { hangupReason, hungUpBy, sipCode } = call
  if (hangupReason === null) return null
  const tone = isKnown(HANGUP_REASONS, hangupReason) ? HANGUP_TONES[hangupReason] : undefined
  const tip = [
    sipCode && t('sip', { code: sipCode }),
    hungUpBy !== null && t('hungUpByTip', { who: words.hungUpBy(hungUpBy) }),
  ].filter(Boolean)
  return (
    <span className={classes.badge} data-tone={tone} data-tip={tip.join(' · ') || undefined}>
      {tone && <ToneIcon tone={tone} />}
      {words.hangupReason(hangupReason)}
    </span>
  )
}
