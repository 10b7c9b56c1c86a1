import type { OpenFile } from '../export/worker/private-files.ts'

/** A fake private file on a disk with `room` bytes. */
export function fakeFile({ room = Number.POSITIVE_INFINITY } = {}) {
  let content = new Uint8Array()
  let isOpen = true
  const file: OpenFile = {
    read(into, { at }) {
      const part = content.subarray(at, at + into.length)
      into.set(part)
      return part.length
    },
    write(bytes, { at }) {
      if (at + bytes.length > room) throw new DOMException('full', 'QuotaExceededError')
      const grown = new Uint8Array(Math.max(content.length, at + bytes.length))
      grown.set(content)
      grown.set(bytes, at)
      content = grown
      return bytes.length
    },
    truncate(size) {
      content = content.slice(0, size)
    },
    getSize: () => content.length,
    flush: () => undefined,
    close() {
      isOpen = false
    },
  }
  return {
    file,
    text: () => new TextDecoder().decode(content),
    bytes: () => content,
    isOpen: () => isOpen,
  }
}
