import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY, isKnown } from '../calls/call-codes.ts'

/** The names of call codes in the current language. */
export interface Words {
  hangupReason: (code: number) => string
  callType: (code: number) => string
  hungUpBy: (code: number) => string
}

/** Returns the names of call codes. An unknown code shows its number. */
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
