import { useFormatter } from 'use-intl'

const LOOKS = { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' } as const

/** A time of a call in the account's zone, with its date. */
export function CallTime({ iso, timeZone }: { iso: string | null; timeZone: string }) {
  const format = useFormatter()
  if (!iso) return null
  return <time dateTime={iso}>{format.dateTime(new Date(iso), { ...LOOKS, timeZone })}</time>
}
