import { CALL_TYPES, HANGUP_REASONS, HUNG_UP_BY } from '../calls/call-codes.ts'
import type { SheetWords } from './sheet.ts'

const CODE = '{code}'

/** How the field's words are said: of a code, or that a code is not known. */
export interface SayWords {
  hangupReason: (code: (typeof HANGUP_REASONS)[number]) => string
  callType: (code: (typeof CALL_TYPES)[number]) => string
  hungUpBy: (code: (typeof HUNG_UP_BY)[number]) => string
  unknown: (code: string) => string
}

/** The field's words in one language, as data. */
export function sheetWords({ hangupReason, callType, hungUpBy, unknown }: SayWords): SheetWords {
  return {
    hangupReason: Object.fromEntries(HANGUP_REASONS.map((code) => [code, hangupReason(code)])),
    callType: Object.fromEntries(CALL_TYPES.map((code) => [code, callType(code)])),
    hungUpBy: Object.fromEntries(HUNG_UP_BY.map((code) => [code, hungUpBy(code)])),
    unknown: unknown(CODE),
  }
}
