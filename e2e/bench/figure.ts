/** One line of the table: what was measured, how often, and how it came out. */
export interface Figure {
  what: string
  unit: 'ms' | 'req/s' | 'µs/req' | 'MB/s' | 'MB' | 'kB' | '%' | '×' | 'more'
  /** How many times it was measured. */
  n: number
  median: number
  /** Of times only. */
  p95?: number
  /** Of times, and only of 100 measurements or more: of fewer it would be the worst one. */
  p99?: number
  /** The most it may be, in the same unit. */
  limit?: number
}

/** Measurements of one subject under one heading. */
export interface Section {
  heading: string
  /** What it was measured with, and how. */
  conditions: string
  figures: Figure[]
}

/** The value that a share `q` (0 to 1) of `samples` does not exceed (nearest rank). */
function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

/** The figure of many measurements. */
export function figureOf(
  what: string,
  unit: Figure['unit'],
  samples: readonly number[],
  limit?: number,
): Figure {
  const n = samples.length
  return {
    what,
    unit,
    n,
    median: quantile(samples, 0.5),
    ...(unit === 'ms' && n >= 9 && { p95: quantile(samples, 0.95) }),
    ...(unit === 'ms' && n >= 100 && { p99: quantile(samples, 0.99) }),
    ...(limit !== undefined && { limit }),
  }
}

/** How much more `more` took than `base`: the differences of their medians, p95 and p99. */
export function differenceOf(what: string, more: Figure, base: Figure): Figure {
  const difference = (key: 'p95' | 'p99') => {
    const [a, b] = [more[key], base[key]]
    return a !== undefined && b !== undefined && { [key]: a - b }
  }
  return {
    what,
    unit: more.unit,
    n: Math.min(more.n, base.n),
    median: more.median - base.median,
    ...difference('p95'),
    ...difference('p99'),
  }
}

/** How many times `base` the median of `more` is. */
export function ratioOf(what: string, more: Figure, base: Figure, limit: number): Figure {
  const n = Math.min(more.n, base.n)
  return { what, unit: '×', n, median: more.median / base.median, limit }
}
