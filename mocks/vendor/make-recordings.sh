#!/usr/bin/env bash
# Speaks dialogues/*.txt into recordings/ and writes recordings.ts. The recordings are committed, so
# this runs only when a dialogue changes. Needs espeak-ng, sox and ffmpeg (with ffprobe).
#
# A dialogue: `codec` (pcm, ulaw, alaw, gsm or mp3 with its bit rate), `channels` (2: agent left,
# customer right), a voice for each speaker (name, pitch, words a minute), then the turns: who
# speaks, the pause before in seconds, the words.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8

rate=8000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say SPEAKER-SETTINGS TEXT FILE
say() {
  local voice pitch speed
  read -r voice pitch speed <<<"$1"
  espeak-ng -v "$voice" -p "$pitch" -s "$speed" -w "$work/said.wav" -- "$2"
  # What is silent at both ends goes, so that a pause is as long as the dialogue says.
  sox -D "$work/said.wav" -r $rate -c 1 -b 16 "$3" gain -n -6 \
    silence 1 0.01 0.5% reverse silence 1 0.01 0.5% reverse
}

# silence SECONDS FILE
silence() {
  sox -D -r $rate -n -c 1 -b 16 "$2" trim 0 "$1"
}

# speak DIALOGUE: leaves both sides, equally long, in agent.wav and customer.wav
speak() {
  local first words turn=0 sides_agent=() sides_customer=()
  while read -r first words; do
    case $first in
      codec) codec=$words ;;
      channels) channels=$words ;;
      agent | customer)
        if [[ $words =~ ^[0-9.]+\  ]]; then
          turn=$((turn + 1))
          local base="$work/$(printf %03d $turn)" other=customer
          [[ $first == customer ]] && other=agent
          silence "${words%% *}" "$base-pause.wav"
          say "$(<"$work/$first.voice")" "${words#* }" "$base-said.wav"
          sox -D "$base-pause.wav" "$base-said.wav" "$base-$first.wav"
          silence "$(soxi -s "$base-$first.wav")s" "$base-$other.wav"
        else
          echo "$words" >"$work/$first.voice"
        fi
        ;;
    esac
  done <"$1"
  for side in agent customer; do
    silence 0.4 "$work/end.wav"
    sox -D "$work"/[0-9][0-9][0-9]-$side.wav "$work/end.wav" "$work/$side.wav"
  done
  rm -f "$work"/[0-9][0-9][0-9]-*
}

# encode NAME: writes the recording and prints its line of the table
encode() {
  local how=(-M) file="recordings/$1.wav" type=audio/wav kind=${codec%% *}
  [[ $channels == 1 ]] && how=(-m)
  sox -D "${how[@]}" -v 1 "$work/agent.wav" -v 1 "$work/customer.wav" "$work/clean.wav"
  # A line is never quite silent: noise 60 dB under the loudest voice.
  sox -R -D -m -v 1 "$work/clean.wav" -v 0.0005 "|sox -R -D $work/clean.wav -p synth whitenoise" "$work/both.wav"
  case $kind in
    pcm) sox -D "$work/both.wav" -b 16 "$file" ;;
    ulaw) sox -D "$work/both.wav" -e u-law "$file" ;;
    alaw) sox -D "$work/both.wav" -e a-law "$file" ;;
    gsm) sox -D "$work/both.wav" -e gsm-full-rate "$file" ;;
    mp3)
      file="recordings/$1.mp3" type=audio/mpeg
      ffmpeg -loglevel error -y -i "$work/both.wav" -b:a "${codec#* }" -bitexact "$file"
      ;;
  esac
  printf "  {\n    name: '%s',\n    seconds: %.2f,\n    bytes: %d,\n    contentType: '%s',\n    channels: %d,\n    codec: '%s',\n  },\n" \
    "$(basename "$file")" "$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$file")" \
    "$(stat -c %s "$file")" "$type" "$channels" "$kind"
}

rm -rf recordings && mkdir recordings
{
  cat <<'TABLE'
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
TABLE
  for dialogue in dialogues/*.txt; do
    speak "$dialogue"
    encode "$(basename "$dialogue" .txt)"
  done
  echo ']'
} >"$work/recordings.ts"
mv "$work/recordings.ts" recordings.ts
