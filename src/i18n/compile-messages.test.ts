import compile from 'icu-minify/compile'
import format from 'icu-minify/format'
import { createTranslator, type Messages } from 'use-intl'
import { describe, expect, it, test } from 'vitest'
import { compileTexts } from './compile-messages.ts'
import { en } from './en.ts'
import type { Locale } from './locales.ts'
import { PART_WORDS } from './part-words.ts'
import { zhCN } from './zh-CN.ts'

const MESSAGES = {
  en: { ...en, ...PART_WORDS.en },
  'zh-CN': { ...zhCN, ...PART_WORDS['zh-CN'] },
}

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...args),
}

function pathsOf(tree: object, prefix = ''): [path: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : pathsOf(value, `${prefix}${key}.`),
  )
}

describe.each<Locale>(['en', 'zh-CN'])('%s', (locale) => {
  const say = createTranslator({ locale, messages: MESSAGES[locale] as Messages }) as (
    path: string,
    values: Record<string, number>,
  ) => string

  it.each(pathsOf(MESSAGES[locale]))('formats %s the same when it is compiled', (path, message) => {
    const names = [...message.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)
    for (const count of [0, 1, 2, 1234.5]) {
      const values = Object.fromEntries(names.map((name) => [name, count]))
      const compiled = format(compile(message), locale, values, { formatters })
      expect(compiled).toBe(say(path, values))
    }
  })
})

test('only values are compiled', () => {
  const code = `import { a } from './a.ts'
const words = { 'key {x}': 'Page {x, number}', deep: { plain: 'Open', a } }
const other = '{y}'`
  expect(compileTexts(code)).toBe(`import { a } from './a.ts'
const words = { 'key {x}': ["Page ",["x",4]], deep: { plain: "Open", a } }
const other = '{y}'`)
})
