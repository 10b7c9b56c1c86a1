import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ROLES, type Role, type Session } from '../calls/call.ts'
import { type AuthEnv, authConflict, authEnv, authSettings } from './auth/auth-settings.ts'
import { LOG_LEVELS, type LogLevel } from './http/log.ts'
import { type HostRule, parseHostRule } from './recordings/address-rule.ts'

/** A setting is invalid. The message is one line that names it. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/** The checked settings. */
export interface Env extends AuthEnv {
  /** Whether no credentials were set. Then the built-in account answers, and both are empty. */
  demo: boolean
  apiKey: string
  apiSecret: string
  /** Without a trailing slash; may have a path. */
  baseUrl: string
  /** IANA zone of the record times. */
  timeZone: string
  /** Timeout of a vendor request, in ms. */
  timeoutMs: number
  /** Vendor requests under way at once. */
  concurrency: number
  /** The only hosts of recordings. `null` allows any public address. */
  recordingHosts: HostRule[] | null
  recordingChannels: Session['recordingChannels']
  host: string
  port: number
  /** Host names that the server accepts beside loopback names and `host`, with any port. */
  allowedHosts: HostRule[]
  logLevel: LogLevel
  /** The place of calls that were read: `memory`, `off`, or the path of a file. */
  callsDb: string
  /** Calls of one view that are read without being requested. */
  readLimit: number
  /** Vendor requests a second for reading in the background; 0: no limit. */
  readRate: number
  /** Days for which a file keeps calls. */
  keepDays: number
  /** Roles that see masked numbers. */
  masked: Role[]
  /** Path of the audit log; `null` for standard output. */
  auditFile: string | null
  /** Whether what cannot be recorded in the audit log is refused. */
  auditRequired: boolean
  /** `null` if none was set. Then the stored one is used. */
  sessionSecret: string | null
  /** The secret before the present one, while it is replaced. */
  previousSessionSecret: string | null
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
}

function integerIn(min: number, max: number) {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `is not a whole number from ${min} to ${max}`,
    })
    .transform(Number)
}

const hosts = z.string().transform((text, context) => {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  const rules = parts.map(parseHostRule)
  if (parts.length > 0 && rules.every((rule) => rule !== null)) return rules
  context.addIssue('is not a comma list of host, host:port or *.host')
  return z.NEVER
})

const names = hosts.refine((rules) => rules.every(({ port }) => port === null), {
  error: 'has a port; names pass with any',
})

const channels = z
  .string()
  .transform((text) => text.toLowerCase().replaceAll(' ', ''))
  .pipe(
    z.enum(['agent,customer', 'customer,agent'], {
      error: 'is neither agent,customer nor customer,agent',
    }),
  )
  .transform((order) =>
    order === 'agent,customer'
      ? (['agent', 'customer'] as const)
      : (['customer', 'agent'] as const),
  )

const roles = z.string().transform((text, context) => {
  const found = text.split(',').map((part) => ROLES.find((role) => role === part.trim()))
  if (found.every((role) => role !== undefined)) return found
  context.addIssue(`is not a comma list of ${ROLES.join(', ')}`)
  return z.NEVER
})

/** Visible ASCII, because a header cannot carry anything else. */
const credential = z.string().regex(/^[\x21-\x7e]+$/, {
  error: 'holds a character that is no visible ASCII one, maybe unseen; copy it anew',
})

const sessionSecret = z.string().min(16, { error: 'is shorter than 16 characters' }).optional()

/** Settings whose values no message may repeat. Each may also come from a file. */
const SECRETS = [
  'LAAFFIC_API_KEY',
  'LAAFFIC_API_SECRET',
  'SESSION_SECRET',
  'SESSION_SECRET_PREVIOUS',
  'OIDC_CLIENT_SECRET',
] as const

const fileOf = (secret: string) => `${secret}_FILE`

const settings = z.object({
  LAAFFIC_API_KEY: credential.optional(),
  LAAFFIC_API_SECRET: credential.optional(),
  LAAFFIC_BASE_URL: z
    .string()
    .refine(isBaseUrl, { error: 'is not an http or https URL without credentials and query' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://api.laaffic.com'),
  LAAFFIC_TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: 'is not an IANA time zone' })
    .default('Asia/Shanghai'),
  LAAFFIC_TIMEOUT_MS: integerIn(100, 600_000).default(15_000),
  LAAFFIC_CONCURRENCY: integerIn(1, 1_000).default(6),
  RECORDING_HOSTS: hosts.optional(),
  RECORDING_CHANNELS: channels.optional(),
  HOST: z
    .string()
    .refine((host) => /^[\w.:-]+$/.test(host), { error: 'is not a host name or an IP address' })
    .default('127.0.0.1'),
  PORT: integerIn(0, 65_535).default(8080),
  ALLOWED_HOSTS: names.optional(),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(LOG_LEVELS, { error: `is none of ${LOG_LEVELS.join(', ')}` }))
    .default('info'),
  CALLS_DB: z
    .string()
    .refine((place) => !/^postgres(?:ql)?:/i.test(place), {
      error: 'is a database of PostgreSQL, which is not supported yet',
    })
    .default('memory'),
  READ_LIMIT: integerIn(0, 1_000_000).default(20_000),
  READ_RATE: integerIn(0, 1_000).default(10),
  KEEP_DAYS: integerIn(1, 36_500).default(400),
  MASK: roles.default([]),
  AUDIT_FILE: z.string().optional(),
  AUDIT_REQUIRED: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false'], { error: 'is neither true nor false' }))
    .transform((text) => text === 'true')
    .default(false),
  SESSION_SECRET: sessionSecret,
  SESSION_SECRET_PREVIOUS: sessionSecret,
  ...authSettings,
})

function sentence(source: Record<string, string>, { path, message }: z.core.$ZodIssue): string {
  const name = String(path[0])
  const value = source[name] ?? ''
  const isSecret = SECRETS.some((secret) => secret === name) || value.includes('@')
  return isSecret ? `${name} ${message}` : `${name}: ${JSON.stringify(value)} ${message}`
}

/** Prefixes that only our settings have. */
const OWN_NAME = /^(?:LAAFFIC|RECORDING)_/

/** Returns the Levenshtein distance of two names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min(
          (row[j] ?? 0) + Number(letter !== other),
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** Returns a line for each unknown name that looks like a setting. It suggests the nearest one. */
export function unknownSettings(source: Record<string, string | undefined>): string[] {
  const known = [...Object.keys(settings.shape), ...SECRETS.map(fileOf)]
  const unknown = Object.keys(source).filter((name) => OWN_NAME.test(name) && !known.includes(name))
  return unknown.map((name) => {
    const [nearest] = known.toSorted((a, b) => distance(name, a) - distance(name, b))
    return `${name} is no setting and has no effect; did you mean ${nearest}?`
  })
}

function readSecretFile(name: string, path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new EnvError(`${name}: the file cannot be read (${code})`)
  }
  if (text === '') throw new EnvError(`${name}: the file is empty`)
  return text
}

/** Adds the secrets that are in files. @throws EnvError if one cannot be read, or is set twice */
function withSecretFiles(given: Record<string, string>): Record<string, string> {
  const secrets = SECRETS.flatMap((name) => {
    const path = given[fileOf(name)]
    if (path === undefined) return []
    if (given[name] !== undefined)
      throw new EnvError(`${name} and ${fileOf(name)}: set only one of them`)
    return [[name, readSecretFile(fileOf(name), path)]]
  })
  return { ...given, ...Object.fromEntries(secrets) }
}

/**
 * Reads the settings, and secrets that are in files. Empty values are ignored.
 * @throws EnvError that names every invalid setting
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = withSecretFiles(
    Object.fromEntries(
      Object.entries(source).flatMap(([name, value]) =>
        value?.trim() ? [[name, value.trim()]] : [],
      ),
    ),
  )
  const read = settings.safeParse(given)
  if (!read.success)
    throw new EnvError(read.error.issues.map((issue) => sentence(given, issue)).join('; '))
  const { data } = read
  const { LAAFFIC_API_KEY: apiKey = '', LAAFFIC_API_SECRET: apiSecret = '' } = data
  if ((apiKey === '') !== (apiSecret === ''))
    throw new EnvError(
      'LAAFFIC_API_KEY and LAAFFIC_API_SECRET: set both, or neither for the demo account',
    )
  const demo = apiKey === ''
  const conflict = authConflict(data, { demo })
  if (conflict !== null) throw new EnvError(conflict)
  return {
    demo,
    apiKey,
    apiSecret,
    baseUrl: data.LAAFFIC_BASE_URL,
    timeZone: data.LAAFFIC_TIME_ZONE,
    timeoutMs: data.LAAFFIC_TIMEOUT_MS,
    concurrency: data.LAAFFIC_CONCURRENCY,
    recordingHosts: data.RECORDING_HOSTS ?? null,
    recordingChannels: data.RECORDING_CHANNELS ?? null,
    host: data.HOST,
    port: data.PORT,
    allowedHosts: data.ALLOWED_HOSTS ?? [],
    logLevel: data.LOG_LEVEL,
    callsDb: data.CALLS_DB,
    readLimit: data.READ_LIMIT,
    readRate: data.READ_RATE,
    keepDays: data.KEEP_DAYS,
    masked: data.MASK,
    auditFile: data.AUDIT_FILE ?? null,
    auditRequired: data.AUDIT_REQUIRED,
    sessionSecret: data.SESSION_SECRET ?? null,
    previousSessionSecret: data.SESSION_SECRET_PREVIOUS ?? null,
    ...authEnv(data),
  }
}

/**
 * Loads `.env` from the current folder and from the app's folder, if they exist. The environment
 * overrides both, and the current folder overrides the app's.
 */
export function loadEnvFiles(): void {
  for (const path of ['.env', new URL('../../.env', import.meta.url)])
    try {
      process.loadEnvFile(path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
}
