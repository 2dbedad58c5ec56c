package org.insula.signal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What the segments before a JPEG's first scan say.
 *
 * @param width in pixels, 0 where no frame header was found
 * @param height in pixels, 0 where no frame header was found
 * @param components 1 grey, 3 colour, 4 CMYK or YCCK
 * @param adobeTransform 0 none, 1 YCbCr, 2 YCCK, or -1 without an Adobe segment
 * @param orientation from EXIF, upright without it
 * @param hasSrgbProfile whether a colour profile came that calls itself sRGB, as most cameras' do
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
record JpegHeader(
        int width, int height, int components, int adobeTransform, Orientation orientation, boolean hasSrgbProfile) {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    /** What cameras' and lcms' profiles call it; "linear sRGB" and others are not meant. */
    private static final List<String> SRGB = List.of("sRGB IEC61966-2", "sRGB built-in");

    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

    static JpegHeader of(byte[] file) {
        int width = 0;
        int height = 0;
        int components = 0;
        int transform = -1;
        Orientation orientation = Orientation.UPRIGHT;
        boolean srgb = false;
        int at = 2;
        while (at + 4 <= file.length) {
            if ((file[at] & 255) != 0xFF || (file[at + 1] & 255) == 0xFF) {
                at++; // fill bytes, or rubbish between segments that decoders skip as well
                continue;
            }
            int marker = file[at + 1] & 255;
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                break;
            }
            if (isBare(marker)) {
                at += 2;
                continue;
            }
            int length = unsignedShort(file, at + 2);
            int body = at + 4;
            int end = Math.min(file.length, at + 2 + Math.max(2, length));
            if (isFrame(marker) && end - body >= 6 && width == 0) {
                height = unsignedShort(file, body + 1);
                width = unsignedShort(file, body + 3);
                components = file[body + 5] & 255;
            } else if (marker == APP14 && begins(file, body, end, ADOBE) && end - body >= 12) {
                transform = file[body + 11] & 255;
            } else if (marker == APP1 && begins(file, body, end, EXIF)) {
                orientation = Exif.orientation(file, body + EXIF.length, end - body - EXIF.length);
            } else if (marker == APP2 && begins(file, body, end, PROFILE)) {
                srgb |= namesSrgb(file, body, end);
            }
            at = end;
        }
        return new JpegHeader(width, height, components, transform, orientation, srgb);
    }

    /** A profile's name is ASCII in version 2 and UTF-16 in version 4. */
    private static boolean namesSrgb(byte[] file, int from, int end) {
        String text = new String(file, from, end - from, StandardCharsets.ISO_8859_1);
        return SRGB.stream().anyMatch(name -> text.contains(name) || text.contains(String.join("\0", name.split(""))));
    }

    /**
     * A copy of the file whose colour profile ImageIO does not recognise. Converting from sRGB to sRGB would change
     * nothing and take longer than decoding.
     */
    static byte[] withoutProfile(byte[] file) {
        byte[] copy = file.clone();
        int at = 2;
        while (at + 4 <= copy.length && (copy[at] & 255) == 0xFF) {
            int marker = copy[at + 1] & 255;
            if (marker == START_OF_SCAN || isBare(marker)) {
                break;
            }
            if (marker == APP2 && begins(copy, at + 4, copy.length, PROFILE)) {
                copy[at + 4] = '-';
            }
            at += 2 + Math.max(2, unsignedShort(copy, at + 2));
        }
        return copy;
    }

    private static boolean isBare(int marker) {
        return marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean begins(byte[] file, int from, int end, byte[] magic) {
        return end - from >= magic.length && Arrays.equals(file, from, from + magic.length, magic, 0, magic.length);
    }

    private static int unsignedShort(byte[] file, int at) {
        return ((file[at] & 255) << 8) | (file[at + 1] & 255);
    }
}
