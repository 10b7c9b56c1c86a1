// Written by make-recordings.sh; change the dialogues, not this table.
export interface Recording {
  name: string
  seconds: number
  bytes: number
  contentType: string
  channels: 1 | 2
  codec: 'pcm' | 'ulaw' | 'alaw' | 'gsm' | 'mp3'
}

export const RECORDINGS: readonly Recording[] = [
  { name: 'x.wav', seconds: 8, bytes: 1, contentType: 'audio/wav', channels: 1, codec: 'pcm' },
]
