import type { Processes } from './processes.ts'
import { type Running, startCallboard, startNginx } from './start-servers.ts'

/** A way to the same vendor. */
export interface Way {
  name: string
  server: Running
  /** Whether the vendor's own request is sent, else the page's. */
  signed: boolean
}

/** What is compared: straight to the vendor, by nginx where there is one, by Callboard. */
export async function startWays(
  processes: Processes,
  vendor: Running,
  concurrency: number,
): Promise<Way[]> {
  const nginx = await startNginx(processes, vendor)
  const callboard = await startCallboard(processes, vendor, concurrency)
  return [
    { name: 'direct', server: vendor, signed: true },
    ...(nginx ? [{ name: 'nginx proxy_pass', server: nginx, signed: true }] : []),
    { name: 'Callboard', server: callboard, signed: false },
  ]
}
