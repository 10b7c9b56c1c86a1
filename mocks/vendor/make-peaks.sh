#!/usr/bin/env bash
# Writes recording-peaks.json: how loud some recordings are, by ffmpeg, for tests to compare with.
# Runs only when a recording changes. For each channel, the loudest sample of every tenth of a
# second, in parts of 255.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8

frames=800 # a tenth of a second at 8 kHz

# lane FILE CHANNEL: its peaks, with commas between
lane() {
  local how="pan=mono|c0=c$2,aformat=sample_fmts=fltp,asetnsamples=n=$frames:p=0"
  ffmpeg -v error -i "recordings/$1" -af "$how,astats=metadata=1:reset=1,ametadata=print:file=-" \
    -f null - | awk -F= '
      /Overall.Min_level/ { min = -$2 }
      /Overall.Max_level/ { size = $2 > min ? $2 : min
        printf "%s%d", separator, int((size > 1 ? 1 : size) * 255 + 0.5); separator = ", " }'
}

{
  printf '{\n  "secondsPerPeak": 0.1'
  for file in delivery-stereo.wav appointment-ulaw.wav address-alaw.wav payment-stereo-mp3.mp3; do
    printf ',\n  "%s": [' "$file"
    for ((channel = 0; channel < $(soxi -c "recordings/$file"); channel++)); do
      ((channel == 0)) || printf ','
      printf '\n    [%s]' "$(lane "$file" "$channel")"
    done
    printf '\n  ]'
  done
  printf '\n}\n'
} >recording-peaks.json
