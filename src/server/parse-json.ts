/** An integer too long for a number to keep, where a value begins. What a string holds may look so. */
const MAY_BE_LONG = /[:,[]\s*-?\d{16}/

/** What matters for where strings begin and end, and whole numbers. An escape is only in a string. */
const TOKEN = /\\.|"|-?\d[\d.eE+-]*/g

const LONG_INTEGER = /^-?\d{16,}$/

/** `json` must be JSON: the scan takes every quotation mark for the begin or end of a string. */
function quoteLongIntegers(json: string): string {
  let isInString = false
  return json.replace(TOKEN, (token) => {
    if (token === '"') isInString = !isInString
    return !isInString && LONG_INTEGER.test(token) ? `"${token}"` : token
  })
}

/**
 * Parses JSON. Integers of 16 digits and more become text, to the digit: ids of 17 digits are above
 * 2^53, where two of them that differ would be one number.
 * @returns `undefined` where `text` is not JSON; never throws
 */
export function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return MAY_BE_LONG.test(text) ? JSON.parse(quoteLongIntegers(text)) : parsed
  } catch {
    return undefined
  }
}
