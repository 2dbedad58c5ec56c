package org.insula.signal.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.insula.signal.Picture;
import org.insula.signal.SignalException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, only {@link SignalException} leaves, and the process lives on. */
class VideoDamageTest {
    private static final VideoLimits LIMITS = new VideoLimits(1 << 20, 300, 60);

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreFramesOrRefused(byte[] file) {
        VideoFrames.isMoving(file);
        readAll(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h264.mp4",
                "hevc.mp4",
                "vp8.webm",
                "vp9.webm",
                "av1.mkv",
                "mpeg4.avi",
                "mjpeg.mov",
                "mpeg1.mpg",
                "theora.ogv",
                "moving.gif",
                "moving.apng",
                "turned.mp4"
            })
    void damagedFilesAreReadOrRefused(String name) {
        byte[] whole = VideoFramesTest.file(name);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int i = 0; i < 60; i++) {
            byte[] file = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = i % 3 * (1 + random.nextInt(4)); flips > 0; flips--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(200, file.length) : file.length);
                file[at] = (byte) random.nextInt(256);
            }
            VideoFrames.isMoving(file);
            readAll(file);
        }
        assertTrue(readAll(whole) > 0, "the whole file still reads");
    }

    /** The number of frames, or -1 where it was refused. */
    private static int readAll(byte[] file) {
        try (VideoFrames frames = VideoFrames.open(file, LIMITS)) {
            double before = -1;
            while (frames.next()) {
                Picture picture = frames.picture();
                if ((long) picture.width() * picture.height() > LIMITS.maxPixels() || !(frames.seconds() > before)) {
                    throw new AssertionError(picture + " after " + frames.seconds() + " s");
                }
                before = frames.seconds();
            }
            frames.notes();
            return frames.count();
        } catch (SignalException expected) {
            if (!expected.getMessage().contains(";")) {
                throw new AssertionError("the message says not what to do: " + expected.getMessage(), expected);
            }
            return -1;
        }
    }
}
