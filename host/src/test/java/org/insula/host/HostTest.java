package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncodingException;
import org.insula.embedding.ShapedKind;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.LearnerOptions;
import org.insula.teach.Model;
import org.insula.teach.ModelFile;
import org.insula.teach.Progress;
import org.insula.teach.TeachException;
import org.insula.teach.Teacher;
import org.insula.teach.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    @TempDir
    Path folder;

    private final Encoders encoders = encoders("1");
    private Path file;
    private Path models;

    private static Encoders encoders(String version) {
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("text", () -> new LetterEncoder(version));
        return new Encoders(makers);
    }

    @BeforeEach
    void teach() throws IOException {
        models = folder.resolve("models");
        file = folder.resolve("vowels.insula");
        ModelFile.write(taught(folder), file);
    }

    private Model taught(Path at) throws IOException {
        StringBuilder table = new StringBuilder("text,label\n");
        for (int i = 0; i < 8; i++) {
            table.append("aaa").append("e".repeat(i % 3)).append(",open\n");
            table.append("iii").append("u".repeat(i % 3)).append(",closed\n");
        }
        Path csv = Files.writeString(at.resolve("vowels.csv"), table);
        try (Dataset data = new DatasetReader(DatasetLimits.standard()).read(csv)) {
            Teacher teacher = new Teacher(
                    encoders.forKind("text"),
                    new EmbeddingCache(at.resolve("cache")),
                    LearnerOptions.defaults(),
                    2,
                    "0.1.0",
                    () -> java.time.Instant.EPOCH);
            return teacher.teach(data, Optional.empty(), Progress.NONE).model();
        }
    }

    @Test
    void aModelThatIsAddedAnswersByName() throws InterruptedException {
        try (Host host = host(encoders)) {
            assertEquals("vowels", host.add("vowels", file).name());
            Answer answer = host.predict(Caller.owner(), "vowels", bytes("aaaae"));
            Verdict.Recognised verdict = assertInstanceOf(Verdict.Recognised.class, answer.verdict());
            assertEquals("open", verdict.label());
            assertEquals(
                    List.of("vowels"),
                    host.models(Caller.owner()).stream().map(ModelInfo::name).toList());
            assertEquals(
                    List.of("closed", "open"),
                    host.models(Caller.owner()).getFirst().labels());
        }
    }

    @Test
    void aKindWithShapesHasAnEncoderForEach() throws IOException {
        try (Encoders both = new Encoders(new LinkedHashMap<>(), List.of(new WordKind()))) {
            assertEquals(List.of("word"), List.copyOf(both.kinds()));
            Path csv = Files.writeString(folder.resolve("w.csv"), "text,label\nabc,x\nabcde,y\nab,y\n");
            try (Dataset data = new DatasetReader(DatasetLimits.standard()).read(csv)) {
                Encoder longest = both.forExamples("word", data);
                assertEquals("word/5", longest.identity());
                assertSame(longest, both.forExamples("word", data));
                assertSame(longest, both.forIdentity("word", "word/5"));
            }
            assertEquals("word/3", both.forIdentity("word", "word/3").identity());
            assertThrows(EncodingException.class, () -> both.forIdentity("word", "letters/1"));
            assertThrows(HostException.class, () -> both.forKind("word"));
            assertThrows(HostException.class, () -> both.forIdentity("smell", "word/3"));
        }
    }

    /** As many letters as the longest word has. */
    private static final class WordKind implements ShapedKind {
        @Override
        public String kind() {
            return "word";
        }

        @Override
        public Encoder forExamples(Stream<byte[]> contents) {
            return forIdentity(
                    "word/" + contents.mapToInt(word -> word.length).max().orElseThrow());
        }

        @Override
        public Encoder forIdentity(String identity) {
            if (!identity.matches("word/[0-9]{1,3}")) {
                throw new EncodingException("'" + identity + "' is not known; update Insula.");
            }
            return new LetterEncoder("") {
                @Override
                public String identity() {
                    return identity;
                }
            };
        }
    }

    @Test
    void aFileThatAppearsChangesOrGoesIsNoticed() throws IOException {
        try (Host host = host(encoders)) {
            assertEquals(List.of(), host.models(Caller.owner()));
            Files.createDirectories(models);
            Files.copy(file, models.resolve("mine.insula"));
            assertEquals("mine", host.models(Caller.owner()).getFirst().name());
            Files.delete(models.resolve("mine.insula"));
            assertEquals(List.of(), host.models(Caller.owner()));
        }
    }

    @Test
    void aDamagedFileHidesNoOther() throws IOException {
        try (Host host = host(encoders)) {
            host.add("good", file);
            Files.writeString(models.resolve("bad.insula"), "nonsense");
            assertEquals(
                    List.of("good"),
                    host.models(Caller.owner()).stream().map(ModelInfo::name).toList());
            ModelFolder watched = new ModelFolder(models, encoders);
            assertTrue(watched.broken().get("bad").contains("is not an Insula model"));
            assertThrows(TeachException.class, () -> host.predict(Caller.owner(), "bad", bytes("a")));
        }
    }

    @Test
    void aModelOfAnotherEncoderSaysSo() {
        try (Host host = host(encoders("2"))) {
            host.add("old", file);
            TeachException e =
                    assertThrows(TeachException.class, () -> host.predict(Caller.owner(), "old", bytes("a")));
            assertTrue(e.getMessage().contains("was taught on the encoder 'letters/1', this Insula has 'letters/2'"));
        }
    }

    @Test
    void namesAreGuarded() {
        try (Host host = host(encoders)) {
            assertEquals(
                    HostException.Reason.NOT_FOUND, reason(() -> host.predict(Caller.owner(), "none", bytes("a"))));
            assertEquals(
                    HostException.Reason.NOT_FOUND,
                    reason(() -> host.predict(Caller.owner(), "../vowels", bytes("a"))));
            assertEquals(HostException.Reason.BAD_INPUT, reason(() -> host.add("../up", file)));
            host.add("vowels", file);
            assertEquals(HostException.Reason.CONFLICT, reason(() -> host.add("vowels", file)));
            host.remove("vowels");
            assertFalse(Files.exists(models.resolve("vowels.insula")));
            assertEquals(HostException.Reason.NOT_FOUND, reason(() -> {
                host.remove("vowels");
                return null;
            }));
        }
    }

    @Test
    void manyCallersGetTheirOwnAnswers() throws Exception {
        try (Host host = host(encoders);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            host.add("vowels", file);
            List<Future<String>> labels = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = i % 2 == 0 ? "aaae" : "iiiu";
                labels.add(callers.submit(() -> label(host.predict(Caller.owner(), "vowels", bytes(text)))));
            }
            for (int i = 0; i < labels.size(); i++) {
                assertEquals(i % 2 == 0 ? "open" : "closed", labels.get(i).get());
            }
        }
    }

    @Test
    void modelsThatHaveNoRoomTogetherAreReadAgain() throws Exception {
        try (Host host = new Host(List.of(), new ModelFolder(models, encoders, 1), HostOptions.of(2))) {
            for (int i = 0; i < 20; i++) {
                host.add("vowels" + i, file);
            }
            assertEquals(20, host.models(Caller.owner()).size());
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 20; i++) {
                    assertEquals("open", label(host.predict(Caller.owner(), "vowels" + i, bytes("aaae"))));
                }
            }
        }
    }

    @Test
    void whatCannotBeSeenIsTheCallersError() {
        try (Host host = host(encoders)) {
            host.add("vowels", file);
            assertThrows(EncodingException.class, () -> host.predict(Caller.owner(), "vowels", bytes("123")));
        }
    }

    private Host host(Encoders with) {
        return new Host(List.of(), new ModelFolder(models, with), HostOptions.of(2));
    }

    private static String label(Answer answer) {
        return answer.verdict().top().getFirst().label();
    }

    private static HostException.Reason reason(Callable<?> call) {
        return assertThrows(HostException.class, call::call).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
