import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import { type Messages as AllMessages, IntlProvider } from 'use-intl'
import { type Locale, loadMessages, rememberLocale } from './locales.ts'
import type { Messages } from './messages.ts'

const ChooseLocale = createContext<(locale: Locale) => void>(() => {})

interface LocaleProviderProps {
  locale: Locale
  messages: Messages
  children: ReactNode
}

/** Provides the messages and formats of one language, and sets `lang` on the document. */
export function LocaleProvider({ children, ...initial }: LocaleProviderProps) {
  const [{ locale, messages }, setShown] = useState(initial)
  const chosen = useRef(initial.locale)
  const choose = useCallback((next: Locale) => {
    chosen.current = next
    loadMessages(next).then(
      (words) => {
        if (chosen.current !== next) return // another language was chosen meanwhile
        rememberLocale(next)
        setShown({ locale: next, messages: words })
      },
      () => undefined, // without a network the old language stays
    )
  }, [])
  useEffect(() => {
    const root = document.documentElement
    if (root.lang !== locale) root.lang = locale // the same again would restyle the whole page
    document.title = `${messages.app.title} · Callboard`
  }, [locale, messages])
  return (
    <ChooseLocale value={choose}>
      {/* Arguments are typed by the English words, which the check of Messages holds all others to. */}
      {/* The zone only stops a warning: every time shown names the account's zone itself. */}
      <IntlProvider locale={locale} messages={messages as AllMessages} timeZone="UTC">
        {children}
      </IntlProvider>
    </ChooseLocale>
  )
}

/** Switches the language once its messages have loaded. */
export function useChooseLocale(): (locale: Locale) => void {
  return useContext(ChooseLocale)
}
