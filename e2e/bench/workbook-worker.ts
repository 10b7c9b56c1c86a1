import { writeFile } from '../../src/export/files/write-file.ts'
import { madeCalls, SHEET } from './made-calls.ts'

/* Writes a workbook of as many calls as it is told to nowhere, and says how many bytes it has. */

addEventListener('message', async ({ data: count }: MessageEvent<number>) => {
  let bytes = 0
  const reader = writeFile('xlsx', madeCalls(count), SHEET).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.length
  }
  postMessage(bytes)
})
