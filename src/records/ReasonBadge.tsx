import { IconAlertTriangle, IconCheck, IconPhoneX } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import type { CallRecord } from '../calls/call.ts'
import type { Outcome } from '../calls/call-codes.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './ReasonBadge.module.css'

/** Outcomes differ by shape too, never by colour alone (WCAG 1.4.1). */
export const OUTCOME_ICONS: Record<Exclude<Outcome, 'unknown'>, typeof IconCheck> = {
  answered: IconCheck,
  missed: IconPhoneX,
  failed: IconAlertTriangle,
}

/** Shows how a call ended; a tooltip adds the SIP code and who hung up. */
export function ReasonBadge({ call }: { call: CallRecord }) {
  const t = useTranslations('records')
  const words = useWords()
  const { hangupReason, hungUpBy, sipCode } = call
  const outcome = call.outcome === 'unknown' ? undefined : call.outcome
  if (hangupReason === null) return null
  const tip = [
    sipCode && t('sip', { code: sipCode }),
    hungUpBy !== null && t('hungUpByTip', { who: words.hungUpBy(hungUpBy) }),
  ].filter(Boolean)
  const Icon = outcome && OUTCOME_ICONS[outcome]
  return (
    <span className={classes.badge} data-outcome={outcome} data-tip={tip.join(' · ') || undefined}>
      {Icon && <Icon size={14} stroke={2} aria-hidden />}
      {words.hangupReason(hangupReason)}
    </span>
  )
}
