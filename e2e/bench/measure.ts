/** One line of the table. */
export interface Row {
  what: string
  unit: string
  samples: readonly number[]
  /** The highest median allowed, in `unit`. */
  limit?: number
  /** The reason if there are no samples. */
  note?: string
}

const HEADER = ['part', 'what', 'median', 'p95', 'n', 'unit', 'limit', 'result']
const isNumeric = (column: number) => column >= 2 && column <= 4

/** Runs `work` so many times, one at a time. */
export async function repeat<Result>(
  times: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let index = 0; index < times; index += 1) results.push(await work(index))
  return results
}

/** Returns the smallest sample that a share `q` (0 to 1) of all samples does not exceed. */
function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

function formatNumber(value: number): string {
  if (Number.isNaN(value)) return ''
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

function formatRow(part: string, { what, unit, samples, limit, note }: Row): string[] {
  const median = quantile(samples, 0.5)
  const numbers = [formatNumber(median), formatNumber(quantile(samples, 0.95)), `${samples.length}`]
  const cells = [part, what, ...numbers, unit]
  if (limit === undefined) return [...cells, '', note ?? '']
  const result = median <= limit ? 'met' : median > limit ? 'missed' : 'unknown'
  return [...cells, `≤ ${limit}`, note ?? result]
}

/** Formats rows as one table; `part` names the part that measured the row. */
export function formatTable(rows: readonly { part: string; row: Row }[]): string {
  const lines = [HEADER, ...rows.map(({ part, row }) => formatRow(part, row))]
  const widths = HEADER.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  )
  const pad = (cell: string, column: number) =>
    isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
  lines.splice(
    1,
    0,
    widths.map((width) => '─'.repeat(width)),
  )
  return lines.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n')
}
