import { QueryClient } from '@tanstack/react-query'
import { RequestFailure } from './client.ts'

/** Failures that a second try on its own often mends; the endpoint has retried all others. */
const PASSING = new Set(['offline', 'bad_answer'])

/**
 * The page's cache. Requests are made even when the browser believes to be offline: a failure that
 * is said beats a page that waits, and coming back online or to the tab asks again by itself.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (count, error) =>
          count < 1 && error instanceof RequestFailure && PASSING.has(error.code),
        retryDelay: 500,
      },
    },
  })
}
