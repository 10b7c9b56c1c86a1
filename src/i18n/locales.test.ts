import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { en } from './en.ts'
import { initialLocale, type Locale, loadMessages, matchLocale, rememberLocale } from './locales.ts'
import { zhCN } from './zh-CN.ts'

// Without this the imports of the next file see the stubs.
afterEach(() => vi.unstubAllGlobals())

test.each<[preferred: string[], expected: Locale]>([
  [['en'], 'en'],
  [['en-GB'], 'en'],
  [['EN-us'], 'en'],
  [['zh-CN'], 'zh-CN'],
  [['zh'], 'zh-CN'],
  [['zh-Hans-CN'], 'zh-CN'],
  [['zh-TW'], 'zh-CN'],
  [['ZH-hk'], 'zh-CN'],
  [['fr-FR', 'zh-CN', 'en'], 'zh-CN'],
  [['fr', 'en-AU', 'zh'], 'en'],
  [['fr', 'de'], 'en'],
  [['zha'], 'en'],
  [['toString', 'constructor'], 'en'],
  [['', '*'], 'en'],
  [[], 'en'],
])('matchLocale chooses for %j the language %s', (preferred, expected) => {
  expect(matchLocale(preferred)).toBe(expected)
})

test('loadMessages loads the messages of each language', async () => {
  expect(await loadMessages('en')).toBe(en)
  expect(await loadMessages('zh-CN')).toBe(zhCN)
})

function memoryStorage(entries: [string, string][] = []) {
  const stored = new Map(entries)
  return {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  }
}

function deny(): never {
  throw new DOMException('denied', 'SecurityError')
}

describe('the initial language', () => {
  it.each<[name: string, storage: object, languages: string[], expected: Locale]>([
    ['the browser’s', memoryStorage(), ['zh-CN'], 'zh-CN'],
    ['the stored one', memoryStorage([['callboard.locale', 'en']]), ['zh-CN'], 'en'],
    ['not an unknown one', memoryStorage([['callboard.locale', 'tlh']]), ['zh'], 'zh-CN'],
    ['the browser’s if storage is forbidden', { getItem: deny }, ['zh'], 'zh-CN'],
  ])('is %s', (_name, storage, languages, expected) => {
    vi.stubGlobal('localStorage', storage)
    vi.stubGlobal('navigator', { languages })
    expect(initialLocale()).toBe(expected)
  })

  it('is the one chosen last', () => {
    vi.stubGlobal('localStorage', memoryStorage())
    vi.stubGlobal('navigator', { languages: ['en'] })
    rememberLocale('zh-CN')
    expect(initialLocale()).toBe('zh-CN')
  })

  it('can be changed if storage is forbidden', () => {
    vi.stubGlobal('localStorage', { setItem: deny })
    expect(() => rememberLocale('zh-CN')).not.toThrow()
  })
})
