/** A table as a spreadsheet takes it, and as anything else does. */
export interface TableCopy {
  html: string
  text: string
}

/** `unavailable`: the browser has no clipboard for this page; `refused`: it kept it to itself. */
export type CopyOutcome = 'copied' | 'unavailable' | 'refused'

/** Puts a table on the clipboard, in both ways at once. */
export async function putOnClipboard({ html, text }: TableCopy): Promise<CopyOutcome> {
  // None on plain http, but for this computer's own pages (Clipboard API and events, SecureContext).
  const clipboard: Clipboard | undefined = navigator.clipboard
  if (!clipboard?.write) return 'unavailable'
  const flavour = (type: string, data: string) => ({ [type]: new Blob([data], { type }) })
  try {
    await clipboard.write([
      new ClipboardItem({ ...flavour('text/html', html), ...flavour('text/plain', text) }),
    ])
    return 'copied'
  } catch {
    return 'refused'
  }
}
