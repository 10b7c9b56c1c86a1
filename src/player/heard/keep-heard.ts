import { HEARD_PREFIX, type Heard, parseHeard } from './heard-marks.ts'
import { mergeRanges } from './ranges.ts'

/** Calls that are kept. */
const MOST_CALLS = 2_000
/** What goes when there are more, so that it is not with every call. */
const EVICTED = 100

/** Rounds to hundredths of a second: what is kept stays short. */
const round = (seconds: number) => Math.round(seconds * 100) / 100

/**
 * Adds to what `storage` keeps of the call `id`; another tab may have added since.
 * @throws what `storage` throws when it is full
 */
export function keepHeard(storage: Storage, id: string, heard: Heard): void {
  const key = HEARD_PREFIX + id
  const before = parseHeard(storage.getItem(key))
  if (!before) evict(storage, MOST_CALLS - 1)
  const ranges = mergeRanges([...(before?.ranges ?? []), ...heard.ranges])
  const text = JSON.stringify({
    ...heard,
    at: round(heard.at),
    total: round(heard.total),
    ranges: ranges.map((range) => range.map(round)),
  })
  storage.setItem(key, text)
}

/** The keys of all calls kept. */
export function heardKeys(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(HEARD_PREFIX))
}

/** Lets the calls go that were heard longest ago, where there are more than `most`. */
function evict(storage: Storage, most: number): void {
  const keys = heardKeys(storage)
  if (keys.length <= most) return
  const heardOn = (key: string) => parseHeard(storage.getItem(key))?.on ?? 0
  const byAge = keys.map((key) => ({ key, on: heardOn(key) })).sort((a, b) => a.on - b.on)
  for (const { key } of byAge.slice(0, keys.length - most + EVICTED)) storage.removeItem(key)
}
