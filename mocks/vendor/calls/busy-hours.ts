/** Calls begun in each hour of the day, as shares: two busy stretches, a lunch dip, a few calls at night. */
const HOURS = [
  0.6, 0.4, 0.3, 0.25, 0.25, 0.3, 0.6, 1.5, 4, 9, 11, 11, 6, 6.5, 9.5, 10.5, 10.5, 9.5, 7, 5, 3.5,
  2.5, 1.6, 1,
] as const

export const HOUR_CHOICES: readonly (readonly [number, number])[] = HOURS.map((share, hour) => [
  hour,
  share,
])

/** Calls on a day by its weekday, Sunday first. The sum over 62 days is about 40,000. */
const WEEKDAYS = [275, 775, 770, 750, 760, 745, 440] as const

/** About how many calls a date (`yyyy-MM-dd`) has. */
export function callsOnDate(date: string): number {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? WEEKDAYS[1]
}
