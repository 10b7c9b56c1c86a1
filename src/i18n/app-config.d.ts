import type { en } from './en.ts'
import type { Locale } from './locales.ts'
import type { PART_WORDS } from './part-words.ts'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    /** The second ones are there inside `PartWords` only. */
    Messages: typeof en & (typeof PART_WORDS)['en']
  }
}
