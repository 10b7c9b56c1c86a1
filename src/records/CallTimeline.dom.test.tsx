import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { CallRecord } from '../calls/call.ts'
import { makeCall } from '../testing/make-call.ts'
import { renderInPage } from '../testing/render-in-page.tsx'
import { CallTimeline } from './CallTimeline.tsx'

afterEach(cleanup)

const at = (seconds: number) =>
  new Date(Date.parse('2026-03-10T12:00:00+08:00') + seconds * 1000).toISOString()

test.each<[name: string, times: Partial<CallRecord>, label: string | undefined]>([
  ['answered and ended', { answeredAt: at(12), endedAt: at(72) }, 'Rang 0:12, talked 1:00'],
  ['not answered', { endedAt: at(30) }, 'Rang 0:30, not answered'],
  ['answered at once', { answeredAt: at(0), endedAt: at(5) }, 'Rang 0:00, talked 0:05'],
  ['hung up when answered', { answeredAt: at(5), endedAt: at(5) }, 'Rang 0:05, talked 0:00'],
  ['ended at once', { endedAt: at(0) }, 'Rang 0:00, not answered'],
  [
    'with a different talk time',
    { answeredAt: at(1), endedAt: at(3), talkSeconds: 999 },
    'Rang 0:01, talked 0:02',
  ],
  ['without a start', { startedAt: '', answeredAt: at(1), endedAt: at(2) }, undefined],
  ['without an end', { answeredAt: at(1) }, undefined],
  ['answered before it started', { answeredAt: at(-1), endedAt: at(9) }, undefined],
  ['answered after it ended', { answeredAt: at(9), endedAt: at(8) }, undefined],
  ['ended before it started', { endedAt: at(-1) }, undefined],
])('the timeline of a call that is %s', (_name, times, label) => {
  const call = makeCall({ startedAt: at(0), ...times })
  renderInPage(<CallTimeline call={call} timeZone="Asia/Shanghai" />)
  expect(screen.queryByRole('img')?.getAttribute('aria-label')).toBe(label)
  const steps = screen.queryAllByRole('listitem').map((step) => step.dataset.step)
  const talk = label?.includes('talked') ? ['talk'] : []
  expect(steps).toEqual(label ? ['ring', ...talk, 'end'] : [])
})
