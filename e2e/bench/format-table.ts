import type { Figure, Section } from './figure.ts'

const COLUMNS = ['what', 'median', 'p95', 'p99', 'n', 'unit', 'limit'] as const

function digits(value: number | undefined): string {
  if (value === undefined) return ''
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
}

function limitCell({ limit, median }: Figure): string {
  if (limit === undefined) return ''
  return `≤ ${limit}, ${median <= limit ? 'met' : 'missed'}`
}

function cells(figure: Figure): string[] {
  const { what, median, p95, p99, n, unit } = figure
  return [what, digits(median), digits(p95), digits(p99), String(n), unit, limitCell(figure)]
}

/** Everything measured as one table, a heading and its conditions above each part. */
export function formatTable(sections: readonly Section[]): string {
  const parts = sections.map(({ figures, ...rest }) => ({ ...rest, rows: figures.map(cells) }))
  const all = [[...COLUMNS], ...parts.flatMap(({ rows }) => rows)]
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        [0, 5, 6].includes(column)
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const head = line(COLUMNS)
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))
  return [
    head,
    ...parts.flatMap(({ heading, conditions, rows }) => [
      rule,
      `${heading} (${conditions})`,
      ...rows.map(line),
    ]),
  ].join('\n')
}
