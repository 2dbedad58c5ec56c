package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whatever stands in a file, reading it gives series of finite numbers or a {@link MovementException}. */
class SeriesReaderFuzzTest {
    private static final SeriesLimits LIMITS = new SeriesLimits(100_000, 1_000, 10, 100);

    @FuzzTest(maxDuration = "30s")
    void anyTable(byte[] content) throws IOException {
        try {
            Recording _ = new SeriesTable(LIMITS, "'x'").read(reader(content));
        } catch (MovementException | CharacterCodingException expected) {
            // the one way to say no; the reader turns the second into the first
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyContent(byte[] content) {
        try {
            Recording recording = new SeriesReader(LIMITS).readContent(content, "It");
            Recording again = new SeriesReader(LIMITS).readContent(RecordingJson.write(recording), "It");
            assertArrayEquals(recording.series().values(), again.series().values());
        } catch (MovementException expected) {
            // the one way to say no
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyIdentity(byte[] content) {
        String identity = new String(content, StandardCharsets.UTF_8);
        try {
            assertEquals(identity, MovementShape.parse(identity).identity());
        } catch (MovementException expected) {
            // the one way to say no
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyTs(byte[] content) throws IOException {
        try {
            new TsParser(LIMITS, "'x'").read(reader(content)).forEach(SeriesReaderFuzzTest::check);
        } catch (MovementException | CharacterCodingException expected) {
            // the one way to say no
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyArff(byte[] content) throws IOException {
        try {
            new ArffParser(LIMITS, "'x'").read(reader(content)).forEach(SeriesReaderFuzzTest::check);
        } catch (MovementException | CharacterCodingException expected) {
            // the one way to say no
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyJsonLines(byte[] content) throws IOException {
        try {
            new JsonLinesParser(LIMITS, "'x'").read(reader(content)).forEach(SeriesReaderFuzzTest::check);
        } catch (MovementException | CharacterCodingException expected) {
            // the one way to say no
        }
    }

    private static void check(LabelledRecording one) {
        Series series = one.recording().series();
        if (series.length() > LIMITS.maxSteps() || series.channels() > LIMITS.maxChannels()) {
            throw new AssertionError(series + " is beyond the limits");
        }
    }

    private static BufferedReader reader(byte[] content) {
        return new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder()));
    }
}
