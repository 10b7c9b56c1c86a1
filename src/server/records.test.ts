import { describe, expect, test, vi } from 'vitest'
import {
  httpStatus,
  json,
  never,
  refusal,
  scriptedFetch,
  vendorPage,
} from '../testing/scripted-fetch.ts'
import { createTestApp, TEST_QUERY } from '../testing/test-app.ts'

/** The sample in the vendor's documentation. */
const SAMPLE = {
  callId: '23112023430531500001',
  callSessionId: '23112023432602510',
  called: '91861****978737',
  calledInfo: 'Test data test data',
  caller: '91778800001',
  ccode: '91',
  ccodeName: 'India',
  agentName: '0705C049_053',
  agentGroupName: 'agentGroupName',
  callDuration: 12,
  callType: 3,
  hangingDirection: 1,
  hangupReason: 1,
  labels: ['tag1'],
  remark: 'Remark message',
  callStartTime: '2023-11-20 23:43:12',
  answerTime: '2023-11-20 23:43:14',
  callEndTime: '2023-11-20 23:43:26',
  voiceUrl: 'https://laaffic-test.praise.com/agent-call-record-231120/23112023432602510.wav',
}

describe('GET /api/records', () => {
  test('converts the vendor’s sample to the page’s format', async () => {
    const { app } = createTestApp(scriptedFetch(vendorPage(SAMPLE)))
    const response = await app.request(TEST_QUERY)
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.json()).toEqual({
      records: [
        {
          id: '23112023432602510',
          callId: '23112023430531500001',
          caller: '91778800001',
          called: '91861****978737',
          calledInfo: 'Test data test data',
          customer: '91861****978737',
          line: '91778800001',
          country: { code: '91', name: 'India' },
          agent: '0705C049_053',
          group: 'agentGroupName',
          type: 3,
          hangupReason: 1,
          hungUpBy: 1,
          sipCode: null,
          outcome: 'answered',
          labels: ['tag1'],
          remark: 'Remark message',
          startedAt: '2023-11-20T23:43:12+08:00',
          answeredAt: '2023-11-20T23:43:14+08:00',
          endedAt: '2023-11-20T23:43:26+08:00',
          talkSeconds: 12,
          waitSeconds: 2,
          recording: expect.stringMatching(/^\/api\/recordings\/[\w-]+$/),
          recordingState: 'available',
        },
      ],
      total: 1,
      page: 1,
      size: 50,
      pages: 1,
      from: '2026-03-10T00:00:00+08:00',
      to: '2026-03-10T23:59:59+08:00',
      coverage: null,
    })
  })

  test('reads ids of 17 digits exactly', async () => {
    const records = '[{"callSessionId":23112023432602510},{"callSessionId":23112023432602511}]'
    const answer = () => new Response(`{"status":0,"data":{"total":2,"records":${records}}}`)
    const { app } = createTestApp(scriptedFetch(answer))
    expect(await (await app.request(TEST_QUERY)).json()).toMatchObject({
      records: [{ id: '23112023432602510' }, { id: '23112023432602511' }],
      total: 2,
    })
  })

  test.each([
    ['javascript:alert(1)', null],
    ['https://me:pw@rec.example/a.wav', null],
    ['', null],
    [' https://rec.example/a.wav ', expect.stringMatching(/^\/api/)],
  ])('reads the voiceUrl "%s" as %s', async (voiceUrl, recording) => {
    const { app } = createTestApp(scriptedFetch(vendorPage({ voiceUrl })))
    expect(await (await app.request(TEST_QUERY)).json()).toMatchObject({ records: [{ recording }] })
  })

  test.each([
    ['&page=3&size=20', { records: [{}, {}], total: 45 }, { total: 45, page: 3, pages: 3 }],
    ['&page=3&size=20', { records: [{}], total: '' }, { total: 41, page: 3, size: 20, pages: 3 }],
    ['&size=2', { records: [{ callId: 1 }, {}] }, { total: null, page: 1, size: 2, pages: null }],
    ['&size=2', { records: [{}, {}] }, { records: [{}], total: null, size: 2, pages: null }],
    ['&size=2', { records: [{}, {}], total: 2 }, { total: 2, page: 1, size: 2, pages: 1 }],
    ['&size=2&page=2', { records: [{ callId: 1 }, {}] }, { total: null, page: 2, pages: null }],
    ['&size=2&page=2', { records: [{}] }, { total: 3, page: 2, size: 2, pages: 2 }],
    ['&size=2&page=2', { records: [] }, { records: [], total: 2, page: 2, pages: 1 }],
    ['&size=2', { records: [{ callId: 1 }, { callId: 2 }, {}] }, { total: null, pages: null }],
    ['', { records: [{ callId: 1 }, {}], total: 0 }, { total: null, size: 50, pages: null }],
    ['&page=3&size=20', { records: [{}], total: 40 }, { total: null, page: 3, pages: null }],
    ['&page=9&size=20', { records: [], total: 40 }, { total: 40, page: 9, pages: 2 }],
    ['&size=100&page=2', { records: [{}], total: 51, size: 50 }, { size: 50, page: 2, pages: 2 }],
    ['&size=100', { records: [{}], total: 95, size: '20' }, { size: 20, pages: 5 }],
    ['&size=2', { records: [{}, { callId: 1 }], total: 9, size: 1 }, { size: 2, pages: 5 }],
    ['&size=20', { records: [{}], total: 95, size: 1e9 }, { size: 20, pages: 5 }],
    ['&size=20', { records: [], total: 0, size: 0 }, { size: 20, pages: 0 }],
    ['', { records: null, total: null }, { records: [], total: 0, page: 1, pages: 0 }],
    ['', null, { records: [], total: 0, page: 1, size: 50, pages: 0 }],
    ['', { records: null }, { total: 0, page: 1, size: 50, pages: 0 }],
    ['', { total: '7' }, { total: 7, page: 1, size: 50, pages: 1 }],
  ])('finds the numbers of calls and pages for %s %o', async (search, data, expected) => {
    const { app } = createTestApp(scriptedFetch(json({ status: '0', data })))
    expect(await (await app.request(TEST_QUERY + search)).json()).toMatchObject(expected)
  })

  test.each([
    ['/api/records?range=tomorrow', 'invalid_query', 400, '“range” has a wrong value.'],
    [`${TEST_QUERY}&range=tomorrow`, 'invalid_query', 400, '“range” has a wrong value.'],
    ['/api/records?from=2026-03-10T13:00:00%2B08:00', 'range_reversed', 422, /later/],
    [`${TEST_QUERY}&type=x`, 'invalid_query', 400, '“type” has a wrong value.'],
    [`${TEST_QUERY}&sort=ringSeconds`, 'invalid_query', 400, '“sort” has a wrong value.'],
    [`${TEST_QUERY}&size=101`, 'invalid_query', 400, '“size” has a wrong value.'],
    [`${TEST_QUERY}&number=abc`, 'invalid_query', 400, '“number” has a wrong value.'],
    ['/api/records?from=2026-03-10T00:00Z&to=2026-03-09T00:00Z', 'range_reversed', 422, /later/],
    ['/api/records?from=2025-12-01T00:00Z&to=2025-12-02T00:00Z', 'range_too_old', 422, /62 days/],
  ])('refuses %s as %s without a request to the vendor', async (path, code, status, text) => {
    const fetch = scriptedFetch(vendorPage())
    const response = await createTestApp(fetch).app.request(path)
    const detail = expect.stringMatching(text)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, status, detail })
    expect(fetch.calls).toHaveLength(0)
  })

  test('ignores unknown keys', async () => {
    const { app } = createTestApp(scriptedFetch(vendorPage()))
    expect((await app.request(`${TEST_QUERY}&utm_source=x`)).status).toBe(200)
  })

  test.each([
    ['', '2026-03-10T00:00:00+08:00', '2026-03-10T23:59:59+08:00'],
    ['?range=today&size=20', '2026-03-10T00:00:00+08:00', '2026-03-10T23:59:59+08:00'],
    ['?range=lastHour', '2026-03-10T11:00:00+08:00', '2026-03-10T12:00:00+08:00'],
    ['?range=thisWeek', '2026-03-09T00:00:00+08:00', '2026-03-15T23:59:59+08:00'],
    ['?range=lastWeek', '2026-03-02T00:00:00+08:00', '2026-03-08T23:59:59+08:00'],
    ['?range=last30d', '2026-02-09T00:00:00+08:00', '2026-03-10T23:59:59+08:00'],
    ['?from=2026-03-09T00:00:00Z', '2026-03-09T08:00:00+08:00', '2026-03-10T12:00:00+08:00'],
    ['?to=2026-03-09T00:00:00Z', '2026-03-09T00:00:00+08:00', '2026-03-09T08:00:00+08:00'],
  ])('resolves the period of “%s” by the server’s clock', async (search, from, to) => {
    const fetch = scriptedFetch(vendorPage())
    const response = await createTestApp(fetch).app.request(`/api/records${search}`)
    expect(await response.json()).toMatchObject({ from, to })
    expect(JSON.parse(fetch.calls[0]?.body ?? '')).toMatchObject({
      params: { strTime: from, endTime: to },
    })
  })

  test('starts the day at midnight of the account', async () => {
    const midnight = Date.parse('2026-03-08T00:00:00-05:00') // Summer time begins that day.
    let now = midnight - 1
    const settings = { LAAFFIC_TIME_ZONE: 'America/New_York' }
    const { app } = createTestApp(scriptedFetch(vendorPage(), vendorPage()), settings, () => now)
    const today = async () => (await app.request('/api/records?range=today')).json()
    expect(await today()).toMatchObject({
      from: '2026-03-07T00:00:00-05:00',
      to: '2026-03-07T23:59:59-05:00',
    })
    now = midnight
    expect(await today()).toMatchObject({
      from: '2026-03-08T00:00:00-05:00',
      to: '2026-03-08T23:59:59-04:00',
    })
  })

  test('answers a failure as problem details', async () => {
    const { app } = createTestApp(scriptedFetch(refusal('-2', 'ip access restricted')))
    const response = await app.request(TEST_QUERY)
    expect(response.status).toBe(502)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.json()).toEqual({
      type: 'urn:callboard:problem:vendor_ip_denied',
      title: expect.any(String),
      status: 502,
      detail: expect.stringContaining('ip access restricted'),
      code: 'vendor_ip_denied',
      requestId: response.headers.get('X-Request-Id'),
      vendorStatus: '-2',
    })
  })

  test.each([
    [httpStatus(429, { 'Retry-After': '30' }), 503, '30'],
    [refusal('-25', 'out of time range'), 422, null],
  ])('gives failure %# its HTTP status and Retry-After', async (step, status, retryAfter) => {
    const response = await createTestApp(scriptedFetch(step)).app.request(TEST_QUERY)
    expect(response.status).toBe(status)
    expect(response.headers.get('Retry-After')).toBe(retryAfter)
  })

  test('answers HEAD with the same headers and no body', async () => {
    const { app } = createTestApp(scriptedFetch(vendorPage()))
    const response = await app.request(TEST_QUERY, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('application/json')
    expect(await response.text()).toBe('')
  })

  test('aborts the request to the vendor if the browser leaves', async () => {
    const fetch = scriptedFetch(never)
    const { app, lines } = createTestApp(fetch)
    const leaving = new AbortController()
    const answer = app.request(
      new Request(`http://localhost${TEST_QUERY}`, { signal: leaving.signal }),
    )
    await vi.waitFor(() => expect(fetch.calls).toHaveLength(1))
    leaving.abort()
    expect((await answer).status).toBe(499)
    expect(fetch.calls[0]?.signal.aborted).toBe(true)
    expect(lines.join()).toContain('"status":499')
  })
})
