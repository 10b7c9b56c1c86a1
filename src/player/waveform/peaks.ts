/** How loud a recording is over its time. */
export interface Peaks {
  /** Seconds that one bin stands for. */
  readonly secondsPerBin: number
  /** For each channel the loudest sample of each bin so far, from 0 to 255, from the start on. */
  readonly lanes: readonly Uint8Array[]
}

/** What the worker is asked for. */
export interface PeaksRequest {
  /** Id of the call, under which its peaks are kept. */
  id: string
  /** Address of the recording. */
  url: string
  /** Length in seconds as far as is known; sets how fine the bins are. */
  seconds: number | null
}

/** What the worker answers: what it knows so far, the whole, or that there will be nothing. */
export type PeaksAnswer = { state: 'loading' | 'whole'; peaks: Peaks } | { state: 'none' }
