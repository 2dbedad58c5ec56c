package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.insula.dataset.Content;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetException;
import org.insula.dataset.Example;
import org.insula.dataset.Grouping;
import org.insula.teach.Progress;

/**
 * Sends a data set to a project: part by part asks which contents are known there, and sends the others, a few at once.
 * What was acknowledged stays when the rest fails, and is not sent a second time.
 */
final class Upload {
    private static final int PART = 500;
    private static final int AT_ONCE = 4;
    private static final int LONGEST_NAME = 200;

    private final Client client;
    private final String project;
    private final Progress progress;
    private final List<Skip> skipped = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger added = new AtomicInteger();

    /** An example that could not be read. */
    record Skip(String input, String error) {}

    /** What became of a data set. */
    record Sent(int added, int known, List<Skip> skipped) {
        ObjectNode json() {
            ObjectNode json =
                    JsonNodeFactory.instance.objectNode().put("added", added).put("known", known);
            ArrayNode array = json.putArray("skipped");
            skipped.forEach(skip -> array.addObject().put("input", skip.input()).put("error", skip.error()));
            return json;
        }
    }

    private record Hashed(Example example, String hash) {}

    /** @param project its path */
    Upload(Client client, String project, Progress progress) {
        this.client = client;
        this.project = project;
        this.progress = progress;
    }

    Sent send(Dataset data) {
        Grouping.Source source = data.grouping().source();
        boolean groups = source == Grouping.Source.COLUMN || source == Grouping.Source.FOLDERS;
        List<Example> all = data.examples();
        try (ExecutorService senders = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("insula-upload-", 0).factory())) {
            for (int from = 0; from < all.size(); from += PART) {
                part(all.subList(from, Math.min(all.size(), from + PART)), groups, all.size(), senders);
            }
        }
        return new Sent(added.get(), all.size() - skipped.size() - added.get(), skipped);
    }

    private void part(List<Example> examples, boolean groups, int total, ExecutorService senders) {
        List<Hashed> hashed = new ArrayList<>();
        for (Example example : examples) {
            try {
                hashed.add(new Hashed(example, hash(example.content().read())));
            } catch (DatasetException e) {
                skipped.add(new Skip(example.input(), e.getMessage()));
                progress.at(done.incrementAndGet(), total);
            }
        }
        Set<String> there = known(hashed);
        List<Future<?>> sending = new ArrayList<>();
        for (Hashed each : hashed) {
            if (there.contains(each.hash())) {
                progress.at(done.incrementAndGet(), total);
            } else {
                sending.add(senders.submit(() -> {
                    send(each.example(), groups);
                    progress.at(done.incrementAndGet(), total);
                }));
            }
        }
        await(sending);
    }

    private Set<String> known(List<Hashed> hashed) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode hashes = question.putArray("sha256");
        hashed.stream().map(Hashed::hash).distinct().forEach(hashes::add);
        Set<String> known = new HashSet<>();
        client.post(project + "/known", question).path("known").forEach(hash -> known.add(hash.asText()));
        return known;
    }

    private void send(Example example, boolean groups) {
        String path = project + "/examples?label=" + Client.escaped(example.label()) + "&name="
                + Client.escaped(name(example));
        Optional<String> group = group(example, groups);
        JsonNode answer = client.upload(
                path + group.map(text -> "&group=" + Client.escaped(text)).orElse(""),
                example.content().read());
        added.addAndGet(answer.path("added").asInt());
    }

    /** Where groups come from the names of files, they come from them there too. */
    private static Optional<String> group(Example example, boolean groups) {
        return groups && !example.group().startsWith(example.input() + "#")
                ? Optional.of(example.group())
                : Optional.empty();
    }

    /** A file's own name. A line of a table has none, and its number must not look like that of a take. */
    private static String name(Example example) {
        String path = example.content() instanceof Content.Text || example.content() instanceof Content.Recorded
                ? "line"
                : example.input();
        String name = path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
        return name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256.", e);
        }
    }

    /** The first failure stops the rest. */
    private static void await(List<Future<?>> sending) {
        try {
            for (Future<?> each : sending) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Stopped; what was sent is kept, so start it again to send the rest.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            sending.forEach(each -> each.cancel(true));
        }
    }
}
