import { createTranslator, type Messages } from 'use-intl'
import { describe, expect, it, test } from 'vitest'
import { PROBLEMS } from '../calls/problems.ts'
import { en } from './en.ts'
import type { Locale } from './locales.ts'
import { PART_WORDS } from './part-words.ts'
import { zhCN } from './zh-CN.ts'

const MESSAGES = {
  en: { ...en, ...PART_WORDS.en },
  'zh-CN': { ...zhCN, ...PART_WORDS['zh-CN'] },
} as const

interface Tree {
  readonly [key: string]: string | Tree
}

/** Returns each message with its path: `records.status`. */
function flatten(tree: Tree, prefix = ''): [path: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

const ENGLISH = new Map(flatten(MESSAGES.en))
const CHINESE = new Map(flatten(MESSAGES['zh-CN']))
const PATHS = [...ENGLISH.keys()]

/** Returns the names of a message's arguments. A brace after a plural case opens a text. */
function argumentsOf(message = ''): string[] {
  const names = message.matchAll(/(?<!(?:=\d+|zero|one|two|few|many|other) )\{(\w+)\s*[,}]/g)
  return [...new Set([...names].map(([, name]) => name as string))].sort()
}

type Values = Record<string, string | number>

/** Formats by path. It throws where use-intl would show the path. */
function translator(locale: Locale): (path: string, values?: Values) => string {
  const onError = (error: Error) => {
    throw error
  }
  return createTranslator({ locale, messages: MESSAGES[locale] as Messages, onError }) as (
    path: string,
    values?: Values,
  ) => string
}

const t = { en: translator('en'), 'zh-CN': translator('zh-CN') }

/** Messages that are the same in Chinese. */
const SAME_WORDS = ['records.sip', 'export.csv', 'export.xlsx', 'export.jsonl']

test('both languages have the same keys in the same order', () => {
  expect([...CHINESE.keys()]).toEqual(PATHS)
})

test('no other Chinese message is in Latin letters only', () => {
  const latin = PATHS.filter((path) => {
    const words = CHINESE.get(path)?.replace(/\{\w+(, number)?\}/g, '') ?? ''
    return /\p{Script=Latin}/u.test(words) && !/\p{Script=Han}/u.test(words)
  })
  expect(latin).toEqual(SAME_WORDS)
})

describe.each(PATHS)('%s', (path) => {
  const names = argumentsOf(ENGLISH.get(path))

  it('has the same arguments in both languages', () => {
    expect(argumentsOf(CHINESE.get(path))).toEqual(names)
  })

  it.each(['en', 'zh-CN'] as const)('formats in %s for 0, 1, 2 and 1234', (locale) => {
    for (const count of [0, 1, 2, 1234]) {
      const text = t[locale](path, Object.fromEntries(names.map((name) => [name, count])))
      expect(text.trim()).toBe(text)
      expect(text).not.toMatch(/[{}#]|^$/)
    }
  })
})

const MANY = { from: 1, to: 50, total: 1234 }

test.each<[path: string, values: Values, english: string, chinese: string]>([
  ['records.status', MANY, '1–50 of 1,234 calls', '第 1–50 条，共 1,234 条通话'],
  ['records.status', { from: 1, to: 1, total: 1 }, '1–1 of 1 call', '第 1–1 条，共 1 条通话'],
  ['records.status', { from: 0, to: 0, total: 0 }, 'No calls', '没有通话'],
  ['export.started', { count: 1234 }, 'Download started: 1,234 calls', '已开始下载：1,234 条通话'],
  ['filters.openCount', { count: 0 }, 'Filters', '筛选'],
  ['filters.openCount', { count: 3 }, 'Filters (3)', '筛选（3）'],
  ['unknown', { code: '12' }, 'Unknown (12)', '未知 (12)'],
  [
    'problem.invalid_query.what',
    { key: '<b>' },
    'A filter in the address is not valid: <b>',
    '网址中的筛选条件无法识别：<b>',
  ],
])('%s formats %j', (path, values, english, chinese) => {
  expect([t.en(path, values), t['zh-CN'](path, values)]).toEqual([english, chinese])
})

// Outside tests and screen readers find the page by these names.
test.each<[names: string, section: Tree]>([
  [
    'Started, Caller, Called, Agent, Group, Type, Talk time, Hangup reason, Hung up by, Labels, Recording, Ended, Answered, Wait, Customer, Our line, Country, SIP code, Called info, Remark, Call ID, Session ID',
    en.columns,
  ],
  [
    'Last hour, Today, Yesterday, This week, Last week, Last 7 days, Last 30 days, Custom',
    en.filters.range,
  ],
])('the names are %s', (names, section) => {
  expect(Object.values(section).sort()).toEqual(names.split(', ').sort())
})

test('the controls keep the names that outside tests look for', () => {
  expect(MESSAGES.en).toMatchObject({
    app: { title: 'Call records' },
    filters: {
      ...{ title: 'Filters', period: 'Period', from: 'From', to: 'To', group: 'Agent group' },
      ...{ agent: 'Agents', type: 'Call type', reason: 'Hangup reason', hungUpBy: 'Hung up by' },
      ...{ number: 'Number', country: 'Country code', label: 'Labels', clear: 'Clear filters' },
    },
    records: {
      ...{ table: 'Call records', pagination: 'Pagination', export: 'Export' },
      ...{ play: 'Play recording', pause: 'Pause recording' },
    },
    player: {
      ...{ title: 'Player', play: 'Play', pause: 'Pause', seek: 'Seek' },
      ...{ speed: 'Playback speed', download: 'Download' },
    },
    export: {
      ...{ title: 'Export', rows: 'Rows', rowsAll: 'All matching calls', rowsPage: 'This page' },
      ...{ format: 'Format', csv: 'CSV', columns: 'Columns', start: 'Start export' },
      ...{ xlsx: 'Excel', jsonl: 'JSON Lines', zip: 'Recordings', download: 'Download' },
      ...{ progress: 'Export progress', cancel: 'Cancel' },
    },
    failure: { tryAgain: 'Try again' },
  })
})

test('every failure has a text about its cause and one about its remedy', () => {
  const ours = ['offline', 'bad_answer', 'recording_pending', 'recording_unplayable']
  expect(Object.keys(en.problem).sort()).toEqual([...Object.keys(PROBLEMS), ...ours].sort())
  for (const texts of Object.values(en.problem))
    expect(Object.keys(texts)).toEqual(['what', 'todo'])
})
