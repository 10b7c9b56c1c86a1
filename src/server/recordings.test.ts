import { describe, expect, test, vi } from 'vitest'
import { ForbiddenAddressError } from './forbidden-address-error.ts'
import { createHandles } from './handle.ts'
import { broken, httpStatus, never, scriptedFetch } from './scripted-fetch.ts'
import { createTestApp, recordingPath } from './test-app.ts'

const SOURCE = 'https://rec.example/calls/call.wav'
const WAV = new TextEncoder().encode('RIFF....WAVEfmt and then the sound')

interface Source {
  status?: number
  body?: BodyInit | null
  headers?: Record<string, string>
}

function source({
  status = 200,
  body = WAV,
  headers = { 'Content-Type': 'audio/x-wav' },
}: Source = {}) {
  return () => new Response(body, { status, headers })
}

function redirect(location: string, status = 302) {
  return httpStatus(status, { Location: location })
}

async function ask(steps: Parameters<typeof scriptedFetch>, init: RequestInit = {}, search = '') {
  const fetch = scriptedFetch(...steps)
  const response = await createTestApp(fetch).app.request(recordingPath(SOURCE) + search, init)
  return { response, fetch, calls: fetch.calls }
}

async function codeOf(response: Response): Promise<unknown> {
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  const { code } = await response.json()
  return [response.status, code]
}

describe('what goes to the source', () => {
  test('is nothing that identifies anyone', async () => {
    const headers = {
      Cookie: 'a=b',
      Authorization: 'Basic eDp5',
      'X-Any': '1',
      Referer: 'http://x',
    }
    const { calls } = await ask([source()], { headers })
    expect(calls[0]?.url).toBe(SOURCE)
    expect([...(calls[0]?.headers.keys() ?? [])]).toEqual(['accept', 'accept-encoding'])
    expect(calls[0]?.headers.get('Accept-Encoding')).toBe('identity')
  })

  test.each([
    [{ Range: 'bytes=0-99' }, { range: 'bytes=0-99' }],
    [
      { Range: 'bytes=-5', 'If-Range': '"v1"' },
      { range: 'bytes=-5', 'if-range': '"v1"' },
    ],
    [{ 'If-None-Match': '"v1"' }, { 'if-none-match': '"v1"' }],
    [{ Range: 'bytes=0-1,5-6' }, {}],
    [{ Range: 'lines=1-2' }, {}],
  ])('%o becomes %o', async (headers, expected) => {
    const { calls } = await ask([source()], { headers })
    const { accept, 'accept-encoding': _, ...rest } = Object.fromEntries(calls[0]?.headers ?? [])
    expect(accept).toContain('audio/*')
    expect(rest).toEqual(expected)
  })
})

describe('what comes back', () => {
  test('is the audio, with audio headers alone', async () => {
    const { response } = await ask([
      source({
        headers: {
          'Content-Type': 'audio/x-wav',
          'Content-Length': String(WAV.length),
          ETag: '"v1"',
          'Last-Modified': 'Tue, 10 Mar 2026 04:00:00 GMT',
          'Accept-Ranges': 'bytes',
          'Set-Cookie': 'a=b',
          'Access-Control-Allow-Origin': '*',
          Server: 'them',
        },
      }),
    ])
    expect(response.status).toBe(200)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(WAV)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': String(WAV.length),
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      etag: '"v1"',
      'last-modified': 'Tue, 10 Mar 2026 04:00:00 GMT',
      'cache-control': 'private, max-age=600',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    for (const name of ['Set-Cookie', 'Access-Control-Allow-Origin', 'Server'])
      expect(response.headers.has(name)).toBe(false)
  })

  test('206 with its range', async () => {
    const headers = { 'Content-Type': 'audio/wav', 'Content-Range': 'bytes 10-13/34' }
    const { response } = await ask([source({ status: 206, body: 'part', headers })])
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe('bytes 10-13/34')
    expect(await response.text()).toBe('part')
  })

  test('416 with the length, 304 with the tag, both without a body', async () => {
    const tooFar = await ask([httpStatus(416, { 'Content-Range': 'bytes */34' })])
    expect(tooFar.response.status).toBe(416)
    expect(tooFar.response.headers.get('Content-Range')).toBe('bytes */34')
    expect(await tooFar.response.text()).toBe('')
    const same = await ask([httpStatus(304, { ETag: '"v1"' })])
    expect(same.response.status).toBe(304)
    expect(same.response.headers.get('ETag')).toBe('"v1"')
  })

  test('no length that counts other bytes', async () => {
    const headers = {
      'Content-Type': 'audio/wav',
      'Content-Encoding': 'gzip',
      'Content-Length': '9',
    }
    const { response } = await ask([source({ headers })])
    expect(response.status).toBe(200)
    expect(response.headers.has('Content-Length')).toBe(false)
    const part = await ask([source({ status: 206, headers })])
    expect(await codeOf(part.response)).toEqual([502, 'recording_unreachable'])
  })

  test('an attachment where it is asked for', async () => {
    const { response } = await ask([source()], {}, '?download')
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="call.wav"')
  })
})

describe('the type', () => {
  test.each([
    ['what it is called', 'audio/amr-wb', 'any sound', 'audio/amr-wb'],
    ['what it is, where it is called nothing', 'application/octet-stream', WAV, 'audio/wav'],
    ['what it is, where it is called text', 'text/plain', 'OggS and so on, and on', 'audio/ogg'],
    [
      'what it is, where it is called otherwise',
      'audio/wav',
      'ID3 and so on, and on',
      'audio/mpeg',
    ],
  ])('is %s', async (_, type, body, expected) => {
    const { response } = await ask([source({ body, headers: { 'Content-Type': type } })])
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(expected)
  })

  test.each([
    ['bytes 20-40/90', 'application/octet-stream', 'from the middle of it', 'audio/wav'],
    ['bytes 0-1/90', 'application/octet-stream', 'RI', 'audio/wav'],
    ['bytes 0-20/90', 'application/octet-stream', 'OggS and so on, and on', 'audio/ogg'],
  ])('of the part %s', async (range, type, body, expected) => {
    const headers = { 'Content-Type': type, 'Content-Range': range }
    const { response } = await ask([source({ status: 206, body, headers })])
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Type')).toBe(expected)
    expect(await response.text()).toBe(body)
  })

  test.each([
    ['text/html', '<html>'],
    ['application/json', '{}'],
    ['application/xml', '<?xml version="1.0"?>'],
    ['image/svg+xml', '<svg>'],
    ['application/octet-stream', 'MZ and other machine code'],
    ['text/plain', 'Not found, sorry for that'],
    ['application/octet-stream', ''],
  ])('%s with "%s" is refused', async (type, body) => {
    const { response } = await ask([source({ body, headers: { 'Content-Type': type } })])
    expect(await codeOf(response)).toEqual([502, 'recording_not_audio'])
  })
})

describe('HEAD', () => {
  test('asks the source the same way', async () => {
    const headers = {
      'Content-Type': 'audio/wav',
      'Content-Length': '34',
      'Accept-Ranges': 'bytes',
    }
    const { response, calls } = await ask([source({ body: null, headers })], {
      method: 'HEAD',
      headers: { Range: 'bytes=0-1' },
    })
    expect(calls.map(({ method }) => method)).toEqual(['HEAD'])
    expect(calls[0]?.headers.has('Range')).toBe(false)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe('34')
  })

  test.each([403, 405, 501])(
    'asks for the first byte where the source answers %d',
    async (status) => {
      const cancel = vi.fn()
      const headers = {
        'Content-Type': 'audio/wav',
        'Content-Range': 'bytes 0-0/34',
        'Content-Length': '1',
      }
      const body = new ReadableStream({ cancel })
      const { response, calls } = await ask(
        [httpStatus(status), source({ status: 206, body, headers })],
        {
          method: 'HEAD',
        },
      )
      expect(calls.map(({ method, headers }) => [method, headers.get('Range')])).toEqual([
        ['HEAD', null],
        ['GET', 'bytes=0-0'],
      ])
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Length')).toBe('34')
      expect(response.headers.has('Content-Range')).toBe(false)
      expect(cancel).toHaveBeenCalled()
    },
  )

  test('has the status of a failure', async () => {
    expect((await ask([httpStatus(404)], { method: 'HEAD' })).response.status).toBe(404)
    expect((await ask([httpStatus(403)], { method: 'HEAD' })).response.status).toBe(410)
  })
})

describe('redirects', () => {
  test('are followed three times, also relative ones', async () => {
    const steps = [
      redirect('/a', 301),
      redirect('https://cdn.example/b', 307),
      redirect('c', 308),
      source(),
    ]
    const { response, calls } = await ask(steps, { headers: { Range: 'bytes=0-5' } })
    expect(response.status).toBe(200)
    expect(calls.map(({ url }) => url)).toEqual([
      SOURCE,
      'https://rec.example/a',
      'https://cdn.example/b',
      'https://cdn.example/c',
    ])
    expect(calls[3]?.headers.get('Range')).toBe('bytes=0-5')
  })

  test('are not followed a fourth time, nor to nowhere', async () => {
    const { response, calls } = await ask([redirect('/again')])
    expect(await codeOf(response)).toEqual([502, 'recording_unreachable'])
    expect(calls).toHaveLength(4)
    const nowhere = await ask([redirect('http://')])
    expect(await codeOf(nowhere.response)).toEqual([502, 'recording_unreachable'])
  })

  test.each([
    'http://127.0.0.1/a.wav',
    'http://[::1]/',
    '//localhost/a',
    'ftp://rec.example/',
    'http://a:b@rec.example/',
  ])('to %s are refused before anything is sent there', async (location) => {
    const { response, calls } = await ask([redirect(location), source()])
    expect(await codeOf(response)).toEqual([403, 'recording_forbidden_host'])
    expect(calls).toHaveLength(1)
  })
})

describe('failures', () => {
  test.each([
    [404, 404, 'recording_missing'],
    [401, 410, 'recording_expired'],
    [403, 410, 'recording_expired'],
    [410, 410, 'recording_expired'],
    [400, 502, 'recording_unreachable'],
    [500, 502, 'recording_unreachable'],
    [503, 502, 'recording_unreachable'],
    [204, 502, 'recording_unreachable'],
  ])('HTTP %d is %d %s', async (from, status, code) => {
    const step = () => new Response(from === 204 ? null : 'no', { status: from })
    expect(await codeOf((await ask([step])).response)).toEqual([status, code])
  })

  test('no connection is unreachable', async () => {
    expect(await codeOf((await ask([broken])).response)).toEqual([502, 'recording_unreachable'])
  })

  test('a name that resolves to a private address is forbidden', async () => {
    function refused(): never {
      throw new TypeError('fetch failed', {
        cause: new AggregateError([new ForbiddenAddressError()]),
      })
    }
    expect(await codeOf((await ask([refused])).response)).toEqual([403, 'recording_forbidden_host'])
  })

  test('a connection lost before the first byte is unreachable', async () => {
    const body = new ReadableStream({ pull: (c) => c.error(new TypeError('terminated')) })
    expect(await codeOf((await ask([source({ body })])).response)).toEqual([
      502,
      'recording_unreachable',
    ])
  })

  test.each([
    ['no answer', never],
    ['an answer without a first byte', source({ body: new ReadableStream() })],
  ])('%s in time is unreachable, 504', async (_, step) => {
    vi.useFakeTimers()
    try {
      const asked = ask([step])
      await vi.advanceTimersByTimeAsync(15_000)
      expect(await codeOf((await asked).response)).toEqual([504, 'recording_unreachable'])
    } finally {
      vi.useRealTimers()
    }
  })

  test.each(['nonsense', createHandles('another secret of 16').seal(SOURCE)])(
    'the handle %s is missing, and nothing is asked',
    async (handle) => {
      const fetch = scriptedFetch(source())
      const response = await createTestApp(fetch).app.request(`/api/recordings/${handle}`)
      expect(await codeOf(response)).toEqual([404, 'recording_missing'])
      expect(fetch.calls).toHaveLength(0)
    },
  )

  test('only the hosts that are named are asked', async () => {
    const fetch = scriptedFetch(source())
    const { app } = createTestApp(fetch, { RECORDING_HOSTS: '127.0.0.1:9001' })
    expect(await codeOf(await app.request(recordingPath(SOURCE)))).toEqual([
      403,
      'recording_forbidden_host',
    ])
    expect((await app.request(recordingPath('http://127.0.0.1:9001/a.wav'))).status).toBe(200)
  })
})

describe('the stream', () => {
  /** A source that sends a second's worth of sound whenever it is asked, for ever. */
  function endless() {
    const pull = vi.fn((controller: ReadableStreamDefaultController) => controller.enqueue(WAV))
    const cancel = vi.fn()
    const body = new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
    return { pull, cancel, step: source({ body }) }
  }

  test('is passed on as it comes, and not read ahead of the listener', async () => {
    const { pull, step } = endless()
    const { response } = await ask([step])
    const reader = response.body?.getReader()
    expect((await reader?.read())?.value).toEqual(WAV)
    expect(pull).toHaveBeenCalledTimes(1)
    expect((await reader?.read())?.value).toEqual(WAV)
    expect(pull).toHaveBeenCalledTimes(2)
  })

  test('stops when the listener stops reading', async () => {
    const { cancel, step } = endless()
    const { response } = await ask([step])
    await response.body?.cancel()
    expect(cancel).toHaveBeenCalled()
  })

  test('stops when the listener leaves, in the middle as before the answer', async () => {
    const leaving = new AbortController()
    const { calls } = await ask([endless().step], { signal: leaving.signal })
    expect(calls[0]?.signal.aborted).toBe(false)
    leaving.abort()
    expect(calls[0]?.signal.aborted).toBe(true)
  })

  test('is not cut by the time limit for the answer', async () => {
    vi.useFakeTimers()
    try {
      const { calls, response } = await ask([endless().step])
      await vi.advanceTimersByTimeAsync(60_000)
      expect(calls[0]?.signal.aborted).toBe(false)
      expect((await response.body?.getReader().read())?.done).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })

  test('begins in small pieces as well', async () => {
    const bytes = [...WAV].map((byte) => Uint8Array.of(byte))
    const body = new ReadableStream({
      start: (c) => {
        for (const b of bytes) c.enqueue(b)
        c.close()
      },
    })
    const { response } = await ask([source({ body, headers: {} })])
    expect(response.headers.get('Content-Type')).toBe('audio/wav')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(WAV)
  })
})
