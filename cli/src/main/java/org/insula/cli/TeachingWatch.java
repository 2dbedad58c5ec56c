package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.insula.teach.Progress;

/** Has a project taught and follows how far it is; stopping the command stops the teaching. */
final class TeachingWatch {
    private static final int STEPS = 100;

    private final Client client;
    private final Progress progress;

    TeachingWatch(Client client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Returns when it is taught.
     *
     * @param project its path
     * @throws CliException if it could not be taught
     */
    void teach(String project) {
        JsonNode begun = client.post(project + "/teach", JsonNodeFactory.instance.objectNode());
        String path = "/api/jobs/" + Client.escaped(begun.path("id").asText());
        AtomicReference<JsonNode> last = new AtomicReference<>(begun);
        try {
            client.events(path + "/events", job -> {
                last.set(job);
                progress.at((int) Math.round(STEPS * job.path("progress").asDouble()), STEPS);
            });
        } catch (CancellationException e) {
            client.delete(path);
            throw e;
        }
        JsonNode end = ended(last.get()) ? last.get() : client.get(path);
        switch (end.path("state").asText()) {
            case "done" -> {}
            case "failed" -> throw new CliException(end.path("error").asText());
            case "cancelled" -> throw new CliException("The teaching was cancelled by somebody; start it again.");
            default -> throw new CliException("The server stopped while it taught; start it again, and teach again.");
        }
    }

    private static boolean ended(JsonNode job) {
        String state = job.path("state").asText();
        return !state.equals("queued") && !state.equals("running");
    }
}
