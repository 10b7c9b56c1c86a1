import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import { describe, expect, it, test, vi } from 'vitest'
import { TEST_WAV } from '../../testing/ask-recording.ts'
import { fakeMirror } from '../../testing/fake-mirror.ts'
import { serveForTest } from '../../testing/listen-for-test.ts'
import { makeCall } from '../../testing/make-call.ts'
import { openZip, readManifest } from '../../testing/open-zip.ts'
import { scriptedFetch } from '../../testing/scripted-fetch.ts'
import { createTestApp, recordingPath, TEST_NOW } from '../../testing/test-app.ts'

const VENDOR_URL = 'https://recordings.example/a.wav'
const STARTED_AT = '2026-03-10T10:00:00+08:00'
const SEALED = {
  id: 'call-0',
  start: Date.parse(STARTED_AT) / 1_000,
  seconds: 120,
  day: '2026-03-10',
}
const CALLS = Array.from({ length: 250 }, (_, index) =>
  makeCall({
    id: `call-${index}`,
    startedAt: STARTED_AT,
    recording: index === 0 ? VENDOR_URL : null,
  }),
)

function appWith(view: Parameters<typeof fakeMirror>[0] = {}) {
  const fake = fakeMirror({ calls: CALLS, ...view })
  const source = () => new Response(TEST_WAV, { headers: { 'Content-Type': 'audio/wav' } })
  const { app } = createTestApp(scriptedFetch(source), {}, () => TEST_NOW, fake.mirror)
  return { app, ...fake }
}

function form(keys: Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(keys) }
}

describe('GET /api/export', () => {
  it('sends a CSV file with its name and the number of its rows', async () => {
    const { app } = appWith()
    const response = await app.request('/api/export?range=today&columns=id,agent')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="calls_2026-03-09_2026-03-10_Asia-Shanghai.csv"',
      'callboard-rows': '250',
      'callboard-complete': 'true',
      'accept-ranges': 'none',
      'cache-control': 'no-store',
    })
    expect(response.headers.get('ETag')).toBeNull()
    const lines = (await response.text()).split('\r\n')
    expect(lines.slice(0, 2)).toEqual(['"Session ID","Agent"', '"call-0","Li Na"'])
    expect(lines).toHaveLength(251)
  })

  test.each([
    ['csv', 'text/csv; charset=utf-8', 'calls_2026-03-09_2026-03-10_Asia-Shanghai.csv'],
    [
      'xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'calls_2026-03-09_2026-03-10_Asia-Shanghai.xlsx',
    ],
    ['jsonl', 'application/x-ndjson', 'calls_2026-03-09_2026-03-10_Asia-Shanghai.jsonl'],
    ['zip', 'application/zip', 'recordings_2026-03-09_2026-03-10_Asia-Shanghai.zip'],
  ])('names a file of format %s', async (format, type, name) => {
    const response = await appWith().app.request(`/api/export?format=${format}`, { method: 'HEAD' })
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Content-Disposition')).toContain(`"${name}"`)
  })

  it('writes paths of recordings with the origin of the request, never the URL of the vendor', async () => {
    const { app } = appWith()
    const response = await app.request('http://localhost:8080/api/export?columns=recording,id')
    const [, first, second] = (await response.text()).split('\r\n')
    expect(first).toBe(`"http://localhost:8080${recordingPath(VENDOR_URL, SEALED)}","call-0"`)
    expect(second).toBe('"","call-1"')
  })

  it('writes https links behind a proxy for TLS', async () => {
    const headers = { 'X-Forwarded-Proto': 'https' }
    const { app } = appWith()
    const response = await app.request('http://localhost/api/export?columns=recording', { headers })
    expect(await response.text()).toContain(
      `"https://localhost${recordingPath(VENDOR_URL, SEALED)}"`,
    )
  })

  test.each([
    ['locale=zh-CN&columns=type,hangupReason', '"呼叫类型","挂机原因"', '"呼出","呼出被挂断"'],
    ['codes=codes&columns=type,hangupReason', '"Type","Hangup reason"', '"3","1"'],
    ['separator=semicolon&columns=id,agent', '"Session ID";"Agent"', '"call-0";"Li Na"'],
    ['separator=tab&columns=id,agent', '"Session ID"\t"Agent"', '"call-0"\t"Li Na"'],
    ['columns=agent&columns=id', '"Agent","Session ID"', '"Li Na","call-0"'],
  ])('with %s begins with %s', async (keys, header, first) => {
    const text = await (await appWith().app.request(`/api/export?${keys}`)).text()
    expect(text.split('\r\n').slice(0, 2)).toEqual([header, first])
  })

  test.each([
    ['format=pdf', 'format'],
    ['format=csv&format=xlsx', 'format'],
    ['columns=id,nothing', 'columns'],
    ['columns=constructor', 'columns'],
    ['locale=de', 'locale'],
    ['locale=toString', 'locale'],
    ['separator=,', 'separator'],
    ['codes=yes', 'codes'],
    ['hold=601', 'hold'],
    ['hold=-1', 'hold'],
    ['hold=1.5', 'hold'],
    ['incomplete=yes', 'incomplete'],
    ['range=always', 'range'],
    ['calls=no-time%20id', 'calls'],
    ['notes=%7B', 'notes'],
    ['notes=%7B%22a%22%3A1%7D', 'notes'],
  ])('refuses %s by the name of the key', async (keys, key) => {
    const response = await appWith().app.request(`/api/export?${keys}`)
    expect(response.status).toBe(400)
    const problem = (await response.json()) as { code: string; detail: string }
    expect(problem.code).toBe('invalid_query')
    expect(problem.detail).toContain(`“${key}”`)
  })

  it('passes the query and the time to wait on to the mirror', async () => {
    const { app, opened } = appWith()
    await app.request('/api/export?agent=Li&sort=-talkSeconds&hold=600', { method: 'HEAD' })
    expect(opened).toMatchObject([
      { query: { agent: ['Li'], sort: { column: 'talkSeconds' } }, holdSeconds: 600 },
    ])
  })

  it('is off without a mirror', async () => {
    const response = await createTestApp(scriptedFetch(), { CALLS_DB: 'off' }).app.request(
      '/api/export',
    )
    expect([response.status, await response.json()]).toMatchObject([501, { code: 'mirror_off' }])
  })
})

describe('a view that is not complete', () => {
  const coverage = { complete: false, reading: true, read: 250, total: 900 }

  it('is refused with its coverage', async () => {
    const { app, state } = appWith({ coverage })
    const response = await app.request('/api/export')
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'not_read_yet', coverage })
    const head = await app.request('/api/export', { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Type'), await head.text()]).toEqual([
      409,
      'application/problem+json',
      '',
    ])
    expect(state.batches).toBe(0)
  })

  it('is sent on request, under a name that tells', async () => {
    const { app } = appWith({ coverage })
    const response = await app.request('/api/export?incomplete=allow&columns=id')
    expect(response.headers.get('Callboard-Complete')).toBe('false')
    expect(response.headers.get('Content-Disposition')).toContain(
      '"calls_2026-03-09_2026-03-10_Asia-Shanghai_incomplete.csv"',
    )
    expect((await response.text()).split('\r\n')).toHaveLength(251)
  })
})

test('HEAD sends the headers of GET and reads no calls', async () => {
  const { app, state } = appWith()
  const head = await app.request('/api/export?format=xlsx', { method: 'HEAD' })
  const got = await app.request('/api/export?format=xlsx')
  // The policy has a nonce of its own each time.
  const withoutId = ({ headers }: Response) =>
    [...headers].filter(([key]) => !['x-request-id', 'content-security-policy'].includes(key))
  expect(state.batches).toBe(0)
  expect(withoutId(head)).toEqual(withoutId(got))
  await got.body?.cancel()
})

test('only answers of the export may be shown in a frame, by our own page', async () => {
  const { app } = appWith()
  const framing = async (path: string) => {
    const { headers } = await app.request(path)
    const [ancestors] =
      /frame-ancestors [^;]+/.exec(headers.get('Content-Security-Policy') ?? '') ?? []
    return [ancestors, headers.get('X-Frame-Options')]
  }
  expect(await framing('/api/export?format=pdf')).toEqual(["frame-ancestors 'self'", 'SAMEORIGIN'])
  expect(await framing('/api/session')).toEqual(["frame-ancestors 'none'", 'DENY'])
})

describe('POST /api/export', () => {
  test.each(['csv', 'xlsx', 'jsonl', 'zip'])('sends the same %s file as GET', async (format) => {
    const { app } = appWith()
    const keys = { range: 'today', format, agent: 'Li Na' }
    const got = await app.request(`/api/export?${new URLSearchParams(keys)}`)
    const posted = await app.request('/api/export', form(keys))
    expect(posted.status).toBe(200)
    expect(Buffer.from(await posted.arrayBuffer())).toEqual(Buffer.from(await got.arrayBuffer()))
  })

  it('takes a selection in its order, as a form of either kind', async () => {
    const calls = '2026-03-10T10:00:00+08:00 call-7\r\n2026-03-10T10:00:00+08:00 call-3\r\n'
    const keys = { calls, columns: 'id' }
    const body = new FormData()
    for (const [key, value] of Object.entries(keys)) body.append(key, value)
    for (const init of [form(keys), { method: 'POST', body }]) {
      const { app, selected } = appWith()
      const response = await app.request('/api/export', init)
      expect(response.headers.get('Content-Disposition')).toContain('_selected.csv"')
      expect(await response.text()).toBe('"Session ID"\r\n"call-7"\r\n"call-3"')
      expect(selected[0]?.map(({ id }) => id)).toEqual(['call-7', 'call-3'])
    }
  })

  it('exports no call for an empty selection', async () => {
    const response = await appWith().app.request('/api/export', form({ calls: '', columns: 'id' }))
    expect(await response.text()).toBe('"Session ID"')
  })

  it('writes the notes that the page sends, with escaped formulas', async () => {
    const notes = JSON.stringify({
      'call-0': { starred: 'Yes', notes: '=1+1' },
      __proto__: { starred: 'No' },
    })
    const keys = { notes, columns: 'id,starred,notes', locale: 'zh-CN' }
    const lines = (await (await appWith().app.request('/api/export', form(keys))).text()).split(
      '\r\n',
    )
    expect(lines.slice(1, 3)).toEqual([`"call-0","Yes","'=1+1"`, '"call-1","",""'])
  })

  it('takes a form of more than 64 KB and refuses one of more than 8 MB', async () => {
    const notes = (bytes: number) => JSON.stringify({ a: { notes: 'x'.repeat(bytes) } })
    const { app } = appWith()
    const large = await app.request('/api/export', form({ notes: notes(1_000_000) }))
    expect(large.status).toBe(200)
    await large.body?.cancel()
    const tooLarge = await app.request('/api/export', form({ notes: notes(9 * 2 ** 20) }))
    expect([tooLarge.status, await tooLarge.json()]).toMatchObject([
      413,
      { code: 'body_too_large', detail: expect.stringContaining('8192 KB') },
    ])
  })

  it('refuses a body that is not a form, and requests of other sites', async () => {
    const { app } = appWith()
    const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } }
    expect((await app.request('/api/export', json)).status).toBe(400)
    const other = await app.request('/api/export', {
      ...form({}),
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    })
    expect(other.status).toBe(403)
  })

  it('names the allowed methods', async () => {
    const response = await appWith().app.request('/api/export', { method: 'PUT' })
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST'])
  })
})

test('an archive has the recordings as the player receives them', async () => {
  const { app } = appWith({ calls: CALLS.slice(0, 2) })
  const response = await app.request('/api/export?format=zip')
  const files = await openZip(new Uint8Array(await response.arrayBuffer()))
  const played = await app.request(recordingPath(VENDOR_URL))
  expect(files[0]?.bytes).toEqual(new Uint8Array(await played.arrayBuffer()))
  expect(readManifest(files).map(({ id, state, reason }) => [id, state, reason])).toEqual([
    ['call-0', 'whole', ''],
    ['call-1', 'missing', 'none'],
  ])
})

describe('on a real socket', () => {
  /** Calls that hardly compress, so that many bytes come before the failure. */
  const many = Array.from({ length: 3_000 }, (_, index) =>
    makeCall({ id: `${index}`, remark: randomBytes(600).toString('base64'), recording: null }),
  )

  /** Downloads like curl. @returns the bytes, and whether the body ended cleanly */
  async function download(port: number, path: string) {
    return new Promise<{ bytes: number; complete: boolean }>((resolve) => {
      get({ port, path, host: '127.0.0.1' }, (response) => {
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        response.on('error', () => {})
        response.on('close', () => resolve({ bytes, complete: response.complete }))
      })
    })
  }

  test.each(['csv', 'xlsx', 'jsonl'])('a %s file that succeeds ends cleanly', async (format) => {
    const { app } = appWith({ calls: many })
    const port = await serveForTest(app)
    const path = `/api/export?format=${format}&columns=id,remark`
    expect((await download(port, path)).complete).toBe(true)
  })

  test.each(
    ['csv', 'xlsx', 'jsonl', 'zip'].flatMap((format) => [
      { format, what: 'fails half-way', view: { failsAfter: 2_000 } },
      { format, what: 'has fewer calls than stated', view: { rows: 3_001 } },
      { format, what: 'has more calls than stated', view: { rows: 2_999 } },
    ]),
  )('a $format file whose source $what breaks off', async ({ format, view }) => {
    const { app, state } = appWith({ calls: many, ...view })
    const port = await serveForTest(app)
    const path = `/api/export?format=${format}&columns=id,remark`
    expect(await download(port, path)).toMatchObject({ complete: false })
    expect(state.ended).toBe(true)
  })

  it('reads the calls only as fast as the client, and stops when it leaves', async () => {
    const { app, state } = appWith({ calls: Array.from({ length: 40 }, () => many).flat() })
    const port = await serveForTest(app)
    const path = '/api/export?columns=id,remark'
    const request = get({ port, path, host: '127.0.0.1' }, (response) => {
      response.once('readable', () => response.read(1))
    }).on('error', () => {}) // the client leaves, maybe before the answer
    await vi.waitFor(() => expect(state.batches).toBeGreaterThan(0))
    request.destroy()
    await vi.waitFor(() => expect(state.ended).toBe(true))
    expect(state.batches).toBeLessThan(1_200)
  })
})
