import type { Country } from './countries.ts'
import { createRandom, type Random } from './random.ts'

export interface Customer {
  number: string
  /** Whether the account sees the number with stars only. */
  masked: boolean
  info: string | null
}

const PER_COUNTRY = 1800
const known = new Map<string, Customer>()

/** One of a country's customers; low numbers call more often, so the same people come back. */
export function drawCustomer(random: Random, country: Country): Customer {
  const index = Math.floor(PER_COUNTRY * random.next() ** 1.6)
  const key = `${country.code}/${index}`
  const customer = known.get(key) ?? makeCustomer(country, key)
  known.set(key, customer)
  return customer
}

function makeCustomer(country: Country, key: string): Customer {
  const random = createRandom(`customer ${key}`)
  let number = country.code + country.prefix
  for (let i = 0; i < country.digits; i += 1) number += random.int(0, 9)
  return { number, masked: random.chance(0.4), info: drawInfo(random) }
}

function drawInfo(random: Random): string | null {
  return random.weighted<() => string | null>([
    [() => null, 50],
    [() => `Order ${random.int(10_000, 99_999)}`, 16],
    [() => `Account ${random.int(1000, 9999)}, since ${random.int(2016, 2024)}`, 14],
    [() => `Ticket #${random.int(100_000, 999_999)}; prefers mornings`, 10],
    [() => `合同 ${random.int(1000, 9999)}，已联系`, 5],
    [() => 'Test data test data', 5],
  ])()
}
