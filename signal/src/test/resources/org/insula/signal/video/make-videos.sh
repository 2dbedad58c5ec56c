#!/bin/sh
# Writes the small videos beside it with ffmpeg 5.1.9: ten frames, 48 by 32 pixels, ten a second. The left half is red, the
# right half blue, and a white bar of four columns stands at x = 4 * frame.
set -eu
cd "$(dirname "$0")"
bar='geq=r=if(between(X\,4*N\,4*N+3)\,255\,if(lt(X\,24)\,255\,0)):g=if(between(X\,4*N\,4*N+3)\,255\,0):b=if(between(X\,4*N\,4*N+3)\,255\,if(lt(X\,24)\,0\,255))'
source="color=black:s=48x32:r=10:d=1,format=gbrp,$bar"
encode() {
  ffmpeg -v error -y -f lavfi -i "$source" -map_metadata -1 -fflags +bitexact -flags:v +bitexact -threads 1 "$@"
}
encode -c:v libx264 -pix_fmt yuv444p -preset fast -crf 10 h264.mp4
encode -c:v libx265 -x265-params log-level=none:pools=none -pix_fmt yuv420p -preset fast -crf 12 hevc.mp4
encode -c:v libvpx -pix_fmt yuv420p -b:v 200k vp8.webm
encode -c:v libvpx-vp9 -pix_fmt yuv444p -lossless 1 vp9.webm
encode -c:v libaom-av1 -pix_fmt yuv420p -cpu-used 8 -crf 15 av1.mkv
encode -c:v mpeg4 -q:v 2 mpeg4.avi
encode -c:v mjpeg -q:v 2 -pix_fmt yuvj444p mjpeg.mov
encode -c:v mpeg1video -r 25 -q:v 2 mpeg1.mpg
encode -c:v libtheora -pix_fmt yuv444p -q:v 10 theora.ogv
encode -c:v gif moving.gif
encode -c:v apng -pix_fmt rgb24 -plays 1 moving.apng
encode -frames:v 1 -c:v gif still.gif
encode -frames:v 1 -c:v libx264 -pix_fmt yuv444p one-frame.mp4
# Turned by a quarter: the same frames stored, and the sign that they lie on their left side.
ffmpeg -v error -y -i h264.mp4 -c copy -metadata:s:v:0 rotate=270 -fflags +bitexact turned.mp4
# Every third frame left out, and pixels that are twice as wide as high.
encode -vf "select=mod(n\,3)" -vsync vfr -c:v libx264 -pix_fmt yuv444p -crf 10 uneven.mp4
encode -vf setsar=2 -c:v libx264 -pix_fmt yuv444p -crf 10 wide.mp4
# Half transparent towards the right.
ffmpeg -v error -y -f lavfi -i "color=black:s=48x32:r=10:d=0.2,format=rgba,geq=r=255:g=0:b=0:a=if(lt(X\,24)\,255\,0)" \
  -map_metadata -1 -fflags +bitexact -c:v apng -plays 1 clear.apng
# Sound alone in a container of films.
ffmpeg -v error -y -f lavfi -i "sine=440:d=0.2:r=8000" -map_metadata -1 -fflags +bitexact -c:a aac -b:a 24k sound-only.mp4
ls -l
