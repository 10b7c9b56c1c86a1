import { Skeleton } from '@mantine/core'

const ROWS = Array.from({ length: 20 }, (_, index) => index)

/** Rows in the making: the table keeps its shape while the first calls are on their way. */
export function SkeletonRows({ columns }: { columns: readonly string[] }) {
  return (
    <tbody aria-hidden>
      {ROWS.map((row) => (
        <tr key={row}>
          {columns.map((column, index) => (
            <td key={column}>
              {/* Widths that differ look like words; these repeat without a visible pattern. */}
              <Skeleton height={10} radius="xl" width={`${45 + ((row * 7 + index * 13) % 45)}%`} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
