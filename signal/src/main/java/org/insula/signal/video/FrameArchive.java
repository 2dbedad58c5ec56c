package org.insula.signal.video;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.insula.signal.SignalException;

/**
 * A movement as numbered pictures in a zip: what a folder of frames becomes, and what may be given as it is. The pictures
 * are JPEG, PNG, WebP, GIF or BMP files in the natural order of their names ({@code frame2} before {@code frame10}), all
 * in one folder. A file {@value #RATE_FILE} beside them holds the frames a second as a number; without it there are
 * {@value #USUAL_RATE}.
 */
public final class FrameArchive {
    /** Holds how many frames a second there are, in digits. */
    public static final String RATE_FILE = "rate.txt";

    /** Frames a second where nothing says otherwise. */
    public static final int USUAL_RATE = 30;

    static final double LEAST_RATE = 0.1;
    static final double MOST_RATE = 1_000;

    private FrameArchive() {}

    /** Whether a file is a frame, by its extension: {@code jpg}, {@code jpeg}, {@code png}, {@code webp}, {@code gif}, {@code bmp}. */
    public static boolean isFrame(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        return switch (dot < 0 ? "" : lower.substring(dot + 1)) {
            case "jpg", "jpeg", "png", "webp", "gif", "bmp" -> true;
            default -> false;
        };
    }

    /**
     * What a {@value #RATE_FILE} says.
     *
     * @param name of what lies around it, for the sentence
     * @throws SignalException if it is no number from 0.1 to 1,000
     */
    public static double rate(byte[] file, String name) {
        String text = new String(file, 0, Math.min(file.length, 64), StandardCharsets.UTF_8).strip();
        double rate = text.matches("\\d{1,4}(\\.\\d{1,6})?") ? Double.parseDouble(text) : Double.NaN;
        if (!(rate >= LEAST_RATE && rate <= MOST_RATE)) {
            throw new SignalException(name + " has a " + RATE_FILE + " that says '"
                    + text.replaceAll("\\p{Cntrl}", " ")
                    + "'; write the frames a second into it, as a number from 0.1 to 1000 such as 25.");
        }
        return rate;
    }

    /**
     * Frames as such a zip, stored without compression. The same frames give the same bytes.
     *
     * @param frames picture files by their names, which give the order
     * @param rate frames a second; empty if it is not told
     */
    public static byte[] pack(SequencedMap<String, byte[]> frames, OptionalDouble rate) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            if (rate.isPresent()) {
                store(zip, RATE_FILE, String.valueOf(rate.getAsDouble()).getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> frame : frames.entrySet()) {
                store(zip, frame.getKey(), frame.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
