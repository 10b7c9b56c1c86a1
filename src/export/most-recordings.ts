/** Recordings in one archive, at most: thousands take hours, and are asked of the source one by one. */
export const MOST_RECORDINGS = 1_000
