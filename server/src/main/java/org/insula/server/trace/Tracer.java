package org.insula.server.trace;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.insula.host.Computed;
import org.insula.server.http.Asked;

/**
 * One span for each request, with what it waited for its turn and what it computed as parts; within the caller's span, if
 * it says that it keeps one. Paths, names of files and contents are in none.
 */
public final class Tracer implements AutoCloseable {
    private static final String HERE = "insula.trace";

    private final Exporter exporter;
    private final RandomGenerator random;

    /** What is known of a request while it is answered. */
    private record Open(
            Optional<TraceParent> parent, String route, Instant began, long beganNanos, List<Computed> parts)
            implements Computed.Observer {
        @Override
        public void computed(Computed computed) {
            parts.add(computed);
        }

        long at(long nanos) {
            return began.getEpochSecond() * 1_000_000_000L + began.getNano() + (nanos - beganNanos);
        }
    }

    /**
     * Sends spans to a collector.
     *
     * @param collector where it listens for OTLP over HTTP, such as {@code http://127.0.0.1:4318}
     * @param version of Insula
     * @param random makes ids; safe for many threads
     */
    public Tracer(URI collector, String version, RandomGenerator random) {
        String address = collector.toString().replaceAll("/$", "");
        this.exporter =
                new Exporter(URI.create(address.endsWith("/v1/traces") ? address : address + "/v1/traces"), version);
        this.random = random;
    }

    /** The same handler, looked at. */
    public Handler tracing(String route, Handler handler) {
        return context -> {
            Optional<TraceParent> parent = TraceParent.parse(context.header("traceparent"));
            if (parent.isPresent() && !parent.get().sampled()) {
                handler.handle(context);
                return;
            }
            Open open = new Open(parent, route, Instant.now(), System.nanoTime(), new CopyOnWriteArrayList<>());
            context.attribute(HERE, open);
            ScopedValue.where(Computed.OBSERVER, open).call(() -> {
                handler.handle(context);
                return null;
            });
        };
    }

    /** The request was answered. */
    public void answered(Context context) {
        Open open = context.attribute(HERE);
        if (open == null) {
            return;
        }
        String trace = open.parent().map(TraceParent::trace).orElseGet(() -> id() + id());
        String request = id();
        int status = Asked.status(context);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("http.request.method", context.method().name());
        about.put("http.route", open.route());
        about.put("http.response.status_code", (long) status);
        if (!Asked.model(context).isEmpty()) {
            about.put("insula.model", Asked.model(context));
        }
        exporter.add(new Span(
                trace,
                request,
                open.parent().map(TraceParent::span).orElse(""),
                context.method().name() + " " + open.route(),
                true,
                open.at(open.beganNanos()),
                open.at(System.nanoTime()),
                about,
                status >= 500));
        for (Computed part : open.parts()) {
            part(open, trace, request, "queue", part, part.askedNanos(), part.begunNanos());
            part(open, trace, request, "compute", part, part.begunNanos(), part.endedNanos());
        }
    }

    private void part(Open open, String trace, String request, String name, Computed part, long from, long to) {
        exporter.add(new Span(
                trace,
                id(),
                request,
                name,
                false,
                open.at(from),
                open.at(to),
                Map.of("insula.work", part.work()),
                false));
    }

    /** Never of zeros alone, which would be none. */
    private String id() {
        return HexFormat.of().toHexDigits(random.nextLong() | 1);
    }

    /** Sends what is left. */
    @Override
    public void close() {
        exporter.close();
    }
}
