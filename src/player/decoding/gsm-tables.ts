/** Table 5.1: what undoes the quantisation of the eight log-area ratios. */
export const MIC = Int32Array.of(-32, -32, -16, -16, -8, -8, -4, -4)
export const B = Int32Array.of(0, 0, 2048, -2560, 94, -1792, -341, -1144)
/** Table 5.2: one divided by A. */
export const INVA = Int32Array.of(13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708)
/** Table 5.3 b: gains of the long-term predictor. */
export const QLB = Int32Array.of(3277, 11469, 21299, 32767)
/** Table 5.6: normalised direct mantissas. */
export const FAC = Int32Array.of(18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767)
