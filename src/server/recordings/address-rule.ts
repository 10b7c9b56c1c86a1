import ipaddr from 'ipaddr.js'

/** A host, as `RECORDING_HOSTS` and `ALLOWED_HOSTS` name it. */
export interface HostRule {
  /** Lower case; of `*.example.com` what follows the star's dot; IPv6 in brackets. */
  host: string
  subdomains: boolean
  /** `null`: any port. */
  port: number | null
}

const RULE = /^(\*\.)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/
const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 }
const LOCAL_NAME = /(^|\.)(localhost|local|internal)$/

/** Reads `host`, `host:port` or `*.host`, whatever the case. `null` if it is none of them. */
export function parseHostRule(text: string): HostRule | null {
  const match = RULE.exec(text.trim().toLowerCase())
  if (!match) return null
  const [, star, host = '', port] = match
  const url = `http://${host}/`
  if (!URL.canParse(url) || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null
  // The URL parser's spelling, since that is what a recording's URL is compared in.
  const spelled = new URL(url).hostname
  if (star && isAddress(spelled)) return null
  return { host: spelled, subdomains: star !== undefined, port: port ? Number(port) : null }
}

/** Whether a host name, as the URL parser spells it, is one of the rule's; whatever the port. */
export function matchesHost({ host, subdomains }: HostRule, hostname: string): boolean {
  return subdomains ? hostname.endsWith(`.${host}`) : hostname === host
}

function isAddress(hostname: string): boolean {
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''))
}

/** All of IPv6 that has been given to anybody (IANA, Internet Protocol Version 6 Address Space). */
const GIVEN_IPV6 = ipaddr.parseCIDR('2000::/3')

/** Whether an IP address is reached over the public internet: nothing local, private or reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  // IPv4 in IPv6 clothes (RFC 4291 section 2.5.5.2 and later ways) has a range of its own.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GIVEN_IPV6))
}

function isPublicHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(bare)) return isPublicAddress(bare)
  return hostname !== '' && !LOCAL_NAME.test(hostname)
}

function isHttp({ protocol, username, password }: URL): boolean {
  return protocol in DEFAULT_PORTS && username === '' && password === ''
}

/** Whether `text` is an http(s) URL without credentials in it. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && isHttp(new URL(text))
}

/**
 * Makes the rule that every address a recording is fetched from must pass.
 * @param hosts the only hosts allowed, wherever they are; `null`: any public one. A name is judged
 * as a name here; what it resolves to is judged when the connection is made.
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
