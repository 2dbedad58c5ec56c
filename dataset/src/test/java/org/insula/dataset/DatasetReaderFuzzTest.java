package org.insula.dataset;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever stands in a file, reading it gives a data set or a {@link DatasetException}. */
class DatasetReaderFuzzTest {
    private static final DatasetReader READER =
            new DatasetReader(new DatasetLimits(1_000, 100_000, 1_000_000, 10_000_000, 100));

    @FuzzTest(maxDuration = "30s")
    void anyCsv(byte[] content) throws IOException {
        read(content, ".csv");
    }

    @FuzzTest(maxDuration = "30s")
    void anyJsonLines(byte[] content) throws IOException {
        read(content, ".jsonl");
    }

    @FuzzTest(maxDuration = "30s")
    void anyZip(byte[] content) throws IOException {
        read(content, ".zip");
    }

    @FuzzTest(maxDuration = "30s")
    void anyFileName(FuzzedDataProvider data) {
        String label = data.consumeString(20);
        Content.File file = new Content.File(
                Path.of("data", data.consumeRemainingAsAsciiString().replace('\0', '_')), 1);
        Grouper.fromFileName(new Grouper.Draft("x", label, java.util.Optional.empty(), file));
    }

    private static void read(byte[] content, String extension) throws IOException {
        Path file = Files.createTempFile("fuzz", extension);
        try {
            Files.write(file, content);
            try (Dataset dataset = READER.read(file)) {
                dataset.examples().forEach(DatasetReaderFuzzTest::readContent);
            } catch (DatasetException expected) {
                // the one way to say no
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void readContent(Example example) {
        try {
            byte[] _ = example.content().read();
        } catch (DatasetException expected) {
            // a bad example is that example's error
        }
    }
}
