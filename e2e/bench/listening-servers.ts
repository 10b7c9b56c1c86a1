import type { Processes } from './processes.ts'
import { type Running, startCallboard, startListeningVendor } from './start-servers.ts'

/** Callboard, and the vendor whose agent groups are recordings. */
export interface ListeningServers {
  callboard: Running
  vendor: Running
}

export async function startListeningServers(processes: Processes): Promise<ListeningServers> {
  const vendor = await startListeningVendor(processes)
  return { vendor, callboard: await startCallboard(processes, vendor, 6) }
}

/** The address of the page with calls whose recordings all are `file`. */
export function viewOf({ callboard }: ListeningServers, file: string): string {
  return `${callboard.origin}/?range=last7d&group=${file}`
}
