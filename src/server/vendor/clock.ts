/** The vendor's clock, as far as its answers have told. */
interface VendorClock {
  /** The vendor's Unix time now, in whole seconds. */
  seconds: () => number
  /** Sets the clock by a `Date` header (RFC 9110 section 6.6.1); `false` if it is no date. */
  learn: (date: string | null) => boolean
  /** How far the vendor's clock is ahead of ours, in whole seconds; negative if behind. */
  aheadSeconds: () => number
}

/** @param now our clock, in ms since the epoch */
export function createVendorClock(now: () => number): VendorClock {
  let aheadMs = 0
  return {
    seconds: () => Math.floor((now() + aheadMs) / 1000),
    learn(date) {
      const theirs = date === null ? Number.NaN : Date.parse(date)
      if (Number.isNaN(theirs)) return false
      aheadMs = theirs - now()
      return true
    },
    aheadSeconds: () => Math.round(aheadMs / 1000),
  }
}
