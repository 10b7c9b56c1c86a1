import { spawnSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'

/** The version that a program says it has, or `null` where it does not start. */
export function versionOf(command: string, flag: string): string | null {
  const { status, stdout, stderr } = spawnSync(command, [flag], { encoding: 'utf8' })
  if (status !== 0) return null
  return /\d+(?:\.\d+)+/.exec(stdout + stderr)?.[0] ?? null
}

/** What the figures were measured on, in one line each. */
export function describeMachine(browserPath: string): string {
  const cores = cpus()
  const model = cores[0]?.model.trim() || 'unknown model'
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0)
  return [
    `CPU       ${model}, ${cores.length} cores, ${memoryGb} GB of memory`,
    `Load      ${loadavg()[0]?.toFixed(1)} before the start; what else runs shows in the figures`,
    `Node      ${process.versions.node}`,
    `Chromium  ${versionOf(browserPath, '--version') ?? 'unknown'}`,
    `nginx     ${versionOf('nginx', '-v') ?? 'not installed'}`,
  ].join('\n')
}
