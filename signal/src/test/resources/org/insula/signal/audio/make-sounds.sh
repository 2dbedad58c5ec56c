#!/bin/sh
# Writes the small sounds beside it with ffmpeg 5.1.9: half a second of a 440 Hz sine of amplitude 0.4 in two channels,
# with a blue picture in one video, and a video without sound.
set -eu
cd "$(dirname "$0")"
sine='aevalsrc=0.4*sin(880*PI*t)|0.4*sin(880*PI*t):s=44100:d=0.5'
encode() {
  ffmpeg -v error -y -f lavfi -i "$sine" -map_metadata -1 -fflags +bitexact -flags:a +bitexact "$@"
}
encode -c:a libmp3lame -b:a 64k tone.mp3
encode -c:a libvorbis -q:a 1 tone.ogg
encode -c:a libopus -b:a 48k tone.opus
encode -c:a libopus -b:a 48k tone.webm
encode -c:a flac -sample_fmt s16 -ar 8000 tone.flac
encode -c:a aac -b:a 64k tone.m4a
encode -c:a aac -b:a 64k tone.aac
encode -c:a alac -ar 8000 -ac 1 alac.m4a
encode -c:a libmp3lame -b:a 64k -write_xing 0 -id3v2_version 0 plain.mp3
encode -c:a libmp3lame -b:a 48k -ar 22050 -write_xing 0 -id3v2_version 0 low.mp3
ffmpeg -v error -y -f lavfi -i "$sine" -f lavfi -i color=blue:s=32x32:r=24:d=0.5 -map_metadata -1 -fflags +bitexact \
  -flags:v +bitexact -flags:a +bitexact -c:v mpeg4 -c:a aac -b:a 64k video.mp4
ffmpeg -v error -y -f lavfi -i color=blue:s=32x32:r=24:d=0.5 -map_metadata -1 -fflags +bitexact -flags:v +bitexact \
  -c:v mpeg4 silent-film.mp4
ls -l
