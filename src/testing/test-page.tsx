import { configure, render, screen } from '@testing-library/react'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { pino } from 'pino'
import { vi } from 'vitest'
import { createVendor, DEMO_KEY, DEMO_SECRET } from '../../mocks/vendor/handler.ts'
import { createQueryClient } from '../api/queries.ts'
import { App } from '../app/App.tsx'
import { Providers } from '../app/Providers.tsx'
import { type Locale, loadMessages } from '../i18n/locales.ts'
import { createApp } from '../server/app.ts'
import { testEnv } from './test-app.ts'

// A page is slow while tests share a core. Visibility is a matter of the browser tests.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true })
vi.setConfig({ testTimeout: 30_000 })

/** Replaces the network by the real app with the simulator. Records the requested paths. */
export function createPageServer() {
  const asked: string[] = []
  const answers: Record<string, (url: URL) => Response | undefined> = {}
  // A test may replace the clock later.
  const now = () => Date.now()
  const recordings = () => Promise.reject(new Error('no recording is played here'))
  const env = testEnv({ LAAFFIC_API_KEY: DEMO_KEY, LAAFFIC_API_SECRET: DEMO_SECRET })
  const app = createApp({
    env: { ...env, demo: true },
    fetch: createVendor({ now, recordings }),
    now,
    log: pino({ level: 'silent' }),
  })
  const server = setupServer(
    http.all('*/api/*', ({ request }) => {
      const url = new URL(request.url)
      asked.push(url.pathname + url.search)
      return answers[url.pathname]?.(url) ?? app.fetch(request)
    }),
  )
  return {
    asked,
    /** Answers in place of the app, by path. Without an answer the app is asked. */
    answers,
    start: () => server.listen({ onUnhandledRequest: 'error' }),
    stop: () => server.close(),
  }
}

/** Opens the page at an address. */
export async function openPage(search: string, locale: Locale = 'en'): Promise<void> {
  history.replaceState(null, '', `/${search}`)
  render(
    <Providers client={createQueryClient()} locale={locale} messages={await loadMessages(locale)}>
      <App />
    </Providers>,
  )
}

/** Returns the rows of the calls. */
export function callRows(): HTMLElement[] {
  return screen.queryAllByRole('row').filter((row) => row.dataset.id !== undefined)
}

/** Returns the texts of a column, from top to bottom. */
export function columnTexts(column: string): string[] {
  return callRows().map((row) => row.querySelector(`[data-column="${column}"]`)?.textContent ?? '')
}
