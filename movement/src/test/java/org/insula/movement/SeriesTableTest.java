package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTableTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5,2\n3,-4e1\n5,6\n",
                "1.5;2\r\n3;-4e1\r\n5;6",
                "1.5\t2\n3\t-4e1\n\n5\t6\n\n",
                "  1.5   2\n3 -4e1\n5 6\n",
                "1,5;2\n3;-4e1\n5;6\n",
                "1,5\t2\n3\t-40\n5\t6\n",
                "\"1.5\", 2\n3, -40.0\n5, 6"
            })
    void oneTableInManyDialects(String text) throws IOException {
        Recording recording = read(text);
        assertArrayEquals(
                new float[] {1.5f, 3, 5, 2, -40, 6}, recording.series().values());
        assertEquals(List.of("channel 1", "channel 2"), recording.channelNames());
        assertEquals(OptionalDouble.empty(), recording.rateHz());
    }

    @Test
    void aHeaderNamesTheChannelsAndTheTimeGivesTheRate() throws IOException {
        Recording recording = read("ax,Time (ms),ay\n1,1000,4\n2,1010,5\n3,1020,6\n");
        assertEquals(List.of("ax", "ay"), recording.channelNames());
        assertEquals(100, recording.rateHz().orElseThrow(), 1e-9);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, recording.series().values());
        assertEquals(List.of("Took column 2 as time in milliseconds: 100 steps a second."), recording.remarks());
    }

    @Test
    void aRowWithOneValueOfTwoIsRaggedAndNoDecimalComma() throws IOException {
        String message = assertThrows(MovementException.class, () -> read("x,y\n1,2\n1\n3,4\n"))
                .getMessage();
        assertTrue(message.contains("1 fields in line 3 and 2 in the first"), message);
        assertThrows(MovementException.class, () -> read("1,2,3\n1\n3,4,5\n"));
        assertArrayEquals(
                new float[] {1.5f, 2, 2.5f}, read("x\n1,5\n2\n2,5\n").series().values());
    }

    @Test
    void aFirstColumnThatRisesEvenlyIsTime() throws IOException {
        assertEquals(50, read("0.00,7\n0.02,8\n0.04,9\n").rateHz().orElseThrow(), 1e-9);
        Recording counted = read("1,7\n2,8\n3,9\n");
        assertEquals(1, counted.series().channels());
        assertEquals(List.of("Took column 1 as a count of steps; it gives no rate."), counted.remarks());
        assertEquals(1, read("1\n2\n3\n").series().channels());
        assertEquals(2, read("1,7\n2,8\n4,9\n").series().channels());
    }

    @Test
    void unevenTimesAreBroughtToEvenSteps() throws IOException {
        Recording recording = read("t,x\n0,0\n0.1,1\n0.2,2\n0.5,5\n0.6,7\n");
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 7}, recording.series().values(), 1e-5f);
        assertEquals(10, recording.rateHz().orElseThrow(), 1e-9);
        assertTrue(recording.remarks().getLast().startsWith("Rows are not evenly timed (off by up to 2 steps)"));
    }

    @Test
    void timesRoundedToMillisecondsKeepTheirRate() throws IOException {
        StringBuilder text = new StringBuilder("ms,x\n");
        for (int i = 0; i < 100; i++) {
            text.append(Math.round(i * 1000 / 60.0)).append(',').append(i).append('\n');
        }
        Recording recording = read(text.toString());
        assertEquals(60, recording.rateHz().orElseThrow(), 0.05);
        assertEquals(100, recording.series().length());
        assertEquals(1, recording.remarks().size(), recording.remarks().toString());
    }

    @Test
    void timesFarApartAndCloseTogetherAreNotTrusted() {
        assertTrue(refused("t,x\n0,1\n4.9e-324,2\n3e38,3\n").startsWith("The times span"));
    }

    @Test
    void timeMustRise() {
        assertEquals(
                "'x.csv' has time 0.1 after 0.2 in row 4; time must be there and rise from row to row, sort the rows"
                        + " and delete doubles.",
                refused("time,x\n0,1\n0.1,2\n0.2,3\n0.1,4\n"));
        assertThrows(MovementException.class, () -> read("time,x\n0,1\n,2\n0.2,3\n"));
        assertThrows(MovementException.class, () -> read("time\n0\n1\n"));
    }

    @Test
    void gapsAreFilledOnStraightLinesAndConstantChannelsRemarkedOn() throws IOException {
        Recording recording = read("a,b\n?,5\n1,5\n,5\nNaN,5\n4,5\n,5\n");
        assertArrayEquals(new float[] {1, 1, 2, 3, 4, 4}, recording.series().channel(0));
        assertEquals(
                List.of(
                        "Filled 4 missing values of 'a' on straight lines between their neighbours.",
                        "'b' does not change."),
                recording.remarks());
    }

    @Test
    void commasAsDecimalPointsAreRemarkedOn() throws IOException {
        assertEquals(
                List.of("Read commas as decimal points."),
                read("a;b\n1,5;2\n7;2,5\n").remarks());
    }

    @Test
    void brokenTablesAreRefusedWithTheirPlace() {
        assertEquals(
                "'x.csv' has 3 fields in line 3 and 2 in the first; give every row the same, with nothing or ? for a"
                        + " missing value.",
                refused("a,b\n1,2\n1,2,3\n"));
        assertEquals(
                "'x.csv' line 3, 'b' is 'fast', which is not a finite number; write numbers such as -1.5, and nothing"
                        + " or ? for a missing one.",
                refused("a,b\n1,2\n1,fast\n"));
        assertTrue(refused("1,2\n1,inf\n").contains("is 'inf', which is not a finite number"));
        assertTrue(refused("inf,2\n1,1\n").contains("is 'inf', which is not a finite number"));
        assertTrue(refused("1,2\n1,1e39\n").contains("is '1e39', which is not a finite number"));
        assertTrue(refused("1,2\n1,0x1p3\n").contains("is '0x1p3', which is not a finite number"));
        assertTrue(refused("1|2\n1|3\n").contains("is '1|2', which is not a finite number"));
        assertEquals("'x.csv' has one time step; a movement needs at least two, record longer.", refused("a,b\n1,2\n"));
        assertEquals("'x.csv' has no rows of numbers; write one row for each step.", refused(""));
        assertTrue(refused("a,b\n").contains("has no rows"));
        assertEquals(
                "'x.csv' has no value at all in 'b'; leave the channel out or record it.", refused("a,b\n1,\n2,?\n"));
    }

    @Test
    void limitsHold() {
        SeriesLimits limits = new SeriesLimits(1_000, 3, 2, 1);
        assertEquals(
                "'x.csv' has more than 3 rows, the most that are read of one recording; cut it into shorter ones.",
                assertThrows(MovementException.class, () -> read("1\n2\n3\n4\n", limits))
                        .getMessage());
        assertEquals(
                "'x.csv' has 4 columns, at most 3 are read; choose some of them.",
                assertThrows(MovementException.class, () -> read("1,2,3,4\n", limits))
                        .getMessage());
        assertTrue(assertThrows(MovementException.class, () -> read("t,x\n0,1\n0.1,2\n9,3\n", limits))
                .getMessage()
                .startsWith("The times span"));
    }

    @Test
    void filesAreOpenedByTheirExtension() throws IOException {
        Path file = folder.resolve("wave.TSV");
        Files.writeString(file, "\uFEFFx\ty\n1\t2\n3\t4\n");
        SeriesReader reader = new SeriesReader(SeriesLimits.standard());
        LabelledRecording only = reader.read(file).getFirst();
        assertEquals(List.of("x", "y"), only.recording().channelNames());
        assertEquals("'wave.TSV'", only.place());
        assertEquals(
                "'wave.mp4' is not a series file; give a .csv, .tsv, .txt, .ts, .arff or .jsonl.",
                assertThrows(MovementException.class, () -> reader.read(folder.resolve("wave.mp4")))
                        .getMessage());
        assertTrue(assertThrows(MovementException.class, () -> reader.read(folder.resolve("none.csv")))
                .getMessage()
                .startsWith("'none.csv' cannot be read"));
        Files.write(file, "x\n1\nü\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "'wave.TSV' is not UTF-8 text, which is the only encoding read; save it as UTF-8.",
                assertThrows(MovementException.class, () -> reader.read(file)).getMessage());
        assertEquals(
                "'wave.TSV' is larger than 3 bytes, the most that are read; cut it into shorter recordings.",
                assertThrows(MovementException.class, () -> new SeriesReader(new SeriesLimits(3, 10, 2, 1)).read(file))
                        .getMessage());
    }

    private static String refused(String text) {
        return assertThrows(MovementException.class, () -> read(text)).getMessage();
    }

    private static Recording read(String text) throws IOException {
        return read(text, SeriesLimits.standard());
    }

    private static Recording read(String text, SeriesLimits limits) throws IOException {
        return new SeriesTable(limits, "'x.csv'").read(new BufferedReader(new StringReader(text)));
    }
}
