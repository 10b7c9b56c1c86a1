import { describe, expect, test, vi } from 'vitest'
import { listenForTest } from '../testing/listen-for-test.ts'
import { testEnv } from '../testing/test-app.ts'
import { createFetch } from './fetch.ts'
import { createSource } from './recordings/source.ts'

async function listen() {
  const served = vi.fn()
  const port = await listenForTest((request, response) => {
    served(request.method, request.url)
    response.end('here')
  })
  return { served, origin: `http://localhost:${port}`, host: `localhost:${port}` }
}

describe('createFetch', () => {
  test('does not connect to a name that resolves to a private address', async () => {
    const { served, origin } = await listen()
    const fetch = createFetch(testEnv())
    await expect(fetch(`${origin}/a.wav`, {})).rejects.toMatchObject({
      cause: { name: 'ForbiddenAddressError' },
    })
    expect(served).not.toHaveBeenCalled()
  })

  test('reports such a name as a forbidden host, not as unreachable', async () => {
    const { origin } = await listen()
    const fetch = createFetch(testEnv())
    const open = createSource(testEnv(), (_, init) => fetch(`${origin}/a.wav`, init))
    const { signal } = new AbortController()
    await expect(open('https://rec.example/a.wav', { signal })).rejects.toMatchObject({
      code: 'recording_forbidden_host',
    })
  })

  test('connects to hosts in RECORDING_HOSTS', async () => {
    const { origin, host } = await listen()
    const fetch = createFetch(testEnv({ RECORDING_HOSTS: host }))
    expect(await (await fetch(`${origin}/a.wav`, {})).text()).toBe('here')
  })

  test('connects to a private LAAFFIC_BASE_URL for the vendor’s request only', async () => {
    const { origin } = await listen()
    const fetch = createFetch(testEnv({ LAAFFIC_BASE_URL: origin }))
    const url = `${origin}/v3/voice/ccRecordQuery`
    expect(await (await fetch(url, { method: 'POST', body: '{}' })).text()).toBe('here')
    await expect(fetch(url, {})).rejects.toThrow()
    await expect(fetch(`${url}/x`, { method: 'POST' })).rejects.toThrow()
  })

  test('returns a redirect and does not follow it', async () => {
    const port = await listenForTest((_, response) => {
      response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()
    })
    const fetch = createFetch(testEnv({ RECORDING_HOSTS: '127.0.0.1' }))
    const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })
    expect(response.status).toBe(302)
    expect(response.headers.get('Location')).toBe('http://127.0.0.1:1/')
  })
})
