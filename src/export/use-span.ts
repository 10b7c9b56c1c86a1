import { useTranslations } from 'use-intl'

/** Seconds up to here are said as such, in steps of five from ten on. */
const MINUTE = 60

/** Says a length of time roughly: `40 s`, `5 min`, `1.5 h`. */
export function useSpan(): (seconds: number) => string {
  const t = useTranslations('export')
  return (seconds) => {
    if (seconds < 10) return t('seconds', { count: Math.max(1, Math.round(seconds)) })
    if (seconds < 1.5 * MINUTE) return t('seconds', { count: 5 * Math.round(seconds / 5) })
    if (seconds < 90 * MINUTE) return t('minutes', { count: Math.round(seconds / MINUTE) })
    return t('hours', { count: Math.round(seconds / MINUTE / 6) / 10 })
  }
}
