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

// A whole page takes its time where several tests share a core; which of its parts can be seen is
// for a browser to tell.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true })
vi.setConfig({ testTimeout: 30_000 })

/** The real app with the simulator behind it, in place of the network; and what was asked of it. */
export function createPageServer() {
  const asked: string[] = []
  // Looked up at each call: a test may stop the clock.
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
      const { pathname, search } = new URL(request.url)
      asked.push(pathname + search)
      return app.fetch(request)
    }),
  )
  return {
    asked,
    start: () => server.listen({ onUnhandledRequest: 'error' }),
    stop: () => server.close(),
  }
}

/** Opens the page at an address, as a browser does. */
export async function openPage(search: string, locale: Locale = 'en'): Promise<void> {
  history.replaceState(null, '', `/${search}`)
  render(
    <Providers client={createQueryClient()} locale={locale} messages={await loadMessages(locale)}>
      <App />
    </Providers>,
  )
}

/** The calls listed. */
export function callRows(): HTMLElement[] {
  return screen.queryAllByRole('row').filter((row) => row.dataset.id !== undefined)
}

/** The words of each cell of a column, from top to bottom. */
export function columnTexts(column: string): string[] {
  return callRows().map((row) => row.querySelector(`[data-column="${column}"]`)?.textContent ?? '')
}
