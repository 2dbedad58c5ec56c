package org.insula.signal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.insula.signal.Picture;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The videos are written by {@code make-videos.sh} beside them: a white bar walks over red and blue. */
class VideoFramesTest {
    private static final VideoLimits LIMITS = VideoLimits.standard();

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
                "theora.ogv",
                "moving.gif",
                "moving.apng"
            })
    void everyCodeGivesTheTenFramesAtTheirTimes(String name) {
        List<Frame> frames = frames(file(name));
        assertEquals(10, frames.size());
        for (int i = 0; i < 10; i++) {
            assertEquals(i / 10.0, frames.get(i).seconds(), 0.006, "frame " + i);
            assertShows(frames.get(i).picture(), i, name);
        }
        assertEquals(List.of(), frames.getLast().notes());
    }

    @Test
    void repeatedFramesOfAnMpegFileComeAtTheirOwnTimes() {
        List<Frame> frames = frames(file("mpeg1.mpg"));
        assertTrue(frames.size() >= 23, "frames: " + frames.size());
        for (int i = 1; i < frames.size(); i++) {
            assertEquals(0.04, frames.get(i).seconds() - frames.get(i - 1).seconds(), 0.001);
        }
        assertShows(frames.getFirst().picture(), 0, "mpeg1.mpg");
    }

    private static void assertShows(Picture picture, int frame, String name) {
        assertEquals(48, picture.width());
        assertEquals(32, picture.height());
        int bar = 4 * frame + 2;
        assertNear(0xFFFFFF, picture.pixel(bar, 16), name + " bar of frame " + frame);
        assertNear(0x0000FF, picture.pixel(46, 8), name + " right of frame " + frame);
        if (frame > 2) {
            assertNear(0xFF0000, picture.pixel(2, 8), name + " left of frame " + frame);
        }
    }

    private static void assertNear(int expected, int actual, String what) {
        for (int shift = 0; shift <= 16; shift += 8) {
            int off = Math.abs((expected >> shift & 255) - (actual >> shift & 255));
            assertTrue(off <= 70, () -> String.format("%s is %06X, expected about %06X", what, actual, expected));
        }
    }

    @Test
    void aVideoThatLiesOnItsSideIsStoodUpright() {
        List<Frame> frames = frames(file("turned.mp4"));
        Picture upright = frames(file("h264.mp4")).getFirst().picture();
        assertEquals(10, frames.size());
        assertEquals(upright.turned(1), frames.getFirst().picture());
        assertEquals(32, frames.getFirst().picture().width());
        assertNear(0xFF0000, frames.get(5).picture().pixel(16, 2), "the red half is on top");
    }

    @Test
    void everyDisplayMatrixIsATurn() {
        int one = 1 << 16;
        assertEquals(new Turn(false, 0), Turn.of(matrix(one, 0, 0, one)));
        assertEquals(new Turn(false, 1), Turn.of(matrix(0, one, -one, 0)));
        assertEquals(new Turn(false, 2), Turn.of(matrix(-one, 0, 0, -one)));
        assertEquals(new Turn(false, 3), Turn.of(matrix(0, -one, one, 0)));
        assertEquals(new Turn(true, 0), Turn.of(matrix(-one, 0, 0, one)));
        assertEquals(new Turn(true, 2), Turn.of(matrix(one, 0, 0, -one)));
        assertEquals(new Turn(false, 0), Turn.of(matrix(one, one / 10, -one / 10, one)), "six degrees are none");
        assertEquals(new Turn(false, 0), Turn.of(matrix(0, 0, 0, 0)), "nonsense is none");
    }

    private static int[] matrix(int a, int b, int c, int d) {
        return new int[] {a, b, 0, c, d, 0, 0, 0, 1 << 30};
    }

    @Test
    void unevenFramesKeepTheirTimes() {
        assertEquals(
                List.of(0.0, 0.1, 0.3, 0.4, 0.6, 0.7),
                frames(file("uneven.mp4")).stream()
                        .map(frame -> Math.rint(100 * frame.seconds()) / 100)
                        .toList());
    }

    @Test
    void wideFramesAreShownWithSquarePixels() {
        Picture picture = frames(file("wide.mp4")).getFirst().picture();
        assertEquals(96, picture.width());
        assertEquals(32, picture.height());
        assertNear(0x0000FF, picture.pixel(92, 8), "right");
    }

    @Test
    void whatIsTransparentLiesOnWhite() {
        Picture picture = frames(file("clear.apng")).getFirst().picture();
        assertEquals(0xFF0000, picture.pixel(4, 4));
        assertEquals(0xFFFFFF, picture.pixel(40, 4));
    }

    @Test
    void aFileIsReadFromDiskAsFromMemory(@TempDir Path folder) throws IOException {
        Path film = Files.write(folder.resolve("film.mp4"), file("h264.mp4"));
        try (VideoFrames frames = VideoFrames.open(film, LIMITS)) {
            assertTrue(frames.next());
            assertEquals(frames(file("h264.mp4")).getFirst().picture(), frames.picture());
        }
    }

    @Test
    void stillsAreToldFromWhatMoves() {
        for (String moving : List.of("h264.mp4", "vp8.webm", "moving.gif", "moving.apng", "mpeg4.avi", "turned.mp4")) {
            assertTrue(VideoFrames.isMoving(file(moving)), moving);
        }
        assertFalse(VideoFrames.isMoving(file("still.gif")));
        for (String still : List.of("\u00FF\u00D8\u00FF\u00E0", "BM", "RIFF....WEBPVP8 ", "\u0089PNG\r\n\u001A\n")) {
            assertFalse(VideoFrames.isMoving(still.getBytes(StandardCharsets.ISO_8859_1)), still);
        }
        assertTrue(VideoFrames.isMoving(new byte[] {'P', 'K', 3, 4}));
    }

    @Test
    void aFileWithoutPicturesIsRefusedInASentence() {
        assertEquals(
                "The file of 1965 bytes holds no moving pictures that can be read (it has sound only); give an MP4, WebM,"
                        + " MKV, MOV, AVI, GIF or APNG file, or numbered pictures in a zip.",
                refusal(file("sound-only.mp4"), LIMITS));
        assertTrue(refusal("no video at all, but quite some text".getBytes(StandardCharsets.US_ASCII), LIMITS)
                .contains("holds no moving pictures that can be read (it is"));
        assertEquals("The video has 0 bytes; give a complete sound or video file.", refusal(new byte[0], LIMITS));
    }

    @Test
    void aVideoWithoutFramesIsRefused() {
        byte[] film = file("mpeg4.avi");
        String message = refusal(Arrays.copyOf(film, indexOf(film, "movi") + 4), LIMITS);
        assertTrue(
                message.contains("no frame could be decoded") || message.contains("holds no moving pictures"), message);
    }

    @Test
    void oneFrameIsAVideoOfOneFrame() {
        List<Frame> frames = frames(file("one-frame.mp4"));
        assertEquals(1, frames.size());
        assertEquals(0, frames.getFirst().seconds());
    }

    @Test
    void framesThatClaimToBeHugeAreRefusedBeforeTheyAreDecoded() {
        assertEquals(
                "The file of 2062 bytes says that its frames have 48 by 32 pixels, at most 1000 are read; give a smaller"
                        + " video.",
                refusal(file("h264.mp4"), new VideoLimits(1_000, 100, 100)));
        byte[] lying = file("moving.gif");
        lying[6] = lying[7] = lying[8] = lying[9] = (byte) 0xFF;
        assertTrue(refusal(lying, LIMITS).contains("no frame could be decoded"), refusal(lying, LIMITS));
    }

    @Test
    void framesAndSecondsAreCounted() {
        assertEquals(
                "The file of 2062 bytes has more than 4 frames, the most that are read; give a shorter part of it.",
                refusal(file("h264.mp4"), new VideoLimits(10_000, 4, 100)));
        assertEquals(
                "The file of 2185 bytes goes on after 0.3 s, at most 0 s are read; give a shorter part of it.",
                refusal(file("moving.gif"), new VideoLimits(10_000, 100, 0.25)));
    }

    @Test
    void aVideoThatSaysItLastsForEverIsRefused() {
        byte[] lying = file("mpeg4.avi");
        int length = indexOf(lying, "strh") + 8 + 32;
        Arrays.fill(lying, length, length + 3, (byte) 0x7F);
        String message = refusal(lying, LIMITS);
        assertTrue(message.contains("says that it lasts"), message);
    }

    @Test
    void aTruncatedVideoGivesWhatIsThere() {
        byte[] film = file("moving.gif");
        List<Frame> frames = frames(Arrays.copyOf(film, film.length * 3 / 4));
        assertTrue(frames.size() >= 2 && frames.size() < 10, "frames: " + frames.size());
        assertShows(frames.getFirst().picture(), 0, "truncated");
    }

    private static int indexOf(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
    }

    record Frame(double seconds, Picture picture, List<String> notes) {}

    static List<Frame> frames(byte[] file) {
        List<Frame> read = new ArrayList<>();
        try (VideoFrames frames = VideoFrames.open(file, LIMITS)) {
            while (frames.next()) {
                read.add(new Frame(frames.seconds(), frames.picture(), frames.notes()));
            }
        }
        return read;
    }

    private static String refusal(byte[] file, VideoLimits limits) {
        return assertThrows(SignalException.class, () -> {
                    try (VideoFrames frames = VideoFrames.open(file, limits)) {
                        while (frames.next()) {
                            frames.picture();
                        }
                    }
                })
                .getMessage();
    }

    static byte[] file(String name) {
        try (InputStream in = VideoFramesTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
