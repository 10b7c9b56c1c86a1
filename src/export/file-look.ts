import type { Product } from './plan.ts'
import type { Separator, Sheet } from './sheet.ts'

/** What kind of file is made, and how its values are written. */
export interface FileLook {
  product: Product
  separator: Separator
  values: Sheet['values']
}

/**
 * What is offered first: CSV in words, separated as spreadsheets of that language separate. Where
 * the comma is in numbers, that is a semicolon.
 * @param language BCP 47, of the browser: it goes with that of the spreadsheet
 */
export function usualLook(language: string): FileLook {
  const parts = new Intl.NumberFormat(language).formatToParts(0.5)
  const hasComma = parts.some(({ type, value }) => type === 'decimal' && value === ',')
  return { product: 'csv', separator: hasComma ? ';' : ',', values: 'words' }
}
