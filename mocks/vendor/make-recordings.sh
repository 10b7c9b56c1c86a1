#!/usr/bin/env bash
# Speaks dialogues/*.txt into recordings/ and writes recordings.ts, then one short dialogue in every
# other codec into recordings/codecs/ and writes codec-samples.ts. The recordings are committed, so
# this runs only when a dialogue or a codec changes. Needs espeak-ng, sox (with opencore-amr) and
# ffmpeg (with ffprobe).
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

# mix HOW: leaves both sides in both.wav, merged (-M) or mixed (-m)
mix() {
  sox -D "$1" -v 1 "$work/agent.wav" -v 1 "$work/customer.wav" "$work/clean.wav"
  # A line is never quite silent: noise 60 dB under the loudest voice.
  sox -R -D -m -v 1 "$work/clean.wav" -v 0.0005 "|sox -R -D $work/clean.wav -p synth whitenoise" "$work/both.wav"
}

# encode NAME: writes the recording and prints its line of the table
encode() {
  local how=-M file="recordings/$1.wav" type=audio/wav kind=${codec%% *}
  [[ $channels == 1 ]] && how=-m
  mix $how
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

# sample FILE CODEC CHANNELS TYPE: prints its line of the table of samples
sample() {
  printf "  {\n    name: 'codecs/%s',\n    seconds: %.2f,\n    bytes: %d,\n    contentType: '%s',\n    channels: %d,\n    codec: '%s',\n  },\n" \
    "$1" "$(soxi -D "$work/$3.wav")" "$(stat -c %s "recordings/codecs/$1")" "$4" "$3" "$2"
}

to_sox() {
  sox -D "$work/$1.wav" "${@:3}" "recordings/codecs/$2"
}

to_ffmpeg() {
  ffmpeg -loglevel error -y -i "$work/$1.wav" "${@:3}" -bitexact "recordings/codecs/$2"
}

mkdir recordings/codecs
speak dialogues/codecs/greeting.txt
mix -m && mv "$work/both.wav" "$work/1.wav"
mix -M && mv "$work/both.wav" "$work/2.wav"
{
  cat <<'TABLE'
// Written by make-recordings.sh; change the script, not this table.
import type { Recording } from './recordings.ts'

/** The same short dialogue in codecs and containers that the recordings of calls are not in. */
export const CODEC_SAMPLES: readonly (Omit<Recording, 'codec'> & { codec: string })[] = [
TABLE
  to_sox 1 pcm-8.wav -b 8 -e unsigned-integer
  sample pcm-8.wav pcm-8 1 audio/wav
  to_sox 1 pcm-24.wav -b 24
  sample pcm-24.wav pcm-24 1 audio/wav
  to_sox 1 float.wav -e floating-point -b 32
  sample float.wav float 1 audio/wav
  to_sox 1 ima-adpcm.wav -e ima-adpcm
  sample ima-adpcm.wav ima-adpcm 1 audio/wav
  to_ffmpeg 2 ima-adpcm-stereo.wav -c:a adpcm_ima_wav
  sample ima-adpcm-stereo.wav ima-adpcm 2 audio/wav
  to_sox 1 ms-adpcm.wav -e ms-adpcm
  sample ms-adpcm.wav ms-adpcm 1 audio/wav
  to_ffmpeg 2 ms-adpcm-stereo.wav -c:a adpcm_ms
  sample ms-adpcm-stereo.wav ms-adpcm 2 audio/wav
  # Into a pipe, no one can go back to write the lengths.
  ffmpeg -loglevel error -i "$work/1.wav" -c:a pcm_s16le -bitexact -f wav - >recordings/codecs/pcm-endless.wav
  sample pcm-endless.wav pcm-endless 1 audio/wav
  ffmpeg -loglevel error -i "$work/1.wav" -c:a libgsm_ms -bitexact -f wav - >recordings/codecs/gsm-endless.wav
  sample gsm-endless.wav gsm-endless 1 audio/wav
  to_ffmpeg 1 mp3-in-wav.wav -c:a libmp3lame -b:a 16k
  sample mp3-in-wav.wav mp3-in-wav 1 audio/wav
  to_ffmpeg 1 mp3-named-wav.wav -c:a libmp3lame -b:a 16k -f mp3
  sample mp3-named-wav.wav mp3-named-wav 1 audio/wav
  to_ffmpeg 1 vorbis.ogg -c:a libvorbis
  sample vorbis.ogg vorbis 1 audio/ogg
  to_ffmpeg 2 opus.ogg -c:a libopus -b:a 24k
  sample opus.ogg opus 2 audio/ogg
  to_ffmpeg 2 opus.webm -c:a libopus -b:a 24k
  sample opus.webm opus-webm 2 audio/webm
  # Without a Xing or VBRI header nothing in the file states its length.
  to_ffmpeg 1 vbr.mp3 -c:a libmp3lame -q:a 4 -write_xing 0 -id3v2_version 0 -write_id3v1 0
  sample vbr.mp3 mp3-vbr 1 audio/mpeg
  to_ffmpeg 1 flac.flac -c:a flac
  sample flac.flac flac 1 audio/flac
  to_ffmpeg 1 aac.m4a -c:a aac -b:a 16k
  sample aac.m4a aac-mp4 1 audio/mp4
  to_ffmpeg 1 aac.aac -c:a aac -b:a 16k
  sample aac.aac aac-adts 1 audio/aac
  to_sox 1 amr.amr -t amr-nb
  sample amr.amr amr 1 audio/amr
  to_ffmpeg 1 g722.wav -ar 16000 -c:a g722
  sample g722.wav g722 1 audio/wav
  echo ']'
} >"$work/codec-samples.ts"
mv "$work/codec-samples.ts" codec-samples.ts
