import { http } from 'msw'
import { setupServer } from 'msw/node'

/**
 * The app behind `fetch` in component tests: requests for `/api/*` and `/healthz`, on any host,
 * go to `handle`, which the test makes from the real app with the simulator behind it. Start it
 * with `listen()` and stop it with `close()`.
 */
export function createMockServer(handle: (request: Request) => Promise<Response>) {
  return setupServer(
    http.all('*/api/*', ({ request }) => handle(request)),
    http.all('*/healthz', ({ request }) => handle(request)),
  )
}
