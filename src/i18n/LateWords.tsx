import { type ReactNode, use } from 'react'
import { IntlProvider, type Messages, useLocale, useMessages } from 'use-intl'
import type { Locale } from './locales.ts'
import type { LateMessages } from './messages.ts'

const loaders: Record<Locale, () => Promise<LateMessages>> = {
  en: () => import('./en-late.ts').then((module) => module.enLate),
  'zh-CN': () => import('./zh-CN-late.ts').then((module) => module.zhCNLate),
}
const asked = new Map<Locale, Promise<LateMessages>>()

/**
 * The late words of one language, requested once. A failure stays until it is renewed: rendering
 * what requested them again would do so without end.
 */
function lateMessages(locale: Locale): Promise<LateMessages> {
  const known = asked.get(locale)
  if (known) return known
  const words = loaders[locale]().catch((cause: unknown) => {
    const renew = () => void asked.delete(locale)
    throw Object.assign(new Error('Some words did not load', { cause }), { renew })
  })
  asked.set(locale, words)
  words.then(
    // React reads these of a promise; without them it suspends for a frame where it is settled.
    (value) => Object.assign(words, { status: 'fulfilled', value }),
    () => undefined,
  )
  return words
}

/** Loads the late words of one language ahead; after a failure the next call requests them again. */
export async function loadLateMessages(locale: Locale): Promise<void> {
  const words = lateMessages(locale)
  await words.catch((error: unknown) => {
    if (asked.get(locale) === words) asked.delete(locale)
    throw error
  })
}

/** Adds the words that are not loaded with the page; suspends until they are there. */
export function LateWords({ children }: { children: ReactNode }) {
  const locale = useLocale()
  const messages = { ...useMessages(), ...use(lateMessages(locale)) }
  return (
    <IntlProvider locale={locale} messages={messages as Messages}>
      {children}
    </IntlProvider>
  )
}
