package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesCollectionsTest {
    private static final SeriesLimits LIMITS = new SeriesLimits(10_000, 6, 3, 4);
    private static final String ARFF = """
            % a comment
            @relation waves
            @attribute points relational
              @attribute t1 numeric
              @attribute t2 numeric
            @end points
            @attribute who {left, 'to the right'}

            @data
            """;

    @Test
    void tsCasesOfSeveralChannelsAndUnequalLengths() throws IOException {
        List<LabelledRecording> cases = ts("""
                # from a wrist
                @problemName Waves
                @timeStamps false
                @univariate false
                @equalLength false
                @classLabel true left right
                @data
                1,2,3:4,5,6:left
                1,?:7,8:right
                """);
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6},
                cases.getFirst().recording().series().values());
        assertArrayEquals(
                new float[] {1, 1, 7, 8}, cases.getLast().recording().series().values());
        assertEquals(Optional.of("right"), cases.getLast().label());
        assertEquals("line 9", cases.getLast().place());
        assertEquals(
                "Filled 1 missing values of 'channel 1' on straight lines between their neighbours.",
                cases.getLast().recording().remarks().getFirst());
    }

    @Test
    void tsWithoutLabels() throws IOException {
        List<LabelledRecording> cases = ts("@classLabel false\n@data\n1,2,3\n");
        assertEquals(Optional.empty(), cases.getFirst().label());
    }

    @Test
    void brokenTsIsRefused() {
        assertEquals(
                "'x' holds a time stamp with each value, which is not read; write it with @timeStamps false or one CSV"
                        + " with a time column for each case.",
                refused(() -> ts("@timeStamps true\n@data\n(0,1),(1,2):a\n")));
        assertEquals(
                "'x' line 4 has 1 channels where 2 are expected (at most 3); write every case with all channels.",
                refused(() -> ts("@classLabel true a\n@data\n1,2:3,4:a\n1,2:a\n")));
        assertEquals(
                "'x' line 3 has 3 steps in channel 2 and 2 in the first; give every channel the same number of steps.",
                refused(() -> ts("@classLabel true a\n@data\n1,2:3,4,5:a\n")));
        assertEquals(
                "'x' line 3 has the label 'b', which @classLabel does not name; add it there or correct it.",
                refused(() -> ts("@classLabel true a\n@data\n1,2:b\n")));
        assertEquals(
                "'x' line 3, channel 1, step 2 is 'fast', which is not a finite number; write numbers such as -1.5, and"
                        + " nothing or ? for a missing one.",
                refused(() -> ts("@classLabel true a\n@data\n1,fast:a\n")));
        assertTrue(refused(() -> ts("@classLabel true a\n@data\n1:a\n")).contains("one time step"));
        assertTrue(refused(() -> ts("@data\n")).contains("no case behind @data"));
        assertTrue(refused(() -> ts("1,2,3\n")).contains("is this a .ts file?"));
        assertTrue(refused(() -> ts("@targetLabel true\n@data\n1,2:3\n")).contains("numbers to predict"));
        assertTrue(refused(() -> ts("@data\n1,2,3,4,5,6,7:a\n")).contains("at most 6"));
        assertTrue(refused(() -> ts("@data\n1,2:1,2:1,2:1,2:a\n")).contains("(at most 3)"));
        assertTrue(refused(() -> ts("@data\n" + "1,2:a\n".repeat(5))).contains("more than 4 cases"));
    }

    @Test
    void arffWithOneRelationalAttribute() throws IOException {
        List<LabelledRecording> cases = arff(ARFF + "'1,2\\n3,?',left\n\"5,6\\n7,8\",'to the right'\n");
        assertArrayEquals(
                new float[] {1, 2, 3, 3}, cases.getFirst().recording().series().values());
        assertEquals(Optional.of("to the right"), cases.getLast().label());
    }

    @Test
    void arffWithAnAttributeForEachStep() throws IOException {
        List<LabelledRecording> cases =
                arff("@RELATION x\n@ATTRIBUTE a NUMERIC\n@ATTRIBUTE b real\n@ATTRIBUTE c {1,2}\n@DATA\n1,2,2\n");
        assertArrayEquals(
                new float[] {1, 2}, cases.getFirst().recording().series().values());
        assertEquals(Optional.of("2"), cases.getFirst().label());
    }

    @Test
    void brokenArffIsRefused() {
        assertEquals(
                "'x' line 11 has 1 channels where 2 are expected; write every case with all channels.",
                refused(() -> arff(ARFF + "'1,2\\n3,4',left\n'1,2',left\n")));
        assertTrue(refused(() -> arff(ARFF + "1,2,left\n")).contains("does not start with a quoted series"));
        assertTrue(refused(() -> arff(ARFF + "'1,2'\n")).contains("does not end with a comma and a class"));
        assertTrue(refused(() -> arff(ARFF + "'1,2',\n")).contains("has no class"));
        assertTrue(refused(() -> arff(ARFF)).contains("no case behind @data"));
        assertTrue(
                refused(() -> arff("@relation x\n@attribute a string\n@data\n")).contains("neither numeric"));
        assertTrue(refused(() -> arff("@relation x\n@data\n1\n")).contains("0 numeric and 0 relational"));
        assertTrue(refused(() -> arff("hello\n")).contains("is this an ARFF file?"));
    }

    @Test
    void jsonLines() throws IOException {
        List<LabelledRecording> cases = json("""
                {"values": [[1, 2, 3], [4, null, 6]], "label": "wave", "rate": 50, "channels": ["ax", "ay"], "x": {}}

                {"rate": null, "label": 7, "values": [[1, 2], [3, 4]]}
                """);
        Recording first = cases.getFirst().recording();
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, first.series().values());
        assertEquals(List.of("ax", "ay"), first.channelNames());
        assertEquals(50, first.rateHz().orElseThrow());
        assertEquals(Optional.of("wave"), cases.getFirst().label());
        assertEquals(Optional.of("7"), cases.getLast().label());
        assertEquals("line 3", cases.getLast().place());
        assertEquals(
                1, json("{\"values\": [1, 2]}").getFirst().recording().series().channels());
    }

    @Test
    void brokenJsonLinesAreRefused() {
        for (String line : List.of(
                "[1]",
                "{\"values\": 3}",
                "{\"values\": [[1, \"2\"]]}",
                "{\"values\": [[1, [2]]]}",
                "{\"values\": [[1, 2],3]}",
                "{\"label\": \"a\"}",
                "{\"values\": [[1, 2]]} x",
                "{\"values\": [[1, 2]",
                "{\"values\": []}",
                "{",
                "{\"values\": [[1, 2]], \"rate\": \"fast\"}",
                "{\"values\": [[1, 2]], \"channels\": [\"a\", \"b\"]}")) {
            assertTrue(refused(() -> json(line)).startsWith("'x' line 1"), line);
        }
        assertTrue(refused(() -> json("{\"values\": [[1, 1e39]]}")).contains("channel 1, step 2 is '1e39'"));
        assertTrue(refused(() -> json("{\"values\": [[1, 2]], \"rate\": -1}")).contains("a rate of -1.0 Hz"));
        assertTrue(refused(() -> json("{\"values\": [[1]]}")).contains("one time step"));
        assertTrue(refused(() -> json("{\"values\": [[1, 2]]}\n{\"values\": [[1, 2], [1, 2]]}"))
                .contains("line 2 has 2 channels where 1 are expected"));
        assertTrue(refused(() -> json("{\"values\": [[1,2,3,4,5,6,7]]}")).contains("more than 6 steps"));
        assertTrue(refused(() -> json("\n")).contains("is empty"));
    }

    private static List<LabelledRecording> ts(String text) throws IOException {
        return new TsParser(LIMITS, "'x'").read(new BufferedReader(new StringReader(text)));
    }

    private static List<LabelledRecording> arff(String text) throws IOException {
        return new ArffParser(LIMITS, "'x'").read(new BufferedReader(new StringReader(text)));
    }

    private static List<LabelledRecording> json(String text) throws IOException {
        return new JsonLinesParser(LIMITS, "'x'").read(new BufferedReader(new StringReader(text)));
    }

    private static String refused(org.junit.jupiter.api.function.Executable what) {
        return assertThrows(MovementException.class, what).getMessage();
    }
}
