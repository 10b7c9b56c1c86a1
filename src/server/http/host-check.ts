import type { MiddlewareHandler } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import ipaddr from 'ipaddr.js'
import type { Env } from '../env.ts'
import { matchesHost } from '../recordings/address-rule.ts'
import type { AppEnv } from './context.ts'
import { ProblemError, problemResponse } from './problems.ts'

type Hosts = Pick<Env, 'host' | 'allowedHosts' | 'publicUrl'>

/** Returns a host as the URL parser spells it, without port and final dot; `null` if invalid. */
function hostnameOf(host: string): string | null {
  const url = `http://${host}/`
  return /^[^\s@/\\?#]+$/.test(host) && URL.canParse(url)
    ? new URL(url).hostname.replace(/\.$/, '')
    : null
}

function addressOf(hostname: string) {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null
}

/** Whether a host without port always means this machine (RFC 6761 section 6.3). */
export function isLoopback(host: string): boolean {
  return /(^|\.)localhost$/i.test(host) || addressOf(host)?.range() === 'loopback'
}

/** Whether the server listens on all addresses of the machine. */
export function isWildcard(host: string): boolean {
  return addressOf(host)?.range() === 'unspecified'
}

/**
 * Creates the function that checks a `Host` header. Loopback names, `HOST`, `ALLOWED_HOSTS` and the
 * host of `PUBLIC_URL` pass with any port. If the server listens on all addresses, every IP address passes, because DNS
 * rebinding needs a name.
 */
export function createHostRule({
  host,
  allowedHosts,
  publicUrl,
}: Hosts): (header: string) => boolean {
  const own = [
    hostnameOf(host.includes(':') ? `[${host}]` : host),
    publicUrl && hostnameOf(new URL(publicUrl).host),
  ]
  return (header) => {
    const hostname = hostnameOf(header)
    if (hostname === null) return false
    if (isLoopback(hostname) || own.includes(hostname)) return true
    if (isWildcard(host) && addressOf(hostname) !== null) return true
    return allowedHosts.some((rule) => matchesHost(rule, hostname))
  }
}

/** Probes of the server. They may reach it by any name. */
export const WATCHED_PATHS = ['/healthz', '/readyz']

/**
 * Refuses requests for other hosts with 421, because a page at a name that resolves to this machine
 * could read everything (DNS rebinding). `/healthz` and `/readyz` accept any host.
 */
export function createHostCheck(hosts: Hosts): MiddlewareHandler<AppEnv> {
  const isAllowed = createHostRule(hosts)
  return async function hostCheck(c, next) {
    // The host of a request line overrides the header (RFC 9112 section 3.2.2).
    const { host } = new URL(c.req.url)
    const given = [host, c.req.header('Host') ?? host]
    if (WATCHED_PATHS.includes(c.req.path) || given.every(isAllowed)) return next()
    const detail = 'The operator can add this name to ALLOWED_HOSTS.'
    return problemResponse(c, new ProblemError('wrong_host', detail))
  }
}

/**
 * Refuses requests that a browser sends on behalf of another site (Fetch Metadata,
 * `Sec-Fetch-Site`).
 */
export const refuseCrossSite: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.header('Sec-Fetch-Site') !== 'cross-site') return next()
  const detail = 'Only pages of this server may read from it.'
  return problemResponse(c, new ProblemError('cross_site', detail))
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses requests that change something unless a page of this server sends them (CSRF). A browser
 * states that in `Sec-Fetch-Site`, or without TLS only in `Origin`. Programs such as curl send
 * neither, and pass.
 */
export function createOriginCheck({
  publicUrl,
}: Pick<Env, 'publicUrl'>): MiddlewareHandler<AppEnv> {
  function isOwn(origin: string, host: string): boolean {
    if (origin === publicUrl) return true
    // Behind a proxy, only the host is known: the scheme may be another.
    return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
  }

  return async function originCheck(c, next) {
    if (SAFE_METHODS.includes(c.req.method)) return next()
    const site = c.req.header('Sec-Fetch-Site')
    const origin = c.req.header('Origin')
    const host = c.req.header('Host') ?? new URL(c.req.url).host
    const passes =
      site === undefined ? origin === undefined || isOwn(origin, host) : site === 'same-origin'
    if (passes) return next()
    return problemResponse(
      c,
      new ProblemError('cross_site', 'Only pages of this server may do so.'),
    )
  }
}

/** How long (s) browsers use TLS only: a year. */
const HSTS_SECONDS = 31_536_000

/**
 * Adds security headers to every answer. It keeps headers that a handler has set.
 * @param isTls whether people reach it over TLS
 * @param mayBeFramed whether our own page may show the answer in a frame
 */
export function securityHeaders({
  isTls,
  mayBeFramed = false,
}: {
  isTls: boolean
  mayBeFramed?: boolean
}): MiddlewareHandler {
  return secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Mantine and its scroll lock add style elements, which carry the nonce of the page.
      styleSrc: ["'self'", NONCE],
      // Chromium applies the policy to tables that are copied, whose cells need a style of Excel's.
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      workerSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: [mayBeFramed ? "'self'" : "'none'"],
      formAction: ["'self'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['default'], // the policy of `public/early.js`
    },
    // URLs hold the ids of calls. Our own forms need an `Origin`, which `no-referrer` would blank.
    referrerPolicy: 'same-origin',
    // The server speaks plain HTTP. A proxy in front of it does TLS, which `PUBLIC_URL` shows.
    strictTransportSecurity: isTls && `max-age=${HSTS_SECONDS}`,
    xFrameOptions: mayBeFramed ? 'SAMEORIGIN' : 'DENY',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
  })
}
