package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovementEncoderTest {
    private final MovementKind kind = new MovementKind();

    @Test
    void theShapeIsThatOfMostRecordings() {
        MovementEncoder encoder = forTables(table(50, 40, "ax,ay"), table(50, 40, "ay,ax"), table(50, 60, "ax,ay"));
        assertEquals("movement/1/channels=2:ax,ay;rate=50;steps=40;lengths=hold", encoder.identity());
    }

    @Test
    void theShapeDoesNotDependOnTheOrderOfTheRecordings() {
        List<byte[]> tables = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tables.add(table(40 + i, 30 + 5 * i, i % 3 == 0 ? "y,x" : "x,y"));
        }
        String identity = kind.forExamples(tables.stream()).identity();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(tables, new Random(seed));
            assertEquals(identity, kind.forExamples(tables.stream()).identity());
        }
    }

    @Test
    void oneMoreRecordingSeldomChangesTheShape() {
        List<byte[]> tables = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 30; i++) {
            tables.add(table(49.8 + 0.4 * random.nextDouble(), 90 + random.nextInt(21), "x,y"));
        }
        String before = kind.forExamples(tables.stream()).identity();
        assertEquals(
                "movement/1/channels=2:x,y;rate=50;steps=104;lengths=hold".replace("104", stepsOf(before)), before);
        tables.add(table(49.9, 111, "x,y"));
        assertEquals(before, kind.forExamples(tables.stream()).identity());
    }

    private static String stepsOf(String identity) {
        String steps = identity.replaceAll(".*steps=(\\d+);.*", "$1");
        assertTrue(List.of("96", "104").contains(steps), identity);
        return steps;
    }

    @Test
    void anEncoderIsMadeAgainFromItsIdentity() {
        byte[] content = table(31.25, 64, "Vor,Zurück; quer,a%2Cb");
        MovementEncoder encoder = kind.forExamples(List.of(content).stream());
        MovementEncoder again = kind.forIdentity(encoder.identity());
        assertEquals(encoder.identity(), again.identity());
        assertEquals(encoder.encode(content), again.encode(content));
        assertEquals(encoder.blocks(), again.blocks());
        assertEquals(
                encoder.dimensions(),
                again.encode(content).getFirst().embedding().dimensions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "movement/2/channels=1;rate=unknown;steps=100;lengths=hold",
                "movement/1/channels=0;rate=unknown;steps=100;lengths=hold",
                "movement/1/channels=9999;rate=unknown;steps=9;lengths=hold",
                "movement/1/channels=1000;rate=unknown;steps=9999;lengths=hold",
                "movement/1/channels=1;rate=unknown;steps=99999;lengths=hold",
                "movement/1/channels=1;rate=unknown;steps=8;lengths=hold",
                "movement/1/channels=1;rate=0;steps=100;lengths=hold",
                "movement/1/channels=1;rate=1.2.3;steps=100;lengths=hold",
                "movement/1/channels=01;rate=unknown;steps=100;lengths=hold",
                "movement/1/channels=2:a;rate=unknown;steps=100;lengths=hold",
                "movement/1/channels=1:%zz;rate=unknown;steps=100;lengths=hold",
                "movement/1/channels=1;rate=unknown;steps=100;lengths=hold\n"
            })
    void whatIsNoIdentityIsRefused(String identity) {
        String message = assertThrows(EncodingException.class, () -> kind.forIdentity(identity))
                .getMessage();
        assertTrue(message.contains("update Insula, or teach it again"), message);
    }

    @Test
    void channelsAreFoundByTheirNames() {
        MovementEncoder encoder = kind.forIdentity("movement/1/channels=2:x,y;rate=unknown;steps=10;lengths=hold");
        String rows = "1,2,3\n4,5,6\n".repeat(5);
        var expected = encoder.encode(bytes("x,y,z\n" + rows));
        assertEquals(expected, encoder.encode(bytes("X , Y\n" + "1,2\n4,5\n".repeat(5))));
        assertEquals(expected, encoder.encode(bytes("y,x\n" + "2,1\n5,4\n".repeat(5))));
        assertEquals(expected, encoder.encode(bytes("1,2\n4,5\n".repeat(5))));
        assertEquals(
                List.of("1 channels were not used, the first of them 'z'."), encoder.remarks(bytes("x,y,z\n" + rows)));
        assertEquals(
                List.of("Put its channels into the order x, y."),
                encoder.remarks(bytes("y,x\n" + "2,1\n5,4\n".repeat(5))));
        assertEquals(
                List.of("Its channels have no names; took them as x, y in this order."),
                encoder.remarks(bytes("1,2\n4,5\n".repeat(5))));
        assertFails("has 2 channels (x, z) where x, y are expected", encoder, "x,z\n" + "1,2\n4,5\n".repeat(5));
    }

    @Test
    void whatIsDoneToRateAndLengthIsSaid() {
        MovementEncoder encoder = kind.forIdentity("movement/1/channels=1:x;rate=50;steps=40;lengths=hold");
        assertEquals(
                List.of(
                        "Took column 1 as time in seconds: 100 steps a second.",
                        "Resampled from 100 to 50 steps a second.",
                        "Took the middle 40 of 100 steps."),
                encoder.remarks(table(100, 200, "x")));
        assertFails("does not tell its rate where 50", encoder, "x\n1\n2\n1\n");
        MovementEncoder unrated = kind.forIdentity("movement/1/channels=1:x;rate=unknown;steps=200;lengths=hold");
        assertTrue(unrated.remarks(table(100, 200, "x")).getLast().startsWith("Its rate was not used"));
    }

    @Test
    void aLongRecordingIsSlowedUntilItFits() {
        MovementEncoder encoder = forTables(table(1_000, 20_001, "x"));
        assertEquals("movement/1/channels=1:x;rate=500;steps=10000;lengths=hold", encoder.identity());
    }

    @Test
    void aRecordingOfACollectionIsItsOwnContent() {
        Recording recording = new Recording(
                Series.of(2, 3, 1, 0.1f, -3e-7f, 4, 5, 6e8f),
                OptionalDouble.of(33.3),
                List.of("a \"quoted\"", "b"),
                List.of("Something was done."));
        Recording again = new SeriesReader(SeriesLimits.standard()).readContent(RecordingJson.write(recording), "It");
        assertArrayEquals(recording.series().values(), again.series().values());
        assertEquals(recording.rateHz(), again.rateHz());
        assertEquals(recording.channelNames(), again.channelNames());
        assertEquals(recording.remarks(), again.remarks());
    }

    @Test
    void contentIsKnownByWhatItLooksLike() {
        MovementEncoder encoder = kind.forIdentity("movement/1/channels=1;rate=unknown;steps=9;lengths=hold");
        var expected = encoder.encode(bytes("1\n2\n4\n"));
        for (String same : List.of(
                "\uFEFF1\r\n2\r\n4\r\n",
                "{\"values\": [[1, 2, 4]]}",
                "{\n  \"values\": [1,\n 2,\n 4]\n}\n",
                "# a comment\n@problemName x\n@classLabel false\n@data\n1,2,4\n",
                "@relation x\n@attribute a numeric\n@attribute b numeric\n@attribute c numeric\n@data\n1,2,4\n")) {
            assertEquals(expected, encoder.encode(bytes(same)), same);
        }
        assertFails(
                "The recording holds 2 recordings", encoder, "@problemName x\n@classLabel false\n@data\n1,2\n3,4\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x\n",
                "x\n1\n",
                "x\n1\ntwo\n3\n",
                "x\n1\ninf\n3\n",
                "x,y\n1,2\n1\n",
                "time,x\n1,1\n0,2\n2,3\n",
                "{\"values\": []}",
                "{\"values\": [[1, 2], [3]]}",
                "{",
                "@data\n",
                "\u0000\u0001\u0002"
            })
    void whatIsNoRecordingIsRefusedInOneSentence(String content) {
        MovementEncoder encoder = kind.forIdentity("movement/1/channels=1;rate=unknown;steps=9;lengths=hold");
        String message = assertThrows(EncodingException.class, () -> encoder.encode(bytes(content)))
                .getMessage();
        assertTrue(message.startsWith("The recording "), message);
        assertEquals(1, message.lines().count());
        String none = assertThrows(EncodingException.class, () -> kind.forExamples(List.of(bytes(content)).stream()))
                .getMessage();
        assertTrue(none.startsWith("None of the recordings can be read; the first: The recording "), none);
    }

    @Test
    void aSeriesOfAnotherShapeIsRefused() {
        MovementEncoder encoder = kind.forIdentity("movement/1/channels=1;rate=unknown;steps=9;lengths=hold");
        assertThrows(MovementException.class, () -> encoder.embed(Series.of(1, 10, new float[10])));
        assertThrows(MovementException.class, () -> encoder.embed(Series.of(2, 9, new float[18])));
    }

    @Test
    void vectorsAndPlainLoopsGiveTheSameEmbedding() {
        MovementShape shape = MovementShape.parse("movement/1/channels=3;rate=unknown;steps=77;lengths=hold");
        MovementEncoder plain = new MovementEncoder(new PlainConvolution(), shape);
        MovementEncoder vectors = new MovementEncoder(new VectorConvolution(), shape);
        for (Series series : Signals.noise(10, 3, 77, 5)) {
            assertArrayEquals(
                    plain.embed(series).toArray(), vectors.embed(series).toArray(), 1e-5f);
        }
    }

    private static void assertFails(String message, MovementEncoder encoder, String content) {
        String said = assertThrows(EncodingException.class, () -> encoder.encode(bytes(content)))
                .getMessage();
        assertTrue(said.contains(message), said);
    }

    private MovementEncoder forTables(byte[]... tables) {
        return kind.forExamples(Arrays.stream(tables));
    }

    /** A table with a time column and these channels, of waves. */
    private static byte[] table(double rate, int rows, String names) {
        int channels = names.split(",").length;
        StringBuilder table = new StringBuilder("time," + names + "\n");
        for (int t = 0; t < rows; t++) {
            table.append(t / rate);
            for (int c = 0; c < channels; c++) {
                table.append(',').append(Math.sin(t * (0.1 + 0.05 * c)));
            }
            table.append('\n');
        }
        return bytes(table.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLongRecordingIsGoneThroughToItsEnd() {
        MovementEncoder encoder = new MovementKind().forLengths(1, List.of(new MovementKind.Length(12, 10)));
        List<Double> starts = new ArrayList<>();
        encoder.encodeWindows(table(25), found -> {
            Where.Span span = assertInstanceOf(Where.Span.class, found.where());
            assertEquals(1.2, span.endSeconds() - span.startSeconds(), 1e-9);
            starts.add(span.startSeconds());
        });
        assertEquals(List.of(0.0, 0.3, 0.6, 0.9, 1.2, 1.3), starts);
        encoder.encodeWindows(table(17), found -> starts.clear());
        assertEquals(6, starts.size(), "17 steps are hardly longer than a window");
    }

    @Test
    void aWindowIsEncodedAsARecordingOfItsOwn() {
        MovementEncoder encoder = new MovementKind().forLengths(1, List.of(new MovementKind.Length(12, 10)));
        List<Encoded> windows = new ArrayList<>();
        encoder.encodeWindows(table(24), windows::add);
        assertEquals(
                encoder.encode(table(12)).getFirst().embedding(),
                windows.getFirst().embedding());
    }

    /** A column at ten steps a second. */
    private static byte[] table(int steps) {
        StringBuilder table = new StringBuilder("time,x\n");
        for (int t = 0; t < steps; t++) {
            table.append(t / 10.0).append(',').append(t * t % 7).append('\n');
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }
}
