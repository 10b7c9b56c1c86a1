import { inZone } from '../../src/calls/time.ts'

const DAY_MS = 86_400_000

/**
 * The path of the first recording that Callboard at `origin` lists for the last day.
 * @param group agent group whose calls are listed; `null` for all
 * @throws Error where none is listed
 */
export async function listedRecording(origin: string, group: string | null): Promise<string> {
  const [from, to] = [Date.now() - DAY_MS, Date.now()].map((at) => inZone(at, 'Asia/Shanghai'))
  const query = new URLSearchParams({ from: from ?? '', to: to ?? '', ...(group && { group }) })
  const text = await (await fetch(`${origin}/api/records?${query}`)).text()
  const path = /"recording":"([^"]+)"/.exec(text)?.[1]
  if (!path) throw new Error('No call with a recording was listed')
  return path
}
