import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { IntlProvider } from 'use-intl'
import { afterEach, expect, test } from 'vitest'
import { en } from '../i18n/en.ts'
import { ExportProgress } from './ExportProgress.tsx'

afterEach(cleanup)

test.each([
  [1234.56, '1,235 a second, about 12 min left'],
  [10.4, '10 a second, about 12 min left'],
  [9.96, '10 a second, about 12 min left'],
  [4.26, '4.3 a second, about 12 min left'],
  [0.42, '0.4 a second, about 12 min left'],
  [0.031, '0.03 a second, about 12 min left'],
])('of %d a second it says “%s”', (perSecond, words) => {
  const nothing = () => undefined
  const state = {
    ...{ phase: 'running' as const, rows: 1, total: 9, trouble: null, isPaused: false },
    pace: { perSecond, secondsLeft: 720 },
  }
  render(
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={en} timeZone="UTC">
        <ExportProgress {...{ state, onPause: nothing, onResume: nothing, onCancel: nothing }} />
      </IntlProvider>
    </MantineProvider>,
  )
  expect(screen.getByText(words)).toBeTruthy()
})
