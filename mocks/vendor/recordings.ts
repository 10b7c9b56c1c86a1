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
  {
    name: 'address-alaw.wav',
    seconds: 25.74,
    bytes: 205990,
    contentType: 'audio/wav',
    channels: 1,
    codec: 'alaw',
  },
  {
    name: 'appointment-ulaw.wav',
    seconds: 24.45,
    bytes: 195650,
    contentType: 'audio/wav',
    channels: 1,
    codec: 'ulaw',
  },
  {
    name: 'booking-gsm.wav',
    seconds: 40.5,
    bytes: 65906,
    contentType: 'audio/wav',
    channels: 1,
    codec: 'gsm',
  },
  {
    name: 'delivery-stereo.wav',
    seconds: 9.92,
    bytes: 317332,
    contentType: 'audio/wav',
    channels: 2,
    codec: 'pcm',
  },
  {
    name: 'internet-alaw-stereo.wav',
    seconds: 13.56,
    bytes: 216998,
    contentType: 'audio/wav',
    channels: 2,
    codec: 'alaw',
  },
  {
    name: 'invoice-ulaw-stereo.wav',
    seconds: 16.13,
    bytes: 258084,
    contentType: 'audio/wav',
    channels: 2,
    codec: 'ulaw',
  },
  {
    name: 'long-support-mp3.mp3',
    seconds: 179.35,
    bytes: 358940,
    contentType: 'audio/mpeg',
    channels: 1,
    codec: 'mp3',
  },
  {
    name: 'payment-stereo-mp3.mp3',
    seconds: 59.04,
    bytes: 177356,
    contentType: 'audio/mpeg',
    channels: 2,
    codec: 'mp3',
  },
  {
    name: 'plan-mp3.mp3',
    seconds: 48.74,
    bytes: 97724,
    contentType: 'audio/mpeg',
    channels: 1,
    codec: 'mp3',
  },
  {
    name: 'refund.wav',
    seconds: 13.86,
    bytes: 221774,
    contentType: 'audio/wav',
    channels: 1,
    codec: 'pcm',
  },
  {
    name: 'warranty-mp3.mp3',
    seconds: 100.8,
    bytes: 201836,
    contentType: 'audio/mpeg',
    channels: 1,
    codec: 'mp3',
  },
  {
    name: 'wrong-number.wav',
    seconds: 7.06,
    bytes: 113004,
    contentType: 'audio/wav',
    channels: 1,
    codec: 'pcm',
  },
]
