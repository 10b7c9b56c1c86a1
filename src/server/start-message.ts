import type { Env } from './env.ts'
import { isLoopback, isWildcard } from './http/host-check.ts'

/** What the terminal shows once the server listens on `port`. */
export function startMessage(
  { host, allowedHosts, demo }: Pick<Env, 'host' | 'allowedHosts' | 'demo'>,
  port: number,
): string {
  const lines = [`Callboard is at http://${host.includes(':') ? `[${host}]` : host}:${port}`]
  if (demo)
    lines.push(
      'Demo account: the calls are made up.',
      'Set LAAFFIC_API_KEY and LAAFFIC_API_SECRET to see your own.',
    )
  if (!isLoopback(host))
    lines.push(
      '',
      'WARNING: HOST is not a loopback address, and there is no sign-in.',
      'Whoever reaches this port sees every call and hears every recording.',
    )
  if (!isLoopback(host) && allowedHosts.length === 0)
    lines.push(
      `It answers to ${isWildcard(host) ? 'IP addresses' : host} only; set ALLOWED_HOSTS to add names.`,
    )
  return `${lines.join('\n')}\n`
}
