import { connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { describe, expect, test, vi } from 'vitest'
import { createFetch } from './fetch.ts'
import type { FetchFunction } from './fetch-function.ts'
import { listenForTest, sendLines } from './listen-for-test.ts'
import { never, scriptedFetch } from './scripted-fetch.ts'
import { createTestApp, recordingPath, TEST_QUERY, testEnv } from './test-app.ts'

async function serve(fetch: FetchFunction, settings: Record<string, string> = {}) {
  const { app } = createTestApp(fetch, settings)
  return listenForTest(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
}

describe('on a real socket', () => {
  test('headers that are too large get 431', async () => {
    const port = await serve(scriptedFetch())
    const lines = ['GET /healthz HTTP/1.1', 'Host: localhost', `X-Large: ${'x'.repeat(20_000)}`]
    expect(await sendLines(port, lines, () => true)).toMatch(/^HTTP\/1\.1 431 /)
  })

  test('a browser that hangs up ends the request to the vendor', async () => {
    const fetch = scriptedFetch(never)
    const port = await serve(fetch)
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${TEST_QUERY} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    })
    await vi.waitFor(() => expect(fetch.calls).toHaveLength(1))
    socket.destroy()
    await vi.waitFor(() => expect(fetch.calls[0]?.signal.aborted).toBe(true))
  })

  test('a listener who hangs up ends the connection to the recording’s source', async () => {
    const hungUp = vi.fn()
    const source = await listenForTest((_, response) => {
      response.writeHead(200, { 'Content-Type': 'audio/wav' })
      response.write('RIFF....WAVEfmt and no end of it')
      response.on('close', hungUp)
    })
    const settings = { RECORDING_HOSTS: '127.0.0.1' }
    const port = await serve(createFetch(testEnv(settings)), settings)
    const path = recordingPath(`http://127.0.0.1:${source}/a.wav`)
    const lines = [`GET ${path} HTTP/1.1`, 'Host: localhost']
    expect(await sendLines(port, lines, (text) => text.includes('RIFF'))).toMatch(
      /^HTTP\/1\.1 200 /,
    )
    await vi.waitFor(() => expect(hungUp).toHaveBeenCalled())
  })

  test('a part that was asked for arrives with its length', async () => {
    const source = await listenForTest((request, response) => {
      expect(request.headers).not.toHaveProperty('api-key')
      response.writeHead(206, {
        'Content-Type': 'audio/wav',
        'Content-Range': `${request.headers.range?.replace('=', ' ')}/34`,
        'Content-Length': '4',
      })
      response.end('fmt ')
    })
    const settings = { RECORDING_HOSTS: `127.0.0.1:${source}` }
    const port = await serve(createFetch(testEnv(settings)), settings)
    const response = await fetch(
      `http://127.0.0.1:${port}${recordingPath(`http://127.0.0.1:${source}/a.wav`)}`,
      { headers: { Range: 'bytes=12-15' } },
    )
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe('bytes 12-15/34')
    expect(response.headers.get('Content-Length')).toBe('4')
    expect(await response.text()).toBe('fmt ')
  })
})
