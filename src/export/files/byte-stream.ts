import { writeUtf8 } from './write-utf8.ts'

/** Bytes of a file, in parts as they are made. */
export type Bytes = AsyncGenerator<Uint8Array<ArrayBuffer>, void>

/**
 * Texts of a file in lots, such as the lines of a batch of calls. They are made one by one, as they
 * are encoded, and never joined: what lives longer V8 lets lie, up to hundreds of MB.
 */
export type Texts = AsyncGenerator<Iterable<string>, void>

/** What `write` makes of each of `items`, when it is asked for. */
export function* eachText<Item>(
  items: readonly Item[],
  write: (item: Item, index: number) => string,
): Generator<string, void> {
  for (const [index, item] of items.entries()) yield write(item, index)
}

/** Bytes that are worth a part of their own, in the stream and to whoever compresses it. */
const PART_BYTES = 64 * 1024
/** The most that a UTF-16 unit takes in UTF-8. */
const UNIT_BYTES = 3

/** Gives the memory of a part. */
type Allocate = () => Uint8Array<ArrayBuffer>

const allocate: Allocate = () => new Uint8Array(PART_BYTES)

/** Of such parts the fewer the better: each leaves something behind until that collection. */
const TURN_BYTES = 256 * 1024

/**
 * Memory for parts that nobody holds when the next but one is made. Chromium frees what it has
 * read only with its next great collection, and tens of MB come together until then.
 */
export function inTurns(): Allocate {
  const both = [new Uint8Array(TURN_BYTES), new Uint8Array(TURN_BYTES)] as const
  let turn = 0
  return () => both[turn++ % 2 === 0 ? 0 : 1]
}

/** Encodes short texts into parts; a text that is longer than a part has one to itself. */
export interface Packer {
  /** @returns the parts that are full now: most times none */
  add: (text: string) => Uint8Array<ArrayBuffer>[]
  /** @returns what is left, if anything, and begins anew */
  rest: () => Uint8Array<ArrayBuffer>[]
}

export function createPacker(memory: Allocate = allocate): Packer {
  let part = memory()
  let filled = 0

  function rest(): Uint8Array<ArrayBuffer>[] {
    if (filled === 0) return []
    const done = part.subarray(0, filled)
    part = memory()
    filled = 0
    return [done]
  }

  return {
    add(text) {
      const most = text.length * UNIT_BYTES
      if (most > part.length) return [...rest(), new TextEncoder().encode(text)]
      const full = filled + most > part.length ? rest() : []
      filled = writeUtf8(text, part, filled)
      return full
    },
    rest,
  }
}

/** Texts as UTF-8, in parts of about 64 KiB or what `memory` gives, however small they are. */
export async function* encodeTexts(texts: Texts, memory?: Allocate): Bytes {
  const packer = createPacker(memory)
  for await (const lot of texts) for (const text of lot) yield* packer.add(text)
  yield* packer.rest()
}

/**
 * A stream that makes no part before it is asked for. Cancelling it ends `bytes`; it fails as
 * `bytes` fails.
 */
export function streamOf(bytes: Bytes): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await bytes.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await bytes.return()
      },
    },
    { highWaterMark: 0 },
  )
}
