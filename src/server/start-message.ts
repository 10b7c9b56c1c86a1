import ipaddr from 'ipaddr.js'
import type { Env } from './env.ts'

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback'
}

/** What the terminal shows once the server listens on `port`. */
export function startMessage({ host, demo }: Pick<Env, 'host' | 'demo'>, port: number): string {
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
  return `${lines.join('\n')}\n`
}
