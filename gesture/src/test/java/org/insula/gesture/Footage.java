package org.insula.gesture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import javax.imageio.ImageIO;
import org.insula.signal.video.FrameArchive;
import org.insula.testkit.Films;

/** Films as zips of frames. The photograph of a hand is that of the tests of module perception. */
final class Footage {
    private static final Path HAND = Path.of(
            "..", "perception", "src", "test", "resources", "org", "insula", "perception", "hands", "pointing.jpg");

    private Footage() {}

    static byte[] hand(String gesture, int person, int take) {
        return zip(handFrames(gesture, person, take), Films.RATE);
    }

    static List<BufferedImage> handFrames(String gesture, int person, int take) {
        try {
            return Films.hand(ImageIO.read(HAND.toFile()), gesture, person, take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] body(String gesture, int person, int take) {
        return zip(Films.body(gesture, person, take), Films.RATE);
    }

    static byte[] zip(List<BufferedImage> frames, double rate) {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            files.put(String.format(Locale.ROOT, "frame%04d.jpg", i), jpeg(frames.get(i)));
        }
        return FrameArchive.pack(files, OptionalDouble.of(rate));
    }

    static byte[] jpeg(BufferedImage frame) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(frame, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
