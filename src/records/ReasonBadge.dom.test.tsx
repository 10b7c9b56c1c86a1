import { cleanup } from '@testing-library/react'
import { afterEach, expect, it, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { HANGUP_OUTCOMES, HANGUP_REASONS } from '../calls/call-codes.ts'
import { en } from '../i18n/en.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { ReasonBadge } from './ReasonBadge.tsx'

afterEach(cleanup)

function badgeOf(call: Partial<CallRecord>): HTMLElement | null {
  const { container } = renderInPage(<ReasonBadge call={makeCall(call)} />)
  return container.querySelector('[class*="badge"]')
}

test.each(HANGUP_REASONS)('shows the reason %i with its text and its outcome', (hangupReason) => {
  const badge = badgeOf({ hangupReason })
  expect(badge?.textContent).toBe(en.hangupReason[hangupReason])
  expect(badge?.dataset.outcome).toBe(HANGUP_OUTCOMES[hangupReason])
})

it.each([12, -1, 1_000])('shows the unknown code %i without an outcome', (hangupReason) => {
  const badge = badgeOf({ hangupReason })
  expect(badge?.textContent).toBe(`Unknown (${hangupReason})`)
  expect(badge?.dataset.outcome).toBeUndefined()
  expect(badge?.querySelector('svg')).toBeNull()
})

it('is not shown without a reason', () => expect(badgeOf({ hangupReason: null })).toBeNull())

test.each<[call: Partial<CallRecord>, tip: string | undefined]>([
  [{ sipCode: '486', hungUpBy: 1 }, 'SIP 486 · Hung up by: Agent'],
  [{ sipCode: '486', hungUpBy: null }, 'SIP 486'],
  [{ sipCode: null, hungUpBy: 0 }, 'Hung up by: Customer'],
  [{ sipCode: null, hungUpBy: 7 }, 'Hung up by: Unknown (7)'],
  [{ sipCode: null, hungUpBy: null }, undefined],
])('has for %o the tip %j', (call, tip) => {
  expect(badgeOf({ hangupReason: 7, ...call })?.parentElement?.dataset.tip).toBe(tip)
})

test.each<[hungUpBy: number | null, words: string | undefined]>([
  [0, 'by customer'],
  [1, 'by agent'],
  [3, 'by system'],
  [7, undefined],
  [null, undefined],
])('says beside the reason who hung up: %s', (hungUpBy, words) => {
  expect(badgeOf({ hangupReason: 7, hungUpBy })?.parentElement?.dataset.by).toBe(words)
})
