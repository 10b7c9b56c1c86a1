import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMockServer } from './node.ts'

const server = createMockServer(async (request) => new Response(new URL(request.url).pathname))

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

test.each(['/api/records?page=2', '/api/recordings/abc.def', '/healthz'])(
  '%s reaches the app',
  async (path) => {
    const response = await fetch(`http://localhost${path}`)
    expect(await response.text()).toBe(path.replace(/\?.*/, ''))
  },
)
