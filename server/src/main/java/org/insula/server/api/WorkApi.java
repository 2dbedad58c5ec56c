package org.insula.server.api;

import io.javalin.http.Context;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.insula.host.Host;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Problems;
import org.insula.server.http.Protocol;
import org.insula.server.http.Refusals;
import org.insula.server.http.Route;

/** Insula's own interface to what people work at: projects, teaching, publishing; tenants, keys, usage and the log. */
public final class WorkApi implements Protocol {
    private final List<Route> routes;

    /**
     * @param host one that keeps tenants
     * @param webhooks addresses that may be told what was seen, whole
     */
    public WorkApi(Host host, Callers callers, Refusals refusals, List<URI> webhooks, InstantSource clock) {
        this.routes = Stream.of(
                        new Projects(host.workbench(), callers).routes(),
                        new Versions(host.workbench(), host.teaching(), callers).routes(),
                        new Aliases(host.workbench(), callers).routes(),
                        new Tenants(host, callers, clock).routes(),
                        new Hosting(host, callers, refusals, clock).routes(),
                        new Webhooks(webhooks, callers, clock).routes(),
                        new Upkeep(host.workbench(), callers).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String name() {
        return "api";
    }

    @Override
    public boolean owns(String path) {
        return path.startsWith("/api/");
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public void fail(Context context, Failure failure) {
        Problems.write(context, failure);
    }
}
