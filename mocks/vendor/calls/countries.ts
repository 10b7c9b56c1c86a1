export interface Country {
  code: string
  name: string
  /** What a mobile number starts with after the country code; the zeros keep most numbers out of use. */
  prefix: string
  /** Digits after the country code and the prefix. */
  digits: number
}

export const COUNTRIES = {
  india: { code: '91', name: 'India', prefix: '8600', digits: 6 },
  indonesia: { code: '62', name: 'Indonesia', prefix: '81200', digits: 6 },
  philippines: { code: '63', name: 'Philippines', prefix: '9170', digits: 6 },
  vietnam: { code: '84', name: 'Vietnam', prefix: '9000', digits: 5 },
  mexico: { code: '52', name: 'Mexico', prefix: '5500', digits: 6 },
  brazil: { code: '55', name: 'Brazil', prefix: '119000', digits: 5 },
  china: { code: '86', name: 'China', prefix: '13200', digits: 6 },
  thailand: { code: '66', name: 'Thailand', prefix: '8100', digits: 5 },
} as const satisfies Record<string, Country>
