package org.insula.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.insula.host.Activity;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Refusals;
import org.insula.server.http.Route;

/** How the host is doing, for people who look at it: all of it for who runs this Insula, their own part for the others. */
final class Hosting {
    private static final Duration SHARED = Duration.ofHours(24);

    private final Host host;
    private final Callers callers;
    private final Refusals refusals;
    private final InstantSource clock;

    Hosting(Host host, Callers callers, Refusals refusals, InstantSource clock) {
        this.host = host;
        this.callers = callers;
        this.refusals = refusals;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/host", this::read));
    }

    private void read(Context context) throws IOException {
        Caller caller = callers.of(context);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("you", you(caller));
        json.put("keysAreNeeded", host.access().keysAreNeeded())
                .put("workers", host.workers())
                .put("waiting", host.waiting());
        json.set("activity", activity(host.activity(caller)));
        ArrayNode models = json.putArray("models");
        host.models(caller)
                .forEach(model -> models.addObject()
                        .put("name", model.name())
                        .put("kind", model.kind())
                        .put("builtIn", model.builtIn())
                        .put("inMemory", host.isInMemory(caller, model)));
        portions(json.putArray("portions"), caller);
        ArrayNode refused = json.putArray("refused");
        refusals.list(caller)
                .forEach(refusal -> refused.addObject()
                        .put("time", refusal.time().toString())
                        .put("tenant", refusal.tenant())
                        .put("status", refusal.status())
                        .put("what", refusal.what())
                        .put("reason", refusal.reason())
                        .put("count", refusal.count()));
        Json.write(context, json);
    }

    private ObjectNode you(Caller caller) {
        String tenant = caller.tenant().id();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", tenant)
                .put("name", host.workbench().tenantName(caller))
                .put("role", caller.role().name().toLowerCase(Locale.ROOT))
                .put("isOwner", caller.isOwner());
        caller.key().ifPresent(key -> json.put("key", key));
        return json;
    }

    private static ObjectNode activity(Activity activity) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("momentSeconds", activity.moment().toMillis() / 1e3)
                .put("failed", activity.failed());
        activity.requests().forEach(json.putArray("requests")::add);
        ObjectNode latency = json.putObject("latency");
        activity.median().ifPresent(millis -> latency.put("medianMillis", millis));
        activity.p95().ifPresent(millis -> latency.put("p95Millis", millis));
        ArrayNode buckets = latency.putArray("buckets");
        activity.latency()
                .forEach(bucket -> buckets.addObject()
                        .put("upToMillis", bucket.upToMillis())
                        .put("count", bucket.count()));
        return json;
    }

    private void portions(ArrayNode json, Caller caller) {
        host.workbench()
                .portions(caller, clock.instant().minus(SHARED))
                .forEach(portion -> json.addObject()
                        .put("tenant", portion.tenant())
                        .put("name", portion.name())
                        .put("weight", portion.weight())
                        .put("computeSeconds", portion.nanos() / 1e9));
    }
}
