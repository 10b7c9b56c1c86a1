import { createTranslator, type Messages } from 'use-intl'
import { describe, expect, it, test } from 'vitest'
import { PROBLEMS } from '../calls/problems.ts'
import { en } from './en.ts'
import type { Locale } from './locales.ts'
import { zhCN } from './zh-CN.ts'

const MESSAGES = {
  en,
  'zh-CN': zhCN,
} as const

interface Tree {
  readonly [key: string]: string | Tree
}

/** Every message by its path: `records.status`. */
function flatten(tree: Tree, prefix = ''): [path: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

const ENGLISH = new Map(flatten(MESSAGES.en))
const CHINESE = new Map(flatten(MESSAGES['zh-CN']))
const PATHS = [...ENGLISH.keys()]

/** Names of a message's arguments. A brace after a plural's case opens words, not an argument. */
function argumentsOf(message = ''): string[] {
  const names = message.matchAll(/(?<!(?:=\d+|zero|one|two|few|many|other) )\{(\w+)\s*[,}]/g)
  return [...new Set([...names].map(([, name]) => name as string))].sort()
}

type Values = Record<string, string | number>

/** Formats by path, and throws where use-intl would report an error and show the path. */
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

test('only what has no Chinese is the same in both', () => {
  expect(PATHS.filter((path) => CHINESE.get(path) === ENGLISH.get(path))).toEqual(SAME_WORDS)
})

test('no Chinese message is in Latin letters alone', () => {
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

  it.each(['en', 'zh-CN'] as const)('formats in %s for none, one, some and many', (locale) => {
    for (const count of [0, 1, 2, 1234]) {
      const text = t[locale](path, Object.fromEntries(names.map((name) => [name, count])))
      expect(text.trim()).toBe(text)
      expect(text).not.toMatch(/[{}#]|^$/)
    }
  })
})

test.each<[path: string, values: Values, english: string, chinese: string]>([
  [
    'records.status',
    { from: 1, to: 50, total: 1234 },
    '1–50 of 1,234 calls',
    '第 1–50 条，共 1,234 条通话',
  ],
  ['records.status', { from: 1, to: 1, total: 1 }, '1–1 of 1 call', '第 1–1 条，共 1 条通话'],
  ['records.status', { from: 0, to: 0, total: 0 }, 'No calls', '没有通话'],
  [
    'export.done',
    { count: 1234, total: 1234 },
    'Exported 1,234 of 1,234 calls',
    '已导出 1,234 条，共 1,234 条通话',
  ],
  ['filters.openCount', { count: 0 }, 'Filters', '筛选'],
  ['filters.openCount', { count: 3 }, 'Filters (3)', '筛选（3）'],
  ['unknown', { code: '12' }, 'Unknown (12)', '未知 (12)'],
  [
    'problem.invalid_query.what',
    { key: '<b>' },
    'A filter in the address is not valid: <b>',
    '网址中的筛选条件无法识别：<b>',
  ],
])('%s of %j', (path, values, english, chinese) => {
  expect([t.en(path, values), t['zh-CN'](path, values)]).toEqual([english, chinese])
})

test.each([
  ['hangupReason', '0', 'Outbound, not answered', '呼出未接听'],
  ['hangupReason', '1', 'Outbound, hung up', '呼出被挂断'],
  ['hangupReason', '2', 'Hung up while ringing on transfer', '转接响铃挂断'],
  ['hangupReason', '3', 'Hung up after transfer', '转接成功挂断'],
  ['hangupReason', '4', 'Call error', '呼叫异常'],
  ['hangupReason', '5', 'Carrier has no service', '被叫运营商暂无服务'],
  ['hangupReason', '6', 'Out of coverage', '被叫不在服务区'],
  ['hangupReason', '7', 'Busy', '被叫忙线'],
  ['hangupReason', '8', 'Inbound, not answered', '呼入未接听'],
  ['hangupReason', '9', 'Inbound, hung up', '呼入被挂断'],
  ['callType', '1', 'Campaign to agent', '群呼转坐席'],
  ['callType', '2', 'Inbound', '呼入'],
  ['callType', '3', 'Outbound', '呼出'],
  ['hungUpBy', '0', 'Customer', '客户挂断'],
  ['hungUpBy', '1', 'Agent', '坐席挂断'],
  ['hungUpBy', '3', 'System', '系统挂断'],
])('%s %s is “%s”, “%s”', (field, code, english, chinese) => {
  const path = `${field}.${code}`
  expect([ENGLISH.get(path), CHINESE.get(path)]).toEqual([english, chinese])
})

test('each field has words for its codes and no more', () => {
  const codes = [en.hangupReason, en.callType, en.hungUpBy].map((words) =>
    Object.keys(words).join(),
  )
  expect(codes).toEqual(['0,1,2,3,4,5,6,7,8,9', '1,2,3', '0,1,3'])
})

// Names that outside tests and screen readers find the page by.
test.each<[promised: string, words: Tree]>([
  [
    'Started, Caller, Called, Agent, Group, Type, Talk time, Hangup reason, Hung up by, Labels, Recording, Ended, Answered, Ring time, Country, SIP code, Called info, Remark, Call ID, Session ID',
    en.columns,
  ],
  [
    'Last hour, Today, Yesterday, This week, Last week, Last 7 days, Last 30 days, Custom',
    en.filters.range,
  ],
])('the page says %s', (promised, words) => {
  expect(Object.values(words).sort()).toEqual(promised.split(', ').sort())
})

test.each([
  ['app.title', 'Call records'],
  ['filters.title', 'Filters'],
  ['filters.period', 'Period'],
  ['filters.from', 'From'],
  ['filters.to', 'To'],
  ['filters.group', 'Agent group'],
  ['filters.agent', 'Agents'],
  ['filters.type', 'Call type'],
  ['filters.reason', 'Hangup reason'],
  ['filters.hungUpBy', 'Hung up by'],
  ['filters.number', 'Number'],
  ['filters.country', 'Country code'],
  ['filters.label', 'Labels'],
  ['filters.clear', 'Clear filters'],
  ['records.table', 'Call records'],
  ['records.pagination', 'Pagination'],
  ['records.play', 'Play recording'],
  ['records.pause', 'Pause recording'],
  ['player.title', 'Player'],
  ['player.play', 'Play'],
  ['player.pause', 'Pause'],
  ['player.seek', 'Seek'],
  ['player.speed', 'Playback speed'],
  ['player.download', 'Download'],
  ['records.export', 'Export'],
  ['export.title', 'Export'],
  ['export.rows', 'Rows'],
  ['export.rowsAll', 'All matching calls'],
  ['export.rowsPage', 'This page'],
  ['export.format', 'Format'],
  ['export.csv', 'CSV'],
  ['export.columns', 'Columns'],
  ['export.start', 'Start export'],
  ['export.progress', 'Export progress'],
  ['export.cancel', 'Cancel'],
  ['failure.tryAgain', 'Try again'],
])('%s is named “%s”', (path, expected) => {
  expect(ENGLISH.get(path)).toBe(expected)
})

test('every failure has words for what happened and what to do', () => {
  const ours = ['offline', 'bad_answer', 'recording_pending', 'recording_unplayable']
  expect(Object.keys(en.problem).sort()).toEqual([...Object.keys(PROBLEMS), ...ours].sort())
  for (const words of Object.values(en.problem))
    expect(Object.keys(words)).toEqual(['what', 'todo'])
})
