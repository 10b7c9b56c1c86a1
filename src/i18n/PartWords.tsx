import type { ReactNode } from 'react'
import { IntlProvider, type Messages, useLocale, useMessages } from 'use-intl'
import { PART_WORDS } from './part-words.ts'

/** Adds the words that load with a part of the page. Only lazy parts may import it. */
export function PartWords({ children }: { children: ReactNode }) {
  const locale = useLocale()
  const messages = { ...useMessages(), ...PART_WORDS[locale] } as Messages
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  )
}
