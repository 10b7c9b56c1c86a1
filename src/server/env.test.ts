import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isInRanges } from './auth/auth-settings.ts'
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
      masked: [],
      auditFile: null,
      auditRequired: false,
      sessionSecret: null,
      previousSessionSecret: null,
      auth: 'none',
      usersFile: 'users.json',
      authHeader: 'X-Forwarded-User',
      trustedProxies: [],
      publicUrl: null,
      oidc: null,
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
    [
      'MASK',
      'listener,boss',
      /^MASK: "listener,boss" is not a comma list of admin, supervisor, listener/,
    ],
    ['AUDIT_REQUIRED', 'yes', 'AUDIT_REQUIRED: "yes" is neither true nor false'],
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

/** Writes a file that is gone after the test. @returns its path */
function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'secret'), text)
  return join(folder, 'secret')
}

const ACCOUNT = { LAAFFIC_API_KEY: 'key', LAAFFIC_API_SECRET: 'secret' }
const NETWORK = { ...ACCOUNT, HOST: '0.0.0.0' }
const PUBLIC_URL = 'https://calls.example'
const PROVIDER = {
  AUTH: 'oidc',
  OIDC_ISSUER: 'https://id.example',
  OIDC_CLIENT_ID: 'callboard',
  OIDC_CLIENT_SECRET: 'hunter2',
  PUBLIC_URL,
}

describe('settings of signing in', () => {
  test('are read', () => {
    const env = readEnv({
      ...NETWORK,
      AUTH: 'Header',
      USERS_FILE: '/etc/callboard/users.json',
      AUTH_HEADER: 'Remote-User',
      TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8 ,192.168.1.7',
      PUBLIC_URL: 'https://Calls.Example:8443/',
      SESSION_SECRET: 'the present session secret',
      SESSION_SECRET_PREVIOUS: 'the session secret before',
    })
    expect(env).toMatchObject({
      auth: 'header',
      usersFile: '/etc/callboard/users.json',
      authHeader: 'Remote-User',
      publicUrl: 'https://calls.example:8443',
      previousSessionSecret: 'the session secret before',
      oidc: null,
    })
    expect(env.trustedProxies).toHaveLength(3)
  })

  test.each([
    ['10.200.3.4', true],
    ['::ffff:10.1.1.1', true],
    ['11.0.0.1', false],
    ['192.168.1.7', true],
    ['192.168.1.8', false],
    ['fd12::1', true],
    ['fe80::1%eth0', false],
    ['::1', false],
    ['none', false],
    ['', false],
  ])('trust the address “%s”: %s', (address, expected) => {
    const { trustedProxies } = readEnv({ TRUSTED_PROXIES: '10.0.0.0/8,192.168.1.7,fd00::/8' })
    expect(isInRanges(address, trustedProxies)).toBe(expected)
  })

  test.each([
    ['AUTH', 'basic', 'AUTH: "basic" is none of none, password, oidc, header'],
    ['AUTH_HEADER', 'X User', /^AUTH_HEADER: "X User" is not the name of a header$/],
    ['TRUSTED_PROXIES', '10.0.0.0/33', /^TRUSTED_PROXIES: .* comma list of IP ranges/],
    ['TRUSTED_PROXIES', '0.0.0.0/0', /^TRUSTED_PROXIES: /],
    ['TRUSTED_PROXIES', '::/0', /^TRUSTED_PROXIES: /],
    ['TRUSTED_PROXIES', '::ffff:10.0.0.0/104', /^TRUSTED_PROXIES: /],
    ['TRUSTED_PROXIES', '10.1', /^TRUSTED_PROXIES: /],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8', /^TRUSTED_PROXIES: /],
    ['TRUSTED_PROXIES', 'proxy.example', /^TRUSTED_PROXIES: /],
    ['TRUSTED_PROXIES', ',', /^TRUSTED_PROXIES: /],
    ['PUBLIC_URL', 'calls.example', /^PUBLIC_URL: "calls\.example" is not an http or https URL/],
    ['PUBLIC_URL', 'ftp://calls.example', /^PUBLIC_URL: /],
    ['PUBLIC_URL', 'https://calls.example/app', /^PUBLIC_URL: /],
    ['PUBLIC_URL', 'https://calls.example/?a', /^PUBLIC_URL: /],
    ['PUBLIC_URL', 'https://calls.example/#', /^PUBLIC_URL: /],
    ['OIDC_ISSUER', 'id.example', /^OIDC_ISSUER: "id\.example" is not an https URL/],
    ['OIDC_ISSUER', 'http://id.example', /^OIDC_ISSUER: /],
    ['OIDC_ISSUER', 'https://id.example/?a=b', /^OIDC_ISSUER: /],
    ['OIDC_ISSUER', 'https://id.example/.well-known/openid-configuration', /^OIDC_ISSUER: /],
    ['SESSION_SECRET_PREVIOUS', 'short', 'SESSION_SECRET_PREVIOUS is shorter than 16 characters'],
  ])('reject %s=%s and name it', (name, value, message) => {
    expect(() => readEnv({ [name]: value })).toThrow(message)
  })

  test('do not repeat the password in PUBLIC_URL', () => {
    const source = { PUBLIC_URL: 'https://user:hunter2@calls.example' }
    expect(() => readEnv(source)).toThrow(/^PUBLIC_URL is not an http or https URL/)
    expect(() => readEnv(source)).not.toThrow('hunter2')
  })

  test.each<[Record<string, string>, RegExp]>([
    [NETWORK, /^HOST: "0\.0\.0\.0" can be reached .* set AUTH to password, oidc or header/],
    [{ ...ACCOUNT, HOST: '192.168.1.2' }, /^HOST: /],
    [{ ...ACCOUNT, HOST: '::' }, /^HOST: /],
    [{ ...ACCOUNT, HOST: 'calls.example', AUTH: 'none' }, /^HOST: /],
    [{ ...NETWORK, AUTH: 'password' }, /^PUBLIC_URL: AUTH=password needs/],
    [{ HOST: '::', AUTH: 'password' }, /^PUBLIC_URL: /],
    [{ AUTH: 'header' }, /^TRUSTED_PROXIES: AUTH=header needs/],
    [{ ...NETWORK, AUTH: 'header', PUBLIC_URL }, /^TRUSTED_PROXIES: /],
    [{ ...PROVIDER, OIDC_ISSUER: '' }, /^OIDC_ISSUER: AUTH=oidc needs it, and it is not set$/],
    [{ ...PROVIDER, OIDC_CLIENT_ID: '' }, /^OIDC_CLIENT_ID: AUTH=oidc needs it/],
    [{ ...PROVIDER, OIDC_CLIENT_SECRET: '' }, /^OIDC_CLIENT_SECRET: AUTH=oidc needs it/],
    [{ ...PROVIDER, PUBLIC_URL: '' }, /^PUBLIC_URL: AUTH=oidc needs it/],
    [{ AUTH: 'oidc', PUBLIC_URL }, /^OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: /],
  ])('reject %j', (source, message) => {
    expect(() => readEnv(source)).toThrow(message)
  })

  test.each([
    { HOST: '0.0.0.0' },
    { ...ACCOUNT, HOST: '127.0.0.9' },
    { ...ACCOUNT, HOST: 'localhost' },
    { ...ACCOUNT, AUTH: 'password' },
    { ...NETWORK, AUTH: 'password', PUBLIC_URL: 'http://10.1.2.3:8080' },
    { ...NETWORK, AUTH: 'header', PUBLIC_URL, TRUSTED_PROXIES: '10.0.0.1' },
    { ...NETWORK, ...PROVIDER },
    { ...PROVIDER, OIDC_ISSUER: 'http://127.0.0.1:3000/realms/a' },
  ])('accept %j', (source) => {
    expect(() => readEnv(source)).not.toThrow()
  })
})

describe('secrets in files', () => {
  test('are read without the line end', () => {
    const env = readEnv({
      LAAFFIC_API_KEY_FILE: fileWith('key\n'),
      LAAFFIC_API_SECRET_FILE: fileWith('secret\r\n'),
      SESSION_SECRET_FILE: fileWith('the present session secret'),
      SESSION_SECRET_PREVIOUS_FILE: fileWith('the session secret before\n'),
      ...PROVIDER,
      OIDC_CLIENT_SECRET: '',
      OIDC_CLIENT_SECRET_FILE: fileWith('the client secret\n'),
    })
    expect(env).toMatchObject({
      demo: false,
      apiKey: 'key',
      apiSecret: 'secret',
      sessionSecret: 'the present session secret',
      previousSessionSecret: 'the session secret before',
      oidc: { clientSecret: 'the client secret', roleClaim: 'role', groupsClaim: 'groups' },
    })
  })

  test.each([
    'LAAFFIC_API_KEY',
    'LAAFFIC_API_SECRET',
    'SESSION_SECRET',
    'SESSION_SECRET_PREVIOUS',
    'OIDC_CLIENT_SECRET',
  ])('are refused if %s is also set, missing or empty', (name) => {
    const file = `${name}_FILE`
    const path = fileWith('hunter2')
    const given = { ...ACCOUNT, [name]: 'hunter2', [file]: path }
    expect(() => readEnv(given)).toThrow(`${name} and ${file}: set only one of them`)
    const missing = { [file]: `${path}.none` }
    expect(() => readEnv(missing)).toThrow(`${file}: the file cannot be read (ENOENT)`)
    expect(() => readEnv({ [file]: fileWith(' \n') })).toThrow(`${file}: the file is empty`)
    expect(unknownSettings({ [file]: path })).toEqual([])
  })

  test('are not repeated if they are invalid', () => {
    const source = { SESSION_SECRET_FILE: fileWith('hunter2') }
    expect(() => readEnv(source)).toThrow(/^SESSION_SECRET is shorter than 16 characters$/)
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
