export type CallType = 1 | 2 | 3

/** A call as the simulator holds it. Only `toWireRecord` turns it into the vendor's words. */
export interface Call {
  /** 17 digits: yyMMddHHmmss, the number of the call in its day, and two digits that name the recording. */
  id: string
  callId: string | null
  /** Whole numbers; the side in `masked` is shown with stars. */
  caller: string
  called: string
  masked: 'caller' | 'called' | null
  calledInfo: string | null
  countryCode: string
  countryName: string
  agent: string | null
  group: string
  type: CallType
  reason: number
  hungUpBy: number
  sipCode: string
  labels: readonly string[]
  remark: string | null
  /** Milliseconds since the epoch, whole seconds. */
  startedAt: number
  answeredAt: number | null
  endedAt: number
  talkSeconds: number
  /** A path at the recordings' origin, or a whole URL. */
  recording: string | null
}
