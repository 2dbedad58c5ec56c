package org.insula.server.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Consumer;
import org.insula.host.AnswerJson;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.Hosted;
import org.insula.host.ListenOptions;
import org.insula.server.http.BadRequest;

/**
 * What was settled before a socket opened.
 *
 * @param rate of samples, in hertz; only for sounds
 * @param format of samples
 */
record Opening(Host host, Caller caller, Hosted model, Optional<Integer> rate, SampleFormat format) {
    private static final String SOUND = "sound";

    static Opening of(Host host, Caller caller, Hosted model, Context context) {
        if (!model.kind().equals(SOUND)) {
            return new Opening(host, caller, model, Optional.empty(), SampleFormat.S16LE);
        }
        String rate = context.queryParam("rate");
        if (rate == null || !rate.matches("[1-9][0-9]{3,5}")) {
            throw new BadRequest("rate is '" + rate
                    + "'; a stream of sound says how many samples a second it has, as in ?rate=48000.");
        }
        String format = Optional.ofNullable(context.queryParam("format")).orElse("s16le");
        Opening opening =
                new Opening(host, caller, model, Optional.of(Integer.parseInt(rate)), SampleFormat.of(format));
        opening.listen().close(); // so that what cannot be listened to is refused with a status
        return opening;
    }

    Host.Listening listen() {
        return host.listen(caller, model, rate.orElseThrow(), ListenOptions.standard());
    }

    Conversation begin(Consumer<String> out) {
        return rate.isPresent()
                ? new SoundConversation(listen(), format, out)
                : new FrameConversation(host, caller, model, out);
    }

    /** What is said first: what the model is, and how often it answers. */
    ObjectNode hello() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("model", model.name()).put("kind", model.kind());
        model.labels().forEach(json.putArray("labels")::add);
        if (rate.isPresent()) {
            ListenOptions options = ListenOptions.standard();
            json.put("windowSeconds", options.windowSeconds()).put("hopSeconds", options.hopSeconds());
        }
        return model.kind().equals("face") ? json.put("note", AnswerJson.APPARENT) : json;
    }
}
