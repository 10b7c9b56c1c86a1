import ipaddr from 'ipaddr.js'

/** A host in `RECORDING_HOSTS` or `ALLOWED_HOSTS`. */
export interface HostRule {
  /** Lower case, without the `*.` of a wildcard; IPv6 in brackets. */
  host: string
  subdomains: boolean
  /** `null`: any port. */
  port: number | null
}

const RULE = /^(\*\.)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/
const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 }
const LOCAL_NAME = /(^|\.)(localhost|local|internal)$/

/** Parses `host`, `host:port` or `*.host` in any case; `null` if invalid. */
export function parseHostRule(text: string): HostRule | null {
  const match = RULE.exec(text.trim().toLowerCase())
  if (!match) return null
  const [, star, host = '', port] = match
  const url = `http://${host}/`
  if (!URL.canParse(url) || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null
  // The URL parser's spelling, because a recording's URL is compared in it.
  const spelled = new URL(url).hostname
  if (star && isAddress(spelled)) return null
  return { host: spelled, subdomains: star !== undefined, port: port ? Number(port) : null }
}

/** Whether a host name, as the URL parser spells it, matches the rule. The port is ignored. */
export function matchesHost({ host, subdomains }: HostRule, hostname: string): boolean {
  return subdomains ? hostname.endsWith(`.${host}`) : hostname === host
}

function isAddress(hostname: string): boolean {
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''))
}

/** The allocated part of IPv6 (IANA, Internet Protocol Version 6 Address Space). */
const ALLOCATED_IPV6 = ipaddr.parseCIDR('2000::/3')

/** Whether an IP address is public: neither local nor private nor reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  // IPv4 within IPv6 (RFC 4291 section 2.5.5.2 and others) has its own range, so it is rejected.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(ALLOCATED_IPV6))
}

function isPublicHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(bare)) return isPublicAddress(bare)
  return hostname !== '' && !LOCAL_NAME.test(hostname)
}

function isHttp({ protocol, username, password }: URL): boolean {
  return protocol in DEFAULT_PORTS && username === '' && password === ''
}

/** Whether `text` is an http(s) URL without credentials. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && isHttp(new URL(text))
}

/**
 * Creates the rule for the URLs of recordings. It checks names only; the addresses that a name
 * resolves to are checked when the connection is made.
 * @param hosts the only hosts allowed; `null` allows any public one
 */
export function createAddressRule(hosts: readonly HostRule[] | null): (url: URL) => boolean {
  return function isAllowed(url) {
    if (!isHttp(url)) return false
    const hostname = url.hostname.replace(/\.+$/, '')
    if (hosts === null) return isPublicHost(hostname)
    const port = Number(url.port) || DEFAULT_PORTS[url.protocol]
    return hosts.some(
      (rule) => matchesHost(rule, hostname) && (rule.port === null || rule.port === port),
    )
  }
}
