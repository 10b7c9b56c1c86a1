import { readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second for every program that asks. */
const TICK_SECONDS = 0.01

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Processor time a process has used, in seconds; NaN where the system does not tell. */
export function cpuSeconds(pid: number): number {
  // After the name, which may hold anything but is in brackets: fields 3 and on; 14, 15 are ours.
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_SECONDS
}

/** Memory a process holds (resident), in MB; NaN where the system does not tell. */
export function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1]) / 1000
}

/** The memory of a process while `work` is done, in MB, looked at 50 times a second. */
export async function watchMb(pid: number, work: () => Promise<void>): Promise<number[]> {
  const looks = [residentMb(pid)]
  const timer = setInterval(() => looks.push(residentMb(pid)), 20)
  await work().finally(() => clearInterval(timer))
  return looks
}

/** The most memory of a process while `work` is done, in MB. */
export async function peakMb(pid: number, work: () => Promise<void>): Promise<number> {
  const looks = await watchMb(pid, work)
  // Minutes of looks are too many arguments for Math.max.
  return looks.reduce((most, mb) => Math.max(most, mb))
}
