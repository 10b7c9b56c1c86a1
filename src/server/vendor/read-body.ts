/** Lets waiting tasks run, such as answers to other requests, before a long computation goes on. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Bytes that are decoded at once. Chunks may have any size. */
const BLOCK_BYTES = 65_536
/** Chunks that are read per task, because a fast connection delivers many without a pause. */
const CHUNKS_PER_TASK = 1_000

export class TooLongError extends Error {
  override readonly name = 'TooLongError'
}

/**
 * Reads a whole body as UTF-8.
 * @throws TooLongError as soon as the body is longer than `maxBytes`; the rest is not read
 */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  const block = new Uint8Array(BLOCK_BYTES)
  let filled = 0
  let bytes = 0
  let chunks = 0
  let text = ''
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new TooLongError()
    for (let at = 0; at < chunk.byteLength; ) {
      const part = chunk.subarray(at, at + BLOCK_BYTES - filled)
      block.set(part, filled)
      filled += part.byteLength
      at += part.byteLength
      if (filled < BLOCK_BYTES) continue
      text += decoder.decode(block, { stream: true })
      filled = 0
      await nextTask()
    }
    chunks += 1
    if (chunks % CHUNKS_PER_TASK === 0) await nextTask()
  }
  return text + decoder.decode(block.subarray(0, filled))
}

/**
 * Limits, because the time of `JSON.parse` grows with values and nesting: 10 MB of brackets would
 * block the server for seconds. Parts are commas, colons, opening brackets and numbers outside of
 * strings. A page of 200 calls has 10,000.
 */
const MAX_PARTS = 100_000
const MAX_DEPTH = 100
/** Characters that are scanned per task. */
const CHARS_PER_TASK = 1_000_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = 0x20
const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39]
const [COMMA, COLON] = [0x2c, 0x3a]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const [PLUS, POINT, UPPER_E, LOWER_E] = [0x2b, 0x2e, 0x45, 0x65]

/**
 * A number with a leading zero is invalid JSON, and quotes would make it valid. The length is limited,
 * because millions of digits would overflow the stack of the expression.
 */
const LONG_INTEGER = /^-?[1-9]\d{15,99}$/

function isInNumber(code: number): boolean {
  if (code >= ZERO && code <= NINE) return true
  return code === POINT || code === LOWER_E || code === UPPER_E || code === PLUS || code === MINUS
}

/** Uses a loop, because a regular expression over megabytes would overflow the stack. */
function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (isInNumber(text.charCodeAt(end))) end += 1
  return end
}

/** Whether a colon follows. A number as a key is invalid JSON. */
function isKey(text: string, end: number): boolean {
  let at = end
  while (text.charCodeAt(at) <= SPACE) at += 1
  return text.charCodeAt(at) === COLON
}

/**
 * Scans a text once and quotes its integers of 16 digits and more. Invalid JSON stays invalid.
 * @returns `null` if the text exceeds a limit
 */
async function quoteLongIntegers(text: string): Promise<string | null> {
  let parts = 0
  let depth = 0
  let quoted = ''
  let copied = 0
  let isInString = false
  let pauseAt = CHARS_PER_TASK
  for (let at = 0; at < text.length; at += 1) {
    if (at >= pauseAt) {
      await nextTask()
      pauseAt = at + CHARS_PER_TASK
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
 * Parses JSON. Integers of 16 digits and more become text, because ids of 17 digits are above 2^53 and
 * would lose digits.
 * @returns `undefined` if `text` is invalid JSON or exceeds a limit
 */
export async function parseJson(text: string): Promise<unknown> {
  const quoted = await quoteLongIntegers(text)
  if (quoted === null) return undefined
  if (text.length > CHARS_PER_TASK) await nextTask()
  try {
    return JSON.parse(quoted)
  } catch {
    return undefined
  }
}
