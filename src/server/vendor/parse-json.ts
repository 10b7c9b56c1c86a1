import { nextTask } from '../pause.ts'

/**
 * The time that `JSON.parse` takes grows with values and nesting, far more than with the length:
 * 10 MB of brackets take seconds, in which nobody else is served. A page of 200 calls has 10,000
 * parts: commas, colons, opening brackets and numbers outside of strings.
 */
const MAX_PARTS = 100_000
const MAX_DEPTH = 100
/** Characters that are scanned before others are served. */
const CHARS_OF_A_TASK = 1_000_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = 0x20
const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39]
const [COMMA, COLON] = [0x2c, 0x3a]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const [PLUS, POINT, UPPER_E, LOWER_E] = [0x2b, 0x2e, 0x45, 0x65]

/**
 * A number with a zero in front is no JSON, and quotes would make it some. Without a limit, millions
 * of digits would end the stack of the expression.
 */
const LONG_INTEGER = /^-?[1-9]\d{15,99}$/

function isInNumber(code: number): boolean {
  if (code >= ZERO && code <= NINE) return true
  return code === POINT || code === LOWER_E || code === UPPER_E || code === PLUS || code === MINUS
}

/** A regular expression that matches megabytes would run out of stack; a loop does not. */
function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (isInNumber(text.charCodeAt(end))) end += 1
  return end
}

/** Whether a colon comes next: a number in the place of a key is no JSON either. */
function isKey(text: string, end: number): boolean {
  let at = end
  while (text.charCodeAt(at) <= SPACE) at += 1
  return text.charCodeAt(at) === COLON
}

/**
 * Scans a text once and quotes its integers of 16 digits and more. A text that is not JSON does
 * not become JSON.
 * @returns `null` where there is too much to parse
 */
async function quoteLongIntegers(text: string): Promise<string | null> {
  let parts = 0
  let depth = 0
  let quoted = ''
  let copied = 0
  let isInString = false
  let pauseAt = CHARS_OF_A_TASK
  for (let at = 0; at < text.length; at += 1) {
    if (at >= pauseAt) {
      await nextTask()
      pauseAt = at + CHARS_OF_A_TASK
    }
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === BACKSLASH) at += 1
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === COMMA || code === COLON) parts += 1
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      parts += 1
      const end = endOfNumber(text, at)
      const number = text.slice(at, end)
      if (LONG_INTEGER.test(number) && !isKey(text, end)) {
        quoted += `${text.slice(copied, at)}"${number}"`
        copied = end
      }
      at = end - 1
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      parts += 1
      depth += 1
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
    if (parts > MAX_PARTS || depth > MAX_DEPTH) return null
  }
  return quoted + text.slice(copied)
}

/**
 * Parses JSON. Integers of 16 digits and more become text, to the digit: ids of 17 digits are above
 * 2^53, where two of them that differ would be one number.
 * @returns `undefined` where `text` is not JSON, has over 100,000 parts or is nested 100 levels deep
 */
export async function parseJson(text: string): Promise<unknown> {
  const quoted = await quoteLongIntegers(text)
  if (quoted === null) return undefined
  if (text.length > CHARS_OF_A_TASK) await nextTask()
  try {
    return JSON.parse(quoted)
  } catch {
    return undefined
  }
}
