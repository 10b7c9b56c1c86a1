import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { wavOf } from '../../testing/ask-recording.ts'
import { listenForTest, sendLines, serveForTest } from '../../testing/listen-for-test.ts'
import { never, scriptedFetch } from '../../testing/scripted-fetch.ts'
import { createTestApp, recordingPath, TEST_QUERY, testEnv } from '../../testing/test-app.ts'
import { createFetch, type FetchFunction } from '../fetch.ts'
import { createHttpServer } from './http-server.ts'

const serve = (fetch: FetchFunction) => serveForTest(createTestApp(fetch).app)

/** Serves the app with recordings on loopback addresses. Returns the port and the log. */
async function serveRecordings() {
  const settings = { RECORDING_HOSTS: '127.0.0.1' }
  const { app, lines } = createTestApp(createFetch(testEnv(settings)), settings)
  return { port: await serveForTest(app), lines }
}

describe('on a real socket', () => {
  test('headers that are too large get 431', async () => {
    const port = await serve(scriptedFetch())
    const lines = ['GET /healthz HTTP/1.1', 'Host: localhost', `X-Large: ${'x'.repeat(70_000)}`]
    expect(await sendLines(port, lines, () => true)).toMatch(/^HTTP\/1\.1 431 /)
  })

  test.each([
    ['two hosts', ['GET /healthz HTTP/1.1', 'Host: localhost', 'Host: localhost']],
    ['two hosts in different case', ['GET /healthz HTTP/1.1', 'host: localhost', 'HOST: evil']],
    ['two hosts in HTTP/1.0', ['GET /healthz HTTP/1.0', 'Host: localhost', 'Host: localhost']],
    ['no host', ['GET /healthz HTTP/1.1']],
    ['HTTP/0.9', ['GET /healthz']],
    ['HTTP/0.9 by name', ['GET /healthz HTTP/0.9']],
    ['HTTP/2.0 in plain text', ['GET /healthz HTTP/2.0', 'Host: localhost']],
  ])('a request with %s gets 400, and the connection ends', async (_, lines) => {
    const port = await serve(scriptedFetch())
    expect(await sendLines(port, lines)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('an idle connection outlives the 60 s of nginx', () => {
    const { app } = createTestApp(scriptedFetch())
    const server = createHttpServer(app, { hostname: 'localhost', overrideGlobalObjects: false })
    expect(server.keepAliveTimeout).toBeGreaterThan(60_000)
    expect(server.headersTimeout).toBeGreaterThan(server.keepAliveTimeout)
  })

  test('a short answer has a length', async () => {
    const port = await serve(scriptedFetch())
    const lines = ['GET /api/session HTTP/1.1', 'Host: localhost', 'Connection: close']
    expect(await sendLines(port, lines)).toMatch(/^content-length: \d+\r$/m)
  })

  test('the request to the vendor is aborted when the browser hangs up', async () => {
    const fetch = scriptedFetch(never)
    const port = await serve(fetch)
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${TEST_QUERY} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    })
    await vi.waitFor(() => expect(fetch.calls).toHaveLength(1))
    socket.destroy()
    await vi.waitFor(() => expect(fetch.calls[0]?.signal.aborted).toBe(true))
  })

  test('the request to the source is aborted and logged when the listener hangs up', async () => {
    const hungUp = vi.fn()
    const source = await listenForTest((_, response) => {
      response.writeHead(200, { 'Content-Type': 'audio/wav' })
      response.write(wavOf(2_000))
      response.on('close', hungUp)
    })
    const printed = vi.spyOn(console, 'error')
    const { port, lines } = await serveRecordings()
    const path = recordingPath(`http://127.0.0.1:${source}/a.wav`)
    const request = [`GET ${path} HTTP/1.1`, 'Host: localhost']
    const answer = await sendLines(port, request, (text) => text.length > 4_044)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    await vi.waitFor(() => expect(hungUp).toHaveBeenCalled())
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    const logged = { status: 200, bytes: 4_044, aborted: 'client' }
    expect(JSON.parse(lines[0] ?? '')).toMatchObject(logged)
    expect(printed).not.toHaveBeenCalled()
  })

  describe('a source that breaks', () => {
    /** Sends these bytes of a longer recording and breaks off. @returns its port */
    const breaking = (status: number, headers: Record<string, string>, bytes: Uint8Array) =>
      listenForTest((_, response) => {
        response.writeHead(status, { 'Content-Type': 'audio/wav', ...headers })
        response.write(bytes, () => setImmediate(() => response.destroy()))
        response.flushHeaders()
      })

    /** Requests the recording there. Returns the raw answer and the line of the log. */
    async function answerOf(source: number, headers: string[] = []) {
      const printed = vi.spyOn(console, 'error')
      const { port, lines } = await serveRecordings()
      const path = recordingPath(`http://127.0.0.1:${source}/a.wav`)
      const request = [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers]
      const answer = await sendLines(port, request)
      await vi.waitFor(() => expect(lines).toHaveLength(1))
      expect(printed).not.toHaveBeenCalled()
      return { answer, line: JSON.parse(lines[0] ?? '') }
    }

    const WAV = wavOf(1_000)
    const LONG = { 'Content-Length': '9000' }

    test.each([
      ['with a length', LONG],
      ['without a length', {}],
    ])('after its first bytes ends the connection, %s', async (_, headers) => {
      const { answer, line } = await answerOf(await breaking(200, headers, WAV))
      expect(answer).toMatch(/^HTTP\/1\.1 200 /)
      expect(answer).toMatch(/^x-content-type-options: nosniff\r$/m)
      expect(answer).toContain('RIFF')
      expect(answer).not.toMatch(/\r\n0\r\n\r\n$/) // The last chunk would mark a complete answer.
      expect(line).toMatchObject({ status: 200, bytes: WAV.length, aborted: 'source' })
    })

    test.each([
      ['the beginning', 200, LONG, []],
      ['a part', 206, { ...LONG, 'Content-Range': 'bytes 0-8999/9000' }, ['Range: bytes=100-']],
    ])(
      'before the first byte of %s is answered with a problem',
      async (_, status, headers, request) => {
        const { answer, line } = await answerOf(
          await breaking(status, headers, new Uint8Array()),
          request,
        )
        expect(answer).toMatch(/^HTTP\/1\.1 502 /)
        expect(answer).toMatch(/^content-type: application\/problem\+json\r$/m)
        expect(answer).toContain('"recording_unreachable"')
        expect(line).toMatchObject({ status: 502, code: 'recording_unreachable' })
        expect(line).not.toHaveProperty('aborted')
      },
    )
  })

  test('a range arrives with its length', async () => {
    const source = await listenForTest((request, response) => {
      expect(request.headers).not.toHaveProperty('api-key')
      const [, first = '', last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
      const wav = wavOf(2_000)
      const end = last ? Number(last) + 1 : wav.length
      response.writeHead(206, {
        'Content-Type': 'audio/wav',
        'Content-Range': `bytes ${first}-${end - 1}/${wav.length}`,
        'Content-Length': end - Number(first),
      })
      response.end(wav.subarray(Number(first), end))
    })
    const { port } = await serveRecordings()
    const path = recordingPath(`http://127.0.0.1:${source}/a.wav`)
    const headers = { Range: 'bytes=12-15' }
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe('bytes 12-15/4044')
    expect(response.headers.get('Content-Length')).toBe('4')
    expect(await response.text()).toBe('fmt ')
  })
})
