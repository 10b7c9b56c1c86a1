import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Failures before sign-in to an account pauses, whoever tries. `duration` is in seconds. */
const ACCOUNT_LIMIT = { points: 5, duration: 5 * 60 }
/** Many people may share an address. */
const ADDRESS_LIMIT = { points: 30, duration: 15 * 60 }

/** Returns the address, or the network of an IPv6 one, because one machine has all addresses of it. */
function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/%.*$/, '')}/64`).toString()
}

/** Slows down guessing. Names that no user has count alike, so the limit does not show who exists. */
export function createSignInLimits() {
  const byAccount = new RateLimiterMemory(ACCOUNT_LIMIT)
  const byAddress = new RateLimiterMemory(ADDRESS_LIMIT)
  const accountOf = (name: string) => name.toLowerCase().slice(0, 100)

  return {
    /**
     * Counts an attempt.
     * @param name `null` if a provider asks for it
     * @returns the seconds to wait; `null` if it may be made now
     */
    async take(name: string | null, address: string): Promise<number | null> {
      try {
        await byAddress.consume(networkOf(address))
        if (name !== null) await byAccount.consume(accountOf(name))
        return null
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
      }
    },
    /** Takes back what was counted, since the attempt was right. */
    async forgive(name: string | null, address: string): Promise<void> {
      if (name !== null) await byAccount.delete(accountOf(name))
      await byAddress.reward(networkOf(address))
    },
  }
}
