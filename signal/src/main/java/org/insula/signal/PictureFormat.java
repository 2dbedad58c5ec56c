package org.insula.signal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The formats that are read, told by their first bytes. */
enum PictureFormat {
    JPEG("JPEG", "jpeg"),
    PNG("PNG", "png"),
    WEBP("WebP", "webp"),
    GIF("GIF", "gif"),
    BMP("BMP", "bmp");

    private final String label;
    private final String imageIoName;

    PictureFormat(String label, String imageIoName) {
        this.label = label;
        this.imageIoName = imageIoName;
    }

    /** The name as people write it. */
    String label() {
        return label;
    }

    /** The name under which ImageIO knows its reader. */
    String imageIoName() {
        return imageIoName;
    }

    /**
     * The format of a file.
     *
     * @throws SignalException if it is none of these, saying what it looks like
     */
    static PictureFormat of(byte[] file) {
        if (file.length == 0) {
            throw new SignalException(
                    "The picture file is empty (0 bytes); give a JPEG, PNG, WebP, GIF or BMP file that has content.");
        }
        if (startsWith(file, 0, 0xFF, 0xD8, 0xFF)) {
            return JPEG;
        }
        if (startsWith(file, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return PNG;
        }
        if (startsWith(file, 0, 'R', 'I', 'F', 'F') && startsWith(file, 8, 'W', 'E', 'B', 'P')) {
            return WEBP;
        }
        if (startsWith(file, 0, 'G', 'I', 'F', '8')) {
            return GIF;
        }
        if (startsWith(file, 0, 'B', 'M')) {
            return BMP;
        }
        throw new SignalException("This is not a picture that can be read: it " + resemblance(file)
                + "; give a JPEG, PNG, WebP, GIF or BMP file.");
    }

    private static String resemblance(byte[] file) {
        return known(file).map(name -> "looks like " + name).orElseGet(() -> "begins with " + beginning(file));
    }

    private static Optional<String> known(byte[] file) {
        if (startsWith(file, 4, 'f', 't', 'y', 'p')) {
            boolean avif = startsWith(file, 8, 'a', 'v', 'i', 'f');
            boolean heic = startsWith(file, 8, 'h', 'e', 'i') || startsWith(file, 8, 'm', 'i', 'f', '1');
            return Optional.of(avif ? "an AVIF picture" : heic ? "a HEIC picture" : "an MP4 video");
        }
        if (startsWith(file, 0, 'I', 'I', 42, 0) || startsWith(file, 0, 'M', 'M', 0, 42)) {
            return Optional.of("a TIFF or raw camera picture");
        }
        if (startsWith(file, 0, '%', 'P', 'D', 'F')) {
            return Optional.of("a PDF document");
        }
        if (startsWith(file, 0, 'P', 'K', 3, 4)) {
            return Optional.of("a zip archive");
        }
        return Optional.empty();
    }

    private static String beginning(byte[] file) {
        int n = Math.min(file.length, 12);
        boolean readable = true;
        for (int i = 0; i < n; i++) {
            readable &= (file[i] >= ' ' && file[i] < 127) || file[i] == '\n' || file[i] == '\r' || file[i] == '\t';
        }
        if (readable) {
            String text = new String(file, 0, n, StandardCharsets.US_ASCII);
            return "the text '" + text.replaceAll("\\s+", " ") + "'";
        }
        StringBuilder hex = new StringBuilder("the bytes");
        for (int i = 0; i < Math.min(n, 6); i++) {
            hex.append(String.format(" %02X", file[i]));
        }
        return hex.toString();
    }

    private static boolean startsWith(byte[] file, int from, int... magic) {
        if (file.length < from + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((file[from + i] & 255) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
