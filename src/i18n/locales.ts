import type { Messages } from './messages.ts'

/** Languages by their own names, in the order of the menu. */
export const LOCALES = { en: 'English', 'zh-CN': '简体中文' } as const
export type Locale = keyof typeof LOCALES

const STORAGE_KEY = 'callboard.locale'

const loaders: Record<Locale, () => Promise<Messages>> = {
  en: () => import('./en.ts').then((module) => module.en),
  'zh-CN': () => import('./zh-CN.ts').then((module) => module.zhCN),
}

/** Loads the messages of one language; each is a chunk of its own. */
export function loadMessages(locale: Locale): Promise<Messages> {
  return loaders[locale]()
}

function isLocale(value: string | null): value is Locale {
  return value !== null && Object.hasOwn(LOCALES, value)
}

/** Returns the first supported language of `preferred` (BCP 47). Any Chinese becomes Simplified. */
export function matchLocale(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    if (isLocale(tag)) return tag
    const language = tag.split('-')[0]?.toLowerCase()
    const match = Object.keys(LOCALES).find((have) => have.split('-')[0] === language)
    if (isLocale(match ?? null)) return match as Locale
  }
  return 'en'
}

/** Returns the language stored on this computer, or else the browser's. */
export function initialLocale(): Locale {
  const chosen = readChosen()
  return isLocale(chosen) ? chosen : matchLocale(navigator.languages)
}

function readChosen(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    return null // storage may be forbidden
  }
}

/** Stores the choice if the browser allows it. */
export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale)
  } catch {
    // without storage the choice lasts as long as the page
  }
}
