import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'

/** A downloaded file as text, its byte order mark kept. */
export async function downloadedText(file: Download): Promise<string> {
  return readFile(await file.path(), 'utf8')
}
