package org.insula.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.insula.host.AnswerJson;
import org.insula.host.Following;
import org.insula.host.Occurrence;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;

/**
 * A stream of a sensor: each text message is a sample, {@code [x, y, z]}, or several, {@code [[x, y, z], …]}. It is answered
 * whenever a window closes; what happened is told once, when it is over.
 */
final class MovementConversation implements Conversation {
    private static final int MOST_SAMPLES = 100_000;
    private static final int MOST_CHANNELS = 10_000;
    private static final String EXPECTED = "send a sample such as [0.1, 9.8, 0.3], or a list of them.";

    private final Following following;
    private final Consumer<String> out;

    MovementConversation(Following following, Consumer<String> out) {
        this.following = following;
        this.out = out;
    }

    @Override
    public void binary(byte[] message) throws InterruptedException {
        try {
            following
                    .take(samples(message))
                    .forEach(seen -> out.accept(AnswerJson.seen(seen).toString()));
        } catch (IOException e) {
            throw new AssertionError("Memory does not fail to be read.", e);
        }
    }

    @Override
    public boolean text(String message) throws InterruptedException {
        if (!message.strip().equals("end")) {
            binary(message.getBytes(StandardCharsets.UTF_8));
            return false;
        }
        List<Occurrence> ended = following.end();
        out.accept(AnswerJson.ended(ended).toString());
        return true;
    }

    static float[][] samples(byte[] message) throws IOException {
        return samples(Json.small(message, EXPECTED));
    }

    private static float[][] samples(JsonNode json) {
        if (!json.isArray() || json.isEmpty() || json.size() > MOST_SAMPLES) {
            throw new BadRequest("A message holds no sample, or more than " + MOST_SAMPLES + "; " + EXPECTED);
        }
        if (!json.get(0).isArray()) {
            return new float[][] {sample(json)};
        }
        float[][] samples = new float[json.size()][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample(json.get(i));
        }
        return samples;
    }

    private static float[] sample(JsonNode json) {
        if (!json.isArray() || json.isEmpty() || json.size() > MOST_CHANNELS) {
            throw new BadRequest("A sample is not a list of 1 to " + MOST_CHANNELS + " numbers; " + EXPECTED);
        }
        float[] sample = new float[json.size()];
        for (int i = 0; i < sample.length; i++) {
            if (!json.get(i).isNumber()) {
                throw new BadRequest("A sample holds " + json.get(i) + ", which is no number; " + EXPECTED);
            }
            sample[i] = json.get(i).floatValue();
        }
        return sample;
    }

    @Override
    public void close() {
        return; // nothing to free
    }
}
