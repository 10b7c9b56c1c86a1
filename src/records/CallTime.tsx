import { useFormatter } from 'use-intl'

/** A time of a call in the account's zone, with its date. */
export function CallTime({ iso, timeZone }: { iso: string | null; timeZone: string }) {
  const format = useFormatter()
  if (!iso) return null
  return (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), {
        year: 'numeric',
        month: 'short',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone,
      })}
    </time>
  )
}
