import { describe, expect, test } from 'vitest'
import { readEnv, unknownSettings } from './env.ts'

describe('readEnv', () => {
  test('returns the defaults', () => {
    expect(readEnv({})).toEqual({
      demo: true,
      apiKey: '',
      apiSecret: '',
      baseUrl: 'https://api.laaffic.com',
      timeZone: 'Asia/Shanghai',
      timeoutMs: 15_000,
      concurrency: 6,
      recordingHosts: null,
      recordingChannels: null,
      host: '127.0.0.1',
      port: 8080,
      allowedHosts: [],
      logLevel: 'info',
      callsDb: 'memory',
      readLimit: 20_000,
      readRate: 10,
      keepDays: 400,
      sessionSecret: null,
    })
  })

  test('ignores empty and blank values', () => {
    const names = ['LAAFFIC_API_KEY', 'LAAFFIC_API_SECRET', 'RECORDING_HOSTS', 'PORT', 'HOST']
    const blank = Object.fromEntries(names.map((name, index) => [name, ' '.repeat(index % 2)]))
    expect(readEnv(blank)).toEqual(readEnv({}))
  })

  test('reads all settings', () => {
    const env = readEnv({
      LAAFFIC_API_KEY: 'key',
      LAAFFIC_API_SECRET: ' secret ',
      LAAFFIC_BASE_URL: 'http://127.0.0.1:9000/voice/',
      LAAFFIC_TIME_ZONE: 'America/Sao_Paulo',
      LAAFFIC_TIMEOUT_MS: '100',
      LAAFFIC_CONCURRENCY: '1',
      RECORDING_HOSTS: 'Rec.Example, *.cdn.example ,127.0.0.1:9001,[::1]:80',
      HOST: '::1',
      PORT: '0',
      LOG_LEVEL: 'Warn',
      CALLS_DB: ' ./data/calls.duckdb ',
      READ_LIMIT: '0',
      READ_RATE: '0',
      KEEP_DAYS: '1',
      SESSION_SECRET: '0123456789abcdef',
    })
    expect(env).toMatchObject({
      demo: false,
      apiKey: 'key',
      apiSecret: 'secret',
      baseUrl: 'http://127.0.0.1:9000/voice',
      timeZone: 'America/Sao_Paulo',
      timeoutMs: 100,
      concurrency: 1,
      host: '::1',
      port: 0,
      logLevel: 'warn',
      callsDb: './data/calls.duckdb',
      readLimit: 0,
      readRate: 0,
      keepDays: 1,
      sessionSecret: '0123456789abcdef',
    })
    expect(env.recordingHosts).toEqual([
      { host: 'rec.example', subdomains: false, port: null },
      { host: 'cdn.example', subdomains: true, port: null },
      { host: '127.0.0.1', subdomains: false, port: 9001 },
      { host: '[::1]', subdomains: false, port: 80 },
    ])
  })

  test.each([
    ['agent,customer', ['agent', 'customer']],
    [' Customer, agent', ['customer', 'agent']],
  ])('reads RECORDING_CHANNELS=%s', (order, sides) => {
    expect(readEnv({ RECORDING_CHANNELS: order }).recordingChannels).toEqual(sides)
  })

  test.each([
    ['LAAFFIC_TIME_ZONE', 'Mars/Base', 'LAAFFIC_TIME_ZONE: "Mars/Base" is not an IANA time zone'],
    ['LAAFFIC_BASE_URL', 'laaffic.com', /^LAAFFIC_BASE_URL: "laaffic\.com" is not an http/],
    ['LAAFFIC_BASE_URL', 'ftp://api.laaffic.com', /^LAAFFIC_BASE_URL: /],
    ['LAAFFIC_BASE_URL', 'https://api.laaffic.com/?a=1', /^LAAFFIC_BASE_URL: /],
    ['LAAFFIC_TIMEOUT_MS', '99', /^LAAFFIC_TIMEOUT_MS: "99" is not a whole number from 100 /],
    ['LAAFFIC_TIMEOUT_MS', '1e4', /^LAAFFIC_TIMEOUT_MS: /],
    ['LAAFFIC_CONCURRENCY', '0', /^LAAFFIC_CONCURRENCY: /],
    ['LAAFFIC_CONCURRENCY', '2.5', /^LAAFFIC_CONCURRENCY: /],
    ['PORT', '65536', /^PORT: "65536" is not a whole number from 0 to 65535$/],
    ['PORT', '-1', /^PORT: /],
    ['HOST', 'http://here', /^HOST: /],
    ['RECORDING_HOSTS', 'a.example,http://b.example', /^RECORDING_HOSTS: .* comma list/],
    ['RECORDING_HOSTS', 'a.example:0', /^RECORDING_HOSTS: /],
    ['RECORDING_HOSTS', '*', /^RECORDING_HOSTS: /],
    ['RECORDING_HOSTS', ',', /^RECORDING_HOSTS: /],
    ['ALLOWED_HOSTS', 'http://calls.example', /^ALLOWED_HOSTS: .* comma list/],
    ['ALLOWED_HOSTS', 'calls.example:443', /^ALLOWED_HOSTS: .* has a port; names pass with any$/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL: "loud" is none of trace, debug, info/],
    ['ALLOWED_HOSTS', '*', /^ALLOWED_HOSTS: /],
    ['RECORDING_CHANNELS', 'agent', 'RECORDING_CHANNELS: "agent" is neither agent,customer nor '],
    ['RECORDING_CHANNELS', 'agent,agent', /^RECORDING_CHANNELS: /],
    ['RECORDING_CHANNELS', 'agent,customer,agent', /^RECORDING_CHANNELS: /],
    ['READ_LIMIT', '1000001', /^READ_LIMIT: "1000001" is not a whole number from 0 to 1000000$/],
    ['READ_LIMIT', '20,000', /^READ_LIMIT: /],
    ['READ_RATE', '-1', /^READ_RATE: /],
    ['READ_RATE', '0.5', /^READ_RATE: /],
    ['KEEP_DAYS', '0', /^KEEP_DAYS: "0" is not a whole number from 1 to 36500$/],
    ['CALLS_DB', 'postgres://db/calls', /^CALLS_DB: "postgres:.* is not supported yet$/],
    ['CALLS_DB', 'PostgreSQL://db/calls', /^CALLS_DB: /],
    ['LAAFFIC_API_KEY', 'key', /^LAAFFIC_API_KEY and LAAFFIC_API_SECRET: set both/],
    ['LAAFFIC_API_SECRET', 'secret', /^LAAFFIC_API_KEY and LAAFFIC_API_SECRET: set both/],
  ])('rejects %s=%s and names the setting', (name, value, message) => {
    expect(() => readEnv({ [name]: value })).toThrow(message)
  })

  test.each(['memory', 'off', 'calls.duckdb', '/var/lib/callboard/calls.duckdb'])(
    'reads CALLS_DB=%s',
    (place) => expect(readEnv({ CALLS_DB: place }).callsDb).toBe(place),
  )

  test('names every invalid setting in one line', () => {
    expect(() => readEnv({ PORT: 'x', HOST: 'a b' })).toThrow(/^HOST: [^\n]+; PORT: [^\n]+$/)
  })

  test.each([
    ['a zero-width space', 'hunter\u200b2'],
    ['a byte order mark', 'hunter\ufeff2'],
    ['a full-width letter', 'hunter２'],
    ['a letter with an accent', 'hüter2'],
    ['a space', 'hunter 2'],
    ['a line end', 'hunter\n2'],
    ['only a zero-width space', '\u200b'],
  ])('rejects %s in a credential without repeating the credential', (_, value) => {
    for (const name of ['LAAFFIC_API_KEY', 'LAAFFIC_API_SECRET']) {
      const given = { LAAFFIC_API_KEY: '!key~', LAAFFIC_API_SECRET: '!secret~', [name]: value }
      expect(() => readEnv(given)).toThrow(new RegExp(`^${name} holds a character [a-zA-Z ,;]*$`))
    }
  })

  test('accepts any visible ASCII character in a credential, between spaces', () => {
    const visible = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index))
    const env = readEnv({ LAAFFIC_API_KEY: `\ufeff${visible}\n`, LAAFFIC_API_SECRET: visible })
    expect(env).toMatchObject({ apiKey: visible, apiSecret: visible })
  })

  test.each([
    ['SESSION_SECRET', 'hunter2'],
    ['LAAFFIC_BASE_URL', 'https://user:hunter2@api.laaffic.com'],
    ['CALLS_DB', 'postgres://callboard:hunter2@db/calls'],
  ])('does not repeat the secret in an invalid %s', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`^${name} is [^@"]*$`))
    expect(() => readEnv({ [name]: value })).not.toThrow(value)
  })
})

describe('unknownSettings', () => {
  test.each([
    ['LAAFFIC_APIKEY', 'LAAFFIC_API_KEY'],
    ['LAAFFIC_SECRET', 'LAAFFIC_API_SECRET'],
    ['LAAFFIC_TIMEZONE', 'LAAFFIC_TIME_ZONE'],
    ['LAAFFIC_TIMEOUT', 'LAAFFIC_TIMEOUT_MS'],
    ['RECORDING_HOST', 'RECORDING_HOSTS'],
    ['RECORDING_CHANELS', 'RECORDING_CHANNELS'],
  ])('suggests for %s the setting %s', (name, nearest) => {
    const line = `${name} is no setting and has no effect; did you mean ${nearest}?`
    expect(unknownSettings({ [name]: 'hunter2', PATH: '/bin' })).toEqual([line])
  })

  test('suggests nothing for known settings and unrelated variables', () => {
    const names = ['LAAFFIC_API_KEY', 'RECORDING_HOSTS', 'HOST', 'HOSTS', 'LOG_LEVELS']
    expect(unknownSettings(Object.fromEntries(names.map((name) => [name, 'x'])))).toEqual([])
  })
})
