import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY, isKnown } from '../calls/call-codes.ts'

/** The field's words for the vendor's codes, in the language shown. */
export interface Words {
  hangupReason: (code: number) => string
  callType: (code: number) => string
  hungUpBy: (code: number) => string
}

/** Words for codes; a code that has none shows itself and breaks nothing. */
export function useWords(): Words {
  const t = useTranslations()
  return useMemo(
    () => ({
      hangupReason: (code) =>
        isKnown(HANGUP_REASONS, code)
          ? t(`hangupReason.${code}`)
          : t('unknown', { code: `${code}` }),
      callType: (code) =>
        isKnown(CALL_TYPES, code) ? t(`callType.${code}`) : t('unknown', { code: `${code}` }),
      hungUpBy: (code) =>
        isKnown(HUNG_UP_BY, code) ? t(`hungUpBy.${code}`) : t('unknown', { code: `${code}` }),
    }),
    [t],
  )
}
