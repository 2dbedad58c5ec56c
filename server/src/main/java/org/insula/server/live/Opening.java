package org.insula.server.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.insula.host.AnswerJson;
import org.insula.host.Caller;
import org.insula.host.Following;
import org.insula.host.Host;
import org.insula.host.Hosted;
import org.insula.host.ListenOptions;
import org.insula.host.Listening;
import org.insula.server.http.BadRequest;

/**
 * What was settled before a socket opened.
 *
 * @param rate of samples, in hertz, for sounds and, where it is known, for sensors
 * @param format of samples of sound
 * @param channels names of a sensor's channels, where they have some
 */
record Opening(
        Host host,
        Caller caller,
        Hosted model,
        Optional<Double> rate,
        SampleFormat format,
        Optional<List<String>> channels) {
    private static final String SOUND = "sound";
    private static final String MOVEMENT = "movement";

    static Opening of(Host host, Caller caller, Hosted model, Context context) {
        if (model.kind().equals(MOVEMENT)) {
            Opening opening = new Opening(
                    host, caller, model, sensorRate(context.queryParam("rate")), SampleFormat.S16LE, channels(context));
            opening.follow(); // so that what cannot be followed is refused with a status
            return opening;
        }
        if (!model.kind().equals(SOUND)) {
            return new Opening(host, caller, model, Optional.empty(), SampleFormat.S16LE, Optional.empty());
        }
        double rate = soundRate(context.queryParam("rate"));
        String format = Optional.ofNullable(context.queryParam("format")).orElse("s16le");
        Opening opening =
                new Opening(host, caller, model, Optional.of(rate), SampleFormat.of(format), Optional.empty());
        opening.listen().close(); // so that what cannot be listened to is refused with a status
        return opening;
    }

    static double soundRate(String rate) {
        if (rate == null || !rate.matches("[1-9][0-9]{3,5}")) {
            throw new BadRequest("rate is '" + rate
                    + "'; a stream of sound says how many samples a second it has, as in ?rate=48000.");
        }
        return Double.parseDouble(rate);
    }

    static Optional<Double> sensorRate(String rate) {
        if (rate == null) {
            return Optional.empty();
        }
        if (!rate.matches("[0-9]{1,7}([.][0-9]{1,6})?") || !(Double.parseDouble(rate) > 0)) {
            throw new BadRequest(
                    "rate is '" + rate + "'; give how many samples a second the sensor sends, as in ?rate=50.");
        }
        return Optional.of(Double.parseDouble(rate));
    }

    private static Optional<List<String>> channels(Context context) {
        return Optional.ofNullable(context.queryParam("channels")).map(names -> List.of(names.split(",", -1)));
    }

    Listening listen() {
        return host.listen(caller, model, rate.orElseThrow().intValue(), ListenOptions.standard());
    }

    Following follow() {
        OptionalDouble known = rate.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        return host.follow(caller, model, known, channels);
    }

    Conversation begin(Consumer<String> out) {
        return switch (model.kind()) {
            case SOUND -> new SoundConversation(listen(), format, out);
            case MOVEMENT -> new MovementConversation(follow(), out);
            default -> new FrameConversation(host, caller, model, out);
        };
    }

    /** What is said first: what the model is, and how often it answers. */
    ObjectNode hello() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("model", model.name()).put("kind", model.kind());
        model.labels().forEach(json.putArray("labels")::add);
        if (model.kind().equals(SOUND)) {
            ListenOptions options = ListenOptions.standard();
            json.put("windowSeconds", options.windowSeconds()).put("hopSeconds", options.hopSeconds());
        }
        if (model.kind().equals(MOVEMENT)) {
            json.put("windowSeconds", follow().windowSeconds());
        }
        return model.kind().equals("face") ? json.put("note", AnswerJson.APPARENT) : json;
    }
}
