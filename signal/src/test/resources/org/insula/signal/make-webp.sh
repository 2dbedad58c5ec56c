#!/bin/sh
# Makes the .webp files beside this script: a 16 by 12 picture whose pixel (x, y) is (16x, 20y, 128),
# lossy, lossless, half transparent at the left, and with EXIF orientation 6 (turn right).
# Needs python3 and cwebp, webpmux (Debian package webp, version 1.2.4).
set -eu
python3 - <<'PY'
import struct, zlib
def png(name, channels, pixel):
    rows = b''.join(b'\0' + b''.join(bytes(pixel(x, y)) for x in range(16)) for y in range(12))
    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    header = struct.pack('>IIBBBBB', 16, 12, 8, 2 if channels == 3 else 6, 0, 0, 0)
    open(name, 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
png('opaque.png', 3, lambda x, y: (16 * x, 20 * y, 128))
png('alpha.png', 4, lambda x, y: (16 * x, 20 * y, 128, 0 if x < 8 else 255))
open('turn.exif', 'wb').write(b'II*\0\x08\0\0\0\x01\0' + struct.pack('<HHIHH', 0x0112, 3, 1, 6, 0) + b'\0\0\0\0')
PY
cwebp -quiet -q 95 opaque.png -o lossy.webp
cwebp -quiet -lossless -exact opaque.png -o lossless.webp
cwebp -quiet -lossless -exact alpha.png -o alpha.webp
webpmux -set exif turn.exif lossless.webp -o turned.webp
rm opaque.png alpha.png turn.exif
