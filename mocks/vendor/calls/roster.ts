import { createRandom, type Random } from './random.ts'

export interface Country {
  code: string
  name: string
  /** First digits of a mobile number. The zeros make most numbers invalid, so nobody has them. */
  prefix: string
  /** Digits after the country code and the prefix. */
  digits: number
}

const COUNTRIES = {
  india: { code: '91', name: 'India', prefix: '8600', digits: 6 },
  indonesia: { code: '62', name: 'Indonesia', prefix: '81200', digits: 6 },
  philippines: { code: '63', name: 'Philippines', prefix: '9170', digits: 6 },
  vietnam: { code: '84', name: 'Vietnam', prefix: '9000', digits: 5 },
  mexico: { code: '52', name: 'Mexico', prefix: '5500', digits: 6 },
  brazil: { code: '55', name: 'Brazil', prefix: '119000', digits: 5 },
  china: { code: '86', name: 'China', prefix: '13200', digits: 6 },
  thailand: { code: '66', name: 'Thailand', prefix: '8100', digits: 5 },
} as const satisfies Record<string, Country>

export interface AgentGroup {
  name: string
  /** Its share of the calls. */
  share: number
  agents: readonly [string, ...string[]]
  /** The countries of its customers, with their shares. */
  countries: readonly (readonly [Country, number])[]
}

/** 24 agents in 5 groups. Some names have a comma, an apostrophe or Chinese characters. */
export const ROSTER: readonly AgentGroup[] = [
  {
    name: 'India Sales',
    share: 32,
    agents: [
      'Priya Raman',
      'Arjun Mehta',
      'Neha Kulkarni',
      'Vikram Shetty',
      'Ananya Bose',
      '0705C049_053',
      '0705C049_054',
    ],
    countries: [[COUNTRIES.india, 1]],
  },
  {
    name: 'Jakarta Support',
    share: 24,
    agents: ['Dewi Lestari', 'Budi Hartono', 'Rizky Pratama', 'Siti Aminah', "Siobhan O'Brien"],
    countries: [
      [COUNTRIES.indonesia, 9],
      [COUNTRIES.philippines, 1],
    ],
  },
  {
    name: 'LatAm Desk',
    share: 18,
    agents: ['Ortega, Lucía', 'João Magalhães', 'Camila Duarte', 'Andrés Núñez'],
    countries: [
      [COUNTRIES.mexico, 6],
      [COUNTRIES.brazil, 4],
    ],
  },
  {
    name: '客服一组',
    share: 14,
    agents: ['王小红', '李建国', '陈思雨', '欧阳文博'],
    countries: [
      [COUNTRIES.china, 9],
      [COUNTRIES.vietnam, 1],
    ],
  },
  {
    name: 'Manila & Hanoi',
    share: 12,
    agents: ['Maria Santos', 'Jose Villanueva', 'Nguyễn Thị Mai', 'Trần Quốc Huy'],
    countries: [
      [COUNTRIES.philippines, 5],
      [COUNTRIES.vietnam, 4],
      [COUNTRIES.thailand, 1],
    ],
  },
]

interface Customer {
  number: string
  /** Whether the vendor masks the number. */
  masked: boolean
  info: string | null
}

const PER_COUNTRY = 1800
const known = new Map<string, Customer>()

/** Draws one of a country's customers. Low indexes are more frequent, so customers call again. */
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
