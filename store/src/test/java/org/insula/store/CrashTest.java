package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a working process at seeded random moments, again and again over the same store: what it had acknowledged is
 * there afterwards, and nothing is there by half. {@code -Dinsula.crashes=100} kills more often, {@code
 * -Dinsula.crash-seed=7} at other moments.
 */
class CrashTest {
    private static final long SEED = Long.getLong("insula.crash-seed", 1);

    @TempDir
    Path folder;

    private final Map<String, String> examples = new HashMap<>();
    private final Set<String> perhapsDeleted = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, String> models = new HashMap<>();
    private final Set<String> published = new HashSet<>();
    private final Map<String, Long> aliases = new HashMap<>();
    private final Map<String, Long> usage = new HashMap<>();
    private int acknowledged;

    @Test
    void onSqliteNothingAcknowledgedIsLost() throws Exception {
        crash(StoreSettings.in(folder.resolve("data")), Integer.getInteger("insula.crashes", 10));
    }

    @Test
    void onPostgresNothingAcknowledgedIsLost() throws Exception {
        StoreSettings settings = StoreSettings.in(folder.resolve("data")).withDatabase(Postgres.newDatabase());
        crash(settings, Integer.getInteger("insula.crashes", 10) / 5);
    }

    private void crash(StoreSettings settings, int rounds) throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < rounds; round++) {
            String name = "round " + round + " of seed " + SEED;
            note(workAndDie(settings, random));
            try (Store store = Store.open(settings, InstantSource.system())) {
                store.awaitSweep();
                assertEquals(List.of(), store.doctor(), name);
                assertExamples(store, name);
                assertVersions(store, name);
                assertAliasesAndUsage(store, name);
            }
        }
        assertTrue(acknowledged > rounds, "only " + acknowledged + " acknowledged");
        System.out.println(rounds + " crashes, " + acknowledged + " acknowledged, nothing lost");
    }

    /** Lets the process begin, and kills it a random moment later. */
    private List<String> workAndDie(StoreSettings settings, Random random) throws Exception {
        Path said = folder.resolve("said.txt");
        List<String> arguments =
                new ArrayList<>(List.of(settings.dataDirectory().toString(), Integer.toString(random.nextInt())));
        settings.databaseUrl().ifPresent(arguments::add);
        Process process = ChildProcess.start(List.of(), said, Labourer.class, arguments.toArray(String[]::new));
        assertEquals(Labourer.BEGUN, process.getErrorStream().read(), "it did not begin");
        assertFalse(process.waitFor(random.nextInt(500_000), TimeUnit.MICROSECONDS), "it ended by itself");
        process.destroyForcibly().waitFor();
        return ChildProcess.wholeLines(said);
    }

    private void note(List<String> lines) {
        acknowledged += lines.size();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "example" -> {
                    examples.put(words[1], words[2]);
                    perhapsDeleted.remove(words[1]);
                }
                case "delete" -> perhapsDeleted.add(words[1]);
                case "deleted" -> deleted.add(words[1]);
                case "version" -> models.put(words[1] + " " + words[2], words[3]);
                case "published" -> published.add(words[1] + " " + words[2]);
                case "alias" -> aliases.put(words[1], Long.valueOf(words[2]));
                case "usage" -> usage.merge(words[1], 1L, Long::sum);
                default -> throw new IllegalStateException(line);
            }
        }
    }

    private void assertExamples(Store store, String round) throws Exception {
        for (Map.Entry<String, String> example : examples.entrySet()) {
            Optional<Example> found = store.examples().find("owner", example.getKey());
            if (deleted.contains(example.getKey())) {
                assertTrue(found.isEmpty(), round);
            } else if (!perhapsDeleted.contains(example.getKey())) {
                assertEquals(
                        example.getValue(),
                        StoreContract.text(store.examples().open("owner", example.getKey())),
                        round);
            }
        }
    }

    private void assertVersions(Store store, String round) throws Exception {
        for (Map.Entry<String, String> model : models.entrySet()) {
            String[] name = model.getKey().split(" ", -1);
            Version version = store.versions().get("owner", name[0], Long.parseLong(name[1]));
            assertEquals(
                    model.getValue(),
                    StoreContract.text(store.versions().open("owner", name[0], version.number())),
                    round);
            if (published.contains(model.getKey())) {
                assertEquals(VersionState.PUBLISHED, version.state(), round);
            }
        }
        for (Project project :
                store.projects().list("owner", PageRequest.first(100)).items()) {
            for (Version version : store.versions()
                    .list("owner", project.id(), PageRequest.first(1000))
                    .items()) {
                byte[] model = StoreContract.text(store.versions().open("owner", project.id(), version.number()))
                        .getBytes(StandardCharsets.UTF_8);
                assertEquals(version.hash(), Hashes.of(model), round);
            }
        }
    }

    private void assertAliasesAndUsage(Store store, String round) {
        aliases.forEach((name, revision) -> {
            Alias alias = store.aliases().get("owner", name);
            assertTrue(alias.revision() >= revision, round);
            Share share = alias.split().shares().getFirst();
            assertEquals(
                    VersionState.PUBLISHED,
                    store.versions()
                            .get("owner", share.project(), share.version())
                            .state(),
                    round);
        });
        Map<String, Long> kept = new HashMap<>();
        store.usage()
                .list("owner", Instant.EPOCH, Instant.now().plusSeconds(9999), PageRequest.first(1000))
                .items()
                .forEach(hour -> kept.merge(hour.model(), hour.requests(), Long::sum));
        usage.forEach((model, requests) -> assertTrue(kept.get(model) >= requests, round));
    }
}
