import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import type { Locale } from './locales.ts'
import { useWords, type Words } from './use-words.ts'
import { zhCN } from './zh-CN.ts'

const MESSAGES = { en, 'zh-CN': zhCN as typeof en }

interface WordProps {
  field: keyof Words
  code: number
}

function Word({ field, code }: WordProps) {
  return useWords()[field](code)
}

function wordIn(locale: Locale, props: WordProps): string {
  return renderToStaticMarkup(
    <IntlProvider locale={locale} messages={MESSAGES[locale]} timeZone="UTC">
      <Word {...props} />
    </IntlProvider>,
  )
}

describe('useWords', () => {
  it.each<[field: keyof Words, code: number, english: string, chinese: string]>([
    ['hangupReason', 0, 'Outbound, not answered', '呼出未接听'],
    ['hangupReason', 9, 'Inbound, hung up', '呼入被挂断'],
    ['hangupReason', 10, 'Unknown (10)', '未知 (10)'],
    ['hangupReason', -1, 'Unknown (-1)', '未知 (-1)'],
    ['callType', 1, 'Campaign to agent', '群呼转坐席'],
    ['callType', 12, 'Unknown (12)', '未知 (12)'],
    ['callType', 1234, 'Unknown (1234)', '未知 (1234)'],
    ['hungUpBy', 3, 'System', '系统挂断'],
    ['hungUpBy', 2, 'Unknown (2)', '未知 (2)'],
  ])('writes %s %i as “%s” and “%s”', (field, code, english, chinese) => {
    expect([wordIn('en', { field, code }), wordIn('zh-CN', { field, code })]).toEqual([
      english,
      chinese,
    ])
  })
})
