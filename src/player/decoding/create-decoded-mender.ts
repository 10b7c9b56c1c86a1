import type { Mend, Mended, Player } from '../create-player.ts'
import { decodeWhole } from './decode-whole.ts'
import { decodedAddress } from './decoded-address.ts'
import { openSource } from './open-source.ts'
import { pcmFileBytes } from './pcm-file.ts'
import { registerDecoder } from './register-decoder.ts'

/** Bytes of sound that may be made at once of a recording that cannot be decoded while it plays: two hours of GSM. */
const WHOLE_BYTES = 120_000_000

interface DecodedMenderParts {
  fetch?: typeof globalThis.fetch
  register?: () => Promise<boolean>
  decode?: typeof decodeWhole
}

/**
 * Makes the mender for recordings in codecs that the browser does not play: it has them played
 * decoded. What fails decoded as well is not tried again.
 */
export function createDecodedMender(
  player: Pick<Player, 'getState' | 'subscribe'>,
  {
    fetch = (input, init) => globalThis.fetch(input, init),
    register = () => registerDecoder(navigator.serviceWorker),
    decode = decodeWhole,
  }: DecodedMenderParts = {},
): (...asked: Parameters<Mend>) => Promise<Mended | null> {
  /** Address of a recording that was decoded whole, and whether it has been played yet. */
  let kept: { address: string; isPlayed: boolean } | null = null

  player.subscribe(() => {
    if (!kept) return
    if (player.getState().address === kept.address) kept.isPlayed = true
    else if (kept.isPlayed) release()
  })

  function release(): void {
    if (kept) URL.revokeObjectURL(kept.address)
    kept = null
  }

  /** Bytes that the recording will be decoded; `null` for one that is not. */
  async function decodedLength(recording: string, signal: AbortSignal): Promise<number | null> {
    const reading = new AbortController()
    const either = AbortSignal.any([signal, reading.signal])
    const source = await openSource(recording, { fetch, signal: either }).catch(() => null)
    reading.abort()
    return source instanceof Response || !source?.wav ? null : pcmFileBytes(source.wav)
  }

  return async function mend(call, { code }, signal) {
    const { recording } = call
    if (code !== 'recording_unplayable' || !recording) return null
    if (player.getState().address !== recording) return null
    const bytes = await decodedLength(recording, signal)
    if (bytes === null) return null
    const address = decodedAddress(recording)
    if (await register()) return { call, address }
    const blob = bytes > WHOLE_BYTES ? null : await decode(address, signal)
    if (!blob || signal.aborted) return null
    release()
    kept = { address: URL.createObjectURL(blob), isPlayed: false }
    return { call, address: kept.address }
  }
}
