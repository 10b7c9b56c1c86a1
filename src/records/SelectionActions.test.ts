import { afterEach, expect, it, vi } from 'vitest'
import { putOnClipboard } from './SelectionActions.tsx'

const TABLE = { html: '<table></table>', text: 'a\tb' }

class FakeItem {
  readonly parts: Record<string, Blob>
  constructor(parts: Record<string, Blob>) {
    this.parts = parts
  }
}

// Without this the imports of the next file see the stubs.
afterEach(() => vi.unstubAllGlobals())

function withClipboard(write: (items: FakeItem[]) => Promise<void>): void {
  vi.stubGlobal('ClipboardItem', FakeItem)
  vi.stubGlobal('navigator', { clipboard: { write } })
}

it('writes the table as HTML and as plain text', async () => {
  const put: FakeItem[] = []
  withClipboard(async (items) => void put.push(...items))
  expect(await putOnClipboard(TABLE)).toBe('copied')
  const [html, text] = ['text/html', 'text/plain'].map((type) => put[0]?.parts[type])
  expect([html?.type, await html?.text()]).toEqual(['text/html', TABLE.html])
  expect([text?.type, await text?.text()]).toEqual(['text/plain', TABLE.text])
})

it('returns refused if the browser refuses', async () => {
  withClipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')))
  expect(await putOnClipboard(TABLE)).toBe('refused')
})

it.each([
  ['at all', {}],
  ['for more than plain text', { clipboard: { writeText: vi.fn() } }],
])('returns unavailable without a clipboard %s', async (_name, navigator) => {
  vi.stubGlobal('navigator', navigator)
  expect(await putOnClipboard(TABLE)).toBe('unavailable')
})
