package org.insula.server.metrics;

import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;
import org.insula.server.http.Asked;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Problems;
import org.insula.server.http.Protocol;
import org.insula.server.http.Route;
import org.insula.store.Tenants;

/**
 * Counts requests by protocol, model and status, with how long they took, and tells that with the length of the queue and
 * what the JVM uses. Safe for many threads. The library behind it is loaded at the first request, not at the start.
 */
public final class Metrics implements Protocol {
    private static final String PATH = "/metrics";

    private final Host host;
    private final Callers callers;
    private volatile Meters meters;

    public Metrics(Host host, Callers callers) {
        this.host = host;
        this.callers = callers;
    }

    /** What is counted. */
    private record Meters(PrometheusRegistry registry, Counter requests, Histogram seconds) {
        static Meters of(Host host) {
            PrometheusRegistry registry = new PrometheusRegistry();
            Counter requests = Counter.builder()
                    .name("insula_requests_total")
                    .help("Requests answered, by protocol, model and HTTP status.")
                    .labelNames("protocol", "model", "status")
                    .register(registry);
            Histogram seconds = Histogram.builder()
                    .name("insula_request_seconds")
                    .help("How long requests took, from their first byte to their answer.")
                    .labelNames("protocol", "model")
                    .classicOnly()
                    .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60)
                    .register(registry);
            GaugeWithCallback.builder()
                    .name("insula_queue_length")
                    .help("Requests that wait for their turn to be computed.")
                    .callback(gauge -> gauge.call(host.waiting()))
                    .register(registry);
            return new Meters(registry, requests, seconds);
        }
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public boolean owns(String path) {
        return path.equals(PATH);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(PATH, this::scrape));
    }

    @Override
    public void fail(Context context, Failure failure) {
        Problems.write(context, failure);
    }

    /** Counts one request that was answered. */
    public void count(String protocol, Context context, double seconds) {
        String model = Asked.model(context);
        Meters all = meters();
        all.requests()
                .labelValues(protocol, model, Integer.toString(Asked.status(context)))
                .inc();
        all.seconds().labelValues(protocol, model).observe(seconds);
    }

    private Meters meters() {
        Meters known = meters;
        if (known == null) {
            synchronized (this) {
                known = meters;
                if (known == null) {
                    known = Meters.of(host);
                    meters = known;
                }
            }
        }
        return known;
    }

    /** They name every tenant's models, so they are for who runs this Insula; a reader's key of that tenant is enough. */
    private static void requireOwner(Caller caller) {
        if (!caller.tenant().id().equals(Tenants.OWNER) || caller.scopes().isPresent()) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "The metrics tell of all tenants; ask with a key of the tenant 'owner' that is confined to nothing.");
        }
    }

    /** The JVM's own figures are collected anew for each scrape, so that nothing listens in between. */
    private void scrape(Context context) throws IOException {
        requireOwner(callers.of(context));
        PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        format.write(text, meters().registry().scrape());
        PrometheusRegistry jvm = new PrometheusRegistry();
        JvmMemoryMetrics.builder().register(jvm);
        JvmGarbageCollectorMetrics.builder().register(jvm);
        JvmThreadsMetrics.builder().register(jvm);
        ProcessMetrics.builder().register(jvm);
        format.write(text, jvm.scrape());
        Json.write(context, text.toByteArray(), format.getContentType());
    }
}
