import { formatInZone } from '../../contract/time.ts'

/** All that fits: MS-DOS counts the years from 1980 in seven bits. */
const FIRST_YEAR = 1980
const LAST_YEAR = 2107

/**
 * A moment that shows the time of a zone on every machine. A ZIP has local times without a zone,
 * and what writes it takes the machine's by these methods; the account's can be an hour that the
 * machine's clock skips.
 */
export class WallClock extends Date {
  /** @param iso a valid time; else it is the first moment of a ZIP */
  static of(iso: string | number, timeZone: string): WallClock {
    const at = new Date(iso)
    const wall = Number.isNaN(at.valueOf())
      ? Number.NaN
      : Date.parse(`${formatInZone(iso, timeZone, 'YYYY-MM-DDTHH:mm:ss')}Z`)
    const year = new Date(wall).getUTCFullYear()
    const isFitting = year >= FIRST_YEAR && year <= LAST_YEAR
    return new WallClock(isFitting ? wall : Date.UTC(FIRST_YEAR, 0, 1))
  }

  override getFullYear(): number {
    return this.getUTCFullYear()
  }

  override getMonth(): number {
    return this.getUTCMonth()
  }

  override getDate(): number {
    return this.getUTCDate()
  }

  override getHours(): number {
    return this.getUTCHours()
  }

  override getMinutes(): number {
    return this.getUTCMinutes()
  }

  override getSeconds(): number {
    return this.getUTCSeconds()
  }
}
