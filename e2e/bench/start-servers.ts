import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { DEMO_KEY, DEMO_SECRET } from '../../mocks/vendor/handler.ts'
import { freePort } from '../free-port.ts'
import { versionOf } from './describe-machine.ts'
import { nginxConfig } from './nginx-config.ts'
import type { Processes } from './processes.ts'

/** A server that is up. */
export interface Running {
  /** `http://127.0.0.1:port` */
  origin: string
  pid: number
}

async function freeOrigin(): Promise<{ origin: string; port: number }> {
  const port = await freePort()
  return { origin: `http://127.0.0.1:${port}`, port }
}

/** The simulator as a process of its own. @param delayMs how late every page of calls comes */
export async function startSimulator(processes: Processes, delayMs: number): Promise<Running> {
  const { origin, port } = await freeOrigin()
  const options = ['--port', `${port}`, '--delay', `${delayMs}`, '--recordings-origin', origin]
  const args = ['--import', 'tsx', 'mocks/vendor/serve.ts', ...options]
  const pid = await processes.start({ command: process.execPath, args, readyUrl: `${origin}/` })
  return { origin, pid }
}

/** One of the vendors of this folder. */
async function startVendor(
  processes: Processes,
  file: string,
  ...settings: string[]
): Promise<Running> {
  const { origin, port } = await freeOrigin()
  const args = ['--import', 'tsx', `e2e/bench/${file}`, `${port}`, ...settings]
  const readyUrl = `${origin}/healthz`
  return { origin, pid: await processes.start({ command: process.execPath, args, readyUrl }) }
}

/** A vendor that has its answers ready. */
export function startCannedVendor(processes: Processes): Promise<Running> {
  return startVendor(processes, 'canned-vendor.ts')
}

/** A vendor with so many calls in the last 30 days. */
export function startManyCallsVendor(processes: Processes, calls: number): Promise<Running> {
  return startVendor(processes, 'many-calls-vendor.ts', String(calls))
}

/** A vendor whose agent groups are recordings, and the source of these. */
export function startListeningVendor(processes: Processes): Promise<Running> {
  return startVendor(processes, 'listening-vendor.ts')
}

/** The built server with `vendor` as its vendor. It logs to nowhere. */
export async function startCallboard(
  processes: Processes,
  vendor: Running,
  concurrency: number,
): Promise<Running> {
  const { origin, port } = await freeOrigin()
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: `${port}`,
    LAAFFIC_API_KEY: DEMO_KEY,
    LAAFFIC_API_SECRET: DEMO_SECRET,
    LAAFFIC_BASE_URL: vendor.origin,
    LAAFFIC_TIME_ZONE: 'Asia/Shanghai',
    LAAFFIC_CONCURRENCY: `${concurrency}`,
    RECORDING_HOSTS: new URL(vendor.origin).host,
  }
  const args = ['dist/server/main.js']
  const readyUrl = `${origin}/healthz`
  return { origin, pid: await processes.start({ command: process.execPath, args, env, readyUrl }) }
}

/** nginx passing everything on to `vendor`, or `null` where it is not installed. */
export async function startNginx(processes: Processes, vendor: Running): Promise<Running | null> {
  if (versionOf('nginx', '-v') === null) return null
  const { origin, port } = await freeOrigin()
  const folder = mkdtempSync(`${tmpdir()}/callboard-bench-`)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(`${folder}/nginx.conf`, nginxConfig(port, new URL(vendor.origin).host))
  const args = ['-p', folder, '-c', `${folder}/nginx.conf`, '-e', 'stderr']
  return {
    origin,
    pid: await processes.start({ command: 'nginx', args, readyUrl: `${origin}/healthz` }),
  }
}
