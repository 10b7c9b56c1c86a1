/**
 * What an answer says of the recording's bytes.
 * @returns the byte it begins with, `null` where it does not say, and the bytes of the whole
 * recording, infinite where it does not say
 */
export function statedRange({ status, headers }: Response): { first: number | null; size: number } {
  if (status !== 206) return { first: 0, size: numberOf(headers.get('Content-Length')) }
  const [, first, size] =
    /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('Content-Range') ?? '') ?? []
  return { first: first === undefined ? null : Number(first), size: numberOf(size) }
}

function numberOf(text: string | null | undefined): number {
  return /^\d+$/.test(text ?? '') ? Number(text) : Number.POSITIVE_INFINITY
}
