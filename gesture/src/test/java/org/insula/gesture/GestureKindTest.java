package org.insula.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.movement.Recording;
import org.insula.perception.BodyEncoder;
import org.insula.perception.HandEncoder;
import org.insula.testkit.Films;
import org.junit.jupiter.api.Test;

class GestureKindTest {
    private static final GestureKind HANDS = GestureKind.hands();
    private static final GestureKind BODIES = GestureKind.bodies();

    /** The numbers of the first hand's place and size. */
    private static final int X = HandRow.X;

    @Test
    void stillsKeepTheEncoderOfStills() {
        byte[] still = Footage.jpeg(Films.body("raise", 0, 0).getFirst());
        try (Encoder hands = HANDS.forExamples(Stream.of(still, still));
                Encoder bodies = BODIES.forExamples(Stream.of(still));
                Encoder unreadable = HANDS.forExamples(Stream.of("nothing".getBytes(StandardCharsets.UTF_8)))) {
            assertInstanceOf(HandEncoder.class, hands);
            assertInstanceOf(BodyEncoder.class, bodies);
            assertInstanceOf(HandEncoder.class, unreadable);
            try (Encoder again = HANDS.forIdentity(hands.identity())) {
                assertEquals(hands.identity(), again.identity());
            }
        }
    }

    @Test
    void stillsAndMovementsTogetherAreRefused() {
        byte[] film = Footage.body("raise", 0, 0);
        byte[] still = Footage.jpeg(Films.body("raise", 0, 0).getFirst());
        assertEquals(
                "2 of the examples are still pictures and 1 is a movement (a video or a folder of frames), which cannot be"
                        + " told from each other by one model; give only stills or only movements.",
                assertThrows(EncodingException.class, () -> BODIES.forExamples(Stream.of(still, film, still)))
                        .getMessage());
    }

    @Test
    void anEncoderIsMadeAgainFromItsIdentity() {
        byte[] film = Footage.body("wave", 0, 0);
        try (Encoder made = BODIES.forExamples(Stream.of(film));
                Encoder again = BODIES.forIdentity(made.identity())) {
            assertTrue(
                    made.identity().matches("body-gesture/1/rows-1-\\w+/movement/1/channels=27;rate=15;.*"),
                    made.identity());
            assertEquals(made.identity(), again.identity());
            assertEquals(made.encode(film), again.encode(film));
            assertThrows(
                    EncodingException.class,
                    () -> BODIES.forIdentity(made.identity().replace("=27", "=26")));
            assertThrows(
                    EncodingException.class,
                    () -> BODIES.forIdentity(made.identity().replace("rows-1", "rows-9")));
        }
    }

    @Test
    void aHandThatGoesLeftIsSeenToGoLeftWhicheverHandItIs() {
        for (int person = 0; person < 2; person++) {
            byte[] left = Footage.hand("swipe-left", person, 0);
            byte[] right = Footage.hand("swipe-right", person, 0);
            try (GestureEncoder encoder = (GestureEncoder) HANDS.forExamples(Stream.of(left, right))) {
                Recording goesLeft = encoder.recording(left);
                Recording goesRight = encoder.recording(right);
                int last = goesLeft.series().length() - 1;
                assertTrue(goesLeft.series().at(X, 0) - goesLeft.series().at(X, last) > 2, "in palms, to the left");
                last = goesRight.series().length() - 1;
                assertTrue(goesRight.series().at(X, last) - goesRight.series().at(X, 0) > 2, "in palms, to the right");
            }
        }
    }

    @Test
    void theCamerasDistanceChangesLittle() {
        List<BufferedImage> near = Footage.handFrames("wave", 2, 0);
        List<BufferedImage> far = near.stream().map(GestureKindTest::halved).toList();
        byte[] nearFilm = Footage.zip(near, Films.RATE);
        try (GestureEncoder encoder = (GestureEncoder) HANDS.forExamples(Stream.of(nearFilm))) {
            Recording a = encoder.recording(nearFilm);
            Recording b = encoder.recording(Footage.zip(far, Films.RATE));
            for (int channel = 0; channel < HandRow.CHANNELS; channel++) {
                double range = 0;
                double off = 0;
                for (int t = 0; t < a.series().length(); t++) {
                    float meanA = channel < 3 ? mean(a, channel) : 0;
                    float meanB = channel < 3 ? mean(b, channel) : 0;
                    range = Math.max(range, Math.abs(a.series().at(channel, t) - meanA));
                    off += Math.abs(a.series().at(channel, t)
                                    - meanA
                                    - b.series().at(channel, t)
                                    + meanB)
                            / a.series().length();
                }
                assertTrue(
                        off < Math.max(0.2, 0.35 * range), "channel " + channel + " is off by " + off + " of " + range);
            }
        }
    }

    private static float mean(Recording recording, int channel) {
        float mean = 0;
        for (int t = 0; t < recording.series().length(); t++) {
            mean += recording.series().at(channel, t) / recording.series().length();
        }
        return mean;
    }

    private static BufferedImage halved(BufferedImage frame) {
        BufferedImage half = new BufferedImage(frame.getWidth(), frame.getHeight(), frame.getType());
        var pen = half.createGraphics();
        pen.setColor(new java.awt.Color(frame.getRGB(1, 1)));
        pen.fillRect(0, 0, half.getWidth(), half.getHeight());
        pen.drawImage(frame, 90, 70, (int) (0.6 * frame.getWidth()), (int) (0.6 * frame.getHeight()), null);
        pen.dispose();
        return half;
    }

    @Test
    void framesWithoutAHandAreGapsAndSaid() {
        List<BufferedImage> frames = new ArrayList<>(Footage.handFrames("swipe-left", 0, 0));
        BufferedImage empty = new BufferedImage(480, 360, BufferedImage.TYPE_3BYTE_BGR);
        frames.set(frames.size() / 2, empty);
        frames.set(frames.size() / 2 + 1, empty);
        byte[] film = Footage.zip(frames, Films.RATE);
        try (GestureEncoder encoder = (GestureEncoder) HANDS.forExamples(Stream.of(film))) {
            Recording recording = encoder.recording(film);
            String said = String.join(" ", encoder.remarks(film));
            assertTrue(
                    said.matches("No hand was seen in [2-5] of " + frames.size()
                            + " frames; went on straight lines from one that was seen to the next."),
                    said);
            for (int t = 1; t < recording.series().length(); t++) {
                double step = recording.series().at(X, t) - recording.series().at(X, t - 1);
                assertTrue(Math.abs(step) < 1.5, "a gap is no jump, step " + t + " is " + step);
            }
        }
    }

    @Test
    void filmsInWhichNothingIsSeenAreRefused() {
        BufferedImage empty = new BufferedImage(480, 360, BufferedImage.TYPE_3BYTE_BGR);
        byte[] nothing = Footage.zip(List.of(empty, empty, empty, empty), 10);
        byte[] one = Footage.zip(Films.body("bow", 0, 0).subList(0, 1), 10);
        byte[] film = Footage.body("bow", 0, 0);
        try (Encoder encoder = BODIES.forExamples(Stream.of(film, nothing, one))) {
            assertEquals(
                    "A body with both shoulders was seen in 0 of 4 frames, too few to follow it; show it larger, wholly in"
                            + " view and in good light.",
                    refusal(encoder, nothing));
            assertEquals(
                    "The video has one frame, a movement needs at least two; give a longer video or more frames.",
                    refusal(encoder, one));
            byte[] still = Footage.jpeg(empty);
            assertEquals(
                    "The content of " + still.length
                            + " bytes is a still picture, and this model was taught on movements;"
                            + " give a video, a folder of frames or a zip of them.",
                    refusal(encoder, still));
        }
    }

    private static String refusal(Encoder encoder, byte[] content) {
        return assertThrows(EncodingException.class, () -> encoder.encode(content))
                .getMessage();
    }

    @Test
    void framesOfDifferentSizesAreFollowed() {
        List<BufferedImage> frames = new ArrayList<>(Films.body("raise", 0, 0));
        for (int i = 0; i < frames.size(); i += 2) {
            BufferedImage wide = new BufferedImage(600, 360, BufferedImage.TYPE_3BYTE_BGR);
            wide.createGraphics().drawImage(frames.get(i), 0, 0, null);
            frames.set(i, wide);
        }
        byte[] film = Footage.zip(frames, Films.RATE);
        try (Encoder encoder = BODIES.forExamples(Stream.of(film))) {
            assertEquals(1, encoder.encode(film).size());
        }
    }

    @Test
    void aLongFilmIsGoneThroughInWindows() {
        List<BufferedImage> frames = new ArrayList<>(Films.body("squat", 0, 0));
        byte[] once = Footage.zip(frames, Films.RATE);
        frames.addAll(Films.body("squat", 0, 1));
        frames.addAll(Films.body("squat", 0, 2));
        byte[] often = Footage.zip(frames, Films.RATE);
        try (GestureEncoder encoder = (GestureEncoder) BODIES.forExamples(Stream.of(once))) {
            List<Encoded> windows = new ArrayList<>();
            encoder.encodeWindows(once, windows::add);
            assertEquals(List.of(), windows);
            encoder.encodeWindows(often, windows::add);
            assertTrue(windows.size() >= 6, "windows: " + windows.size());
            double before = -1;
            for (Encoded window : windows) {
                Where.Span span = assertInstanceOf(Where.Span.class, window.where());
                assertTrue(span.startSeconds() > before);
                assertEquals(
                        encoder.fitting().steps() / (double) Films.RATE, span.endSeconds() - span.startSeconds(), 1e-9);
                before = span.startSeconds();
            }
            assertEquals(
                    new Where.Span(0, encoder.fitting().steps() / (double) Films.RATE),
                    windows.getFirst().where());
        }
    }

    @Test
    void manyFramesASecondAreThinnedOut() {
        FrameTimes times = new FrameTimes();
        int taken = 0;
        for (int i = 0; i < 240; i++) {
            taken += times.take(i / 120.0) ? 1 : 0;
        }
        assertEquals(60, taken);
        assertEquals(30, times.rateHz(), 1e-9);
        assertEquals(60, times.steps());
        assertEquals(240, times.seen());
    }

    @Test
    void unevenFramesAreBroughtToEvenSteps() {
        FrameTimes times = new FrameTimes();
        for (double at : new double[] {0, 0.1, 0.2, 0.4, 0.5}) {
            times.take(at);
        }
        float[][] rows = {{0, Float.NaN}, {1, Float.NaN}, {Float.NaN, 4}, {4, Float.NaN}, {5, 5}};
        Recording recording = EvenSteps.recording(times, rows, new int[] {0}, List.of());
        assertEquals(10, recording.rateHz().orElseThrow(), 1e-9);
        float[] line = recording.series().channel(0);
        float[] held = recording.series().channel(1);
        float[] speed = recording.series().channel(2);
        for (int t = 0; t < 6; t++) {
            assertEquals(t, line[t], 1e-5);
            assertEquals(t < 3 ? 4 : 4 + (t - 2) / 3f, held[t], 1e-5);
            assertEquals(2.5, speed[t], 1e-5, "a palm in a tenth of a second is 2.5 in a quarter");
        }
    }
}
