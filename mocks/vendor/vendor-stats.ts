/** What a simulator has done since it was made, for tests to look at. */
export interface VendorStats {
  requests: number
  /** Recordings that somebody is still reading. */
  openStreams: number
  /** Bytes of recordings handed over. */
  bytesSent: number
}
