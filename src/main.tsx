import './styles.css'
import './app/tokens.css'
import './forced-colors.css'
import './print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isPartFailure } from './api/lazy-part.tsx'
import { createQueryClient, recordsQuery } from './api/queries.ts'
import { App } from './app/App.tsx'
import { Providers } from './app/Providers.tsx'
import { parsePageState, wrongPageKey } from './calls/query.ts'
import { initialLocale, loadMessages } from './i18n/locales.ts'
import type { Messages } from './i18n/messages.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const locale = initialLocale()
/** Longest pause (ms) between two requests for the messages. */
const MAX_PAUSE_MS = 16_000

/** Pause (ms) after which the page reloads, because Chromium 150 requests a failed module only once. */
const RELOAD_PAUSE_MS = 4_000

/** Loads the messages. It retries without end, because nothing can be shown without them. */
async function loadWords(pauseMs = 500): Promise<Messages> {
  try {
    return await loadMessages(locale)
  } catch {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    const isServed = () =>
      fetch('/healthz').then(
        ({ ok }) => ok,
        () => false,
      )
    if (pauseMs >= RELOAD_PAUSE_MS && (await isServed())) location.reload()
    return loadWords(Math.min(pauseMs * 2, MAX_PAUSE_MS))
  }
}

/** Wait (ms) for calls that `early.js` requested, which is shorter than to render placeholder rows. */
const ANSWER_MS = 30

const client = createQueryClient()
const isRight = wrongPageKey(new URLSearchParams(location.search)) === null
const calls = isRight && client.prefetchQuery(recordsQuery(parsePageState(location.search), client))
const messages = await loadWords()
await Promise.race([calls, new Promise((resolve) => setTimeout(resolve, ANSWER_MS))])

/** Reports render errors, except of parts that did not load, which show a notice. */
function onCaughtError(error: unknown): void {
  if (!isPartFailure(error)) reportError(error)
}

createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <Providers client={client} locale={locale} messages={messages}>
      <App />
    </Providers>
  </StrictMode>,
)

// Versions up to November 2026 decoded recordings in a service worker, which would stay with the
// browser. This may go at the end of 2027.
if ('serviceWorker' in navigator)
  navigator.serviceWorker.getRegistrations().then(
    (registrations) => {
      for (const registration of registrations)
        if (/\/decoder(?:-worker)?\.[jt]s/.test(registration.active?.scriptURL ?? ''))
          void registration.unregister()
    },
    () => undefined, // storage is forbidden
  )
