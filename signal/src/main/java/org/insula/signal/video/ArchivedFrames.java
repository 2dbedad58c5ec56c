package org.insula.signal.video;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.insula.signal.Picture;
import org.insula.signal.PictureOptions;
import org.insula.signal.SignalException;
import org.insula.signal.media.Content;

/** The frames of a {@link FrameArchive}. The packed pictures are in memory, of the unpacked ones only that at hand. */
final class ArchivedFrames implements FrameSource {
    private static final int MOST_FRAME_BYTES = 64 << 20;
    /** What any zip may unpack to; pictures are packed already, so a larger one may by little more than it weighs. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST_RATE_BYTES = 1_000;

    private final String name;
    private final VideoLimits limits;
    private final List<byte[]> frames;
    private final List<String> names;
    private final double rate;
    private final boolean rateIsTold;
    private int at = -1;

    private ArchivedFrames(String name, VideoLimits limits, TreeMap<String, byte[]> frames, double rate) {
        this.name = name;
        this.limits = limits;
        this.names = new ArrayList<>(frames.keySet());
        this.frames = new ArrayList<>(frames.values());
        this.rateIsTold = !Double.isNaN(rate);
        this.rate = rateIsTold ? rate : FrameArchive.USUAL_RATE;
    }

    static boolean isArchive(Content content) {
        byte[] start = new byte[4];
        try {
            return content.read(0, start, 4) == 4
                    && start[0] == 'P'
                    && start[1] == 'K'
                    && (start[2] == 3 || start[2] == 5);
        } catch (IOException e) {
            return false;
        }
    }

    static ArchivedFrames open(Content content, VideoLimits limits) {
        String name = content.name();
        TreeMap<String, byte[]> frames = new TreeMap<>(NaturalOrder.comparator());
        double rate = Double.NaN;
        try (content;
                ZipInputStream zip = new ZipInputStream(new ContentStream(content))) {
            long all = 0;
            long most = MOST_BYTES + 2 * Math.max(0, content.size());
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isDirectory()
                        || file.startsWith(".")
                        || entry.getName().startsWith("__MACOSX/")) {
                    continue;
                }
                if (file.equals(FrameArchive.RATE_FILE)) {
                    rate = FrameArchive.rate(zip.readNBytes(MOST_RATE_BYTES), name);
                } else {
                    byte[] frame = frame(zip, entry.getName(), name, limits);
                    all += frame.length;
                    if (all > most) {
                        throw new SignalException(name + " unpacks to more than " + (most >> 20)
                                + " MB, the most that is read; give fewer or smaller frames.");
                    }
                    frames.put(entry.getName(), frame);
                    if (frames.size() > limits.maxFrames()) {
                        throw Refusals.tooManyFrames(name, limits);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new SignalException(
                    name + " is a zip that cannot be read (" + e.getMessage() + "); pack its frames again.", e);
        }
        if (frames.isEmpty()) {
            throw Refusals.noPictures(name, "the zip is empty");
        }
        return new ArchivedFrames(name, limits, frames, rate);
    }

    private static byte[] frame(InputStream zip, String entry, String name, VideoLimits limits) throws IOException {
        if (!FrameArchive.isFrame(entry)) {
            throw new SignalException(
                    name + " holds '" + shown(entry)
                            + "', which is no frame; put only the JPEG, PNG, WebP, GIF or BMP frames of one movement into the zip.");
        }
        byte[] frame = zip.readNBytes(MOST_FRAME_BYTES + 1);
        if (frame.length > MOST_FRAME_BYTES) {
            throw new SignalException(name + " holds '" + shown(entry) + "' of more than " + (MOST_FRAME_BYTES >> 20)
                    + " MB, the most that one frame may have; make it smaller.");
        }
        return frame;
    }

    private static String shown(String entry) {
        String text = entry.replaceAll("\\p{Cntrl}", " ");
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    @Override
    public boolean next() {
        if (at + 1 < frames.size()) {
            at++;
            return true;
        }
        return false;
    }

    @Override
    public double seconds() {
        return at / rate;
    }

    @Override
    public Picture picture() {
        try {
            return Picture.decode(frames.get(at), new PictureOptions(limits.maxPixels()));
        } catch (SignalException e) {
            throw new SignalException(
                    name + " has a frame '" + shown(names.get(at)) + "' that cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> notes() {
        return rateIsTold
                ? List.of()
                : List.of("Took " + FrameArchive.USUAL_RATE + " frames a second, since no " + FrameArchive.RATE_FILE
                        + " says otherwise.");
    }

    @Override
    public void close() {
        frames.replaceAll(_ -> new byte[0]);
    }

    /** A content from its front to its end. */
    private static final class ContentStream extends InputStream {
        private final Content content;
        private long position;

        ContentStream(Content content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            byte[] block = offset == 0 ? target : new byte[Math.min(count, 1 << 16)];
            int n = content.read(position, block, Math.min(count, block.length));
            if (n <= 0) {
                return -1;
            }
            if (block != target) {
                System.arraycopy(block, 0, target, offset, n);
            }
            position += n;
            return n;
        }
    }
}
