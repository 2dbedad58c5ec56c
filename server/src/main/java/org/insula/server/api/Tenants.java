package org.insula.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.Workbench;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Route;
import org.insula.store.IssuedKey;
import org.insula.store.NewKey;
import org.insula.store.NewTenant;
import org.insula.store.PageRequest;
import org.insula.store.Quotas;
import org.insula.store.Role;
import org.insula.store.Tenant;

/** Tenants and their keys, what they used, what was done, and in which order they were served. */
final class Tenants {
    private static final String TENANT = "/api/tenants/{tenant}";
    private static final int LONGEST_ID = 64;
    private static final Duration USUAL_USAGE = Duration.ofDays(31);

    private final Host host;
    private final Workbench bench;
    private final Callers callers;
    private final InstantSource clock;

    Tenants(Host host, Callers callers, InstantSource clock) {
        this.host = host;
        this.bench = host.workbench();
        this.callers = callers;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/tenants", this::list),
                Route.post("/api/tenants", this::create),
                Route.get(TENANT, this::read),
                Route.patch(TENANT, this::change),
                Route.delete(TENANT, this::delete),
                Route.get("/api/keys", this::keys),
                Route.post("/api/keys", this::createKey),
                Route.delete("/api/keys/{key}", this::revokeKey),
                Route.get("/api/usage", this::usage),
                Route.get("/api/audit", this::audit),
                Route.get("/api/decisions", this::decisions));
    }

    private void list(Context context) throws IOException {
        Json.write(context, Render.page(bench.tenants(callers.of(context), Paging.of(context)), Render::tenant));
    }

    private void create(Context context) throws IOException {
        Caller caller = callers.of(context);
        Fields body = Fields.of(context);
        Once.answer(
                context,
                bench,
                caller,
                body,
                201,
                () -> Render.tenant(bench.createTenant(caller, wanted(body))),
                created -> Revisions.made(context, "/api/tenants/", created));
    }

    private static NewTenant wanted(Fields body) {
        int weight = weight(body.number("weight", 1));
        return new NewTenant(body.text("name"), weight, quotas(body.within("quotas"), Quotas.unlimited()));
    }

    private void read(Context context) throws IOException {
        answer(context, bench.tenant(callers.of(context), context.pathParam("tenant")));
    }

    private static void answer(Context context, Tenant tenant) throws IOException {
        Revisions.tell(context, tenant.revision());
        Json.write(context, Render.tenant(tenant));
    }

    private static int weight(long weight) {
        return Math.toIntExact(Math.clamp(weight, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static Quotas quotas(Fields body, Quotas now) {
        return new Quotas(
                body.number("requestsPerMinute", now.requestsPerMinute()),
                body.number("computeSecondsPerDay", now.computeSecondsPerDay()),
                body.number("storageBytes", now.storageBytes()));
    }

    private void change(Context context) throws IOException {
        Caller caller = callers.of(context);
        Tenant now = bench.tenant(caller, context.pathParam("tenant"));
        long revision = Revisions.meant(context, now.revision());
        Fields body = Fields.of(context);
        NewTenant wanted = new NewTenant(
                body.optionalText("name").orElse(now.name()),
                weight(body.number("weight", now.weight())),
                quotas(body.within("quotas"), now.quotas()));
        answer(context, bench.changeTenant(caller, now.id(), revision, wanted));
    }

    private void delete(Context context) {
        Caller caller = callers.of(context);
        Tenant now = bench.tenant(caller, context.pathParam("tenant"));
        Revisions.meant(context, now.revision());
        bench.deleteTenant(caller, now.id());
        context.status(204);
    }

    /** Whose keys, usage or log: by default the caller's own. */
    private static String tenant(Context context, Caller caller) {
        String tenant = Optional.ofNullable(context.queryParam("tenant"))
                .orElse(caller.tenant().id());
        if (tenant.isEmpty() || tenant.length() > LONGEST_ID) {
            throw new BadRequest(404, "There is no tenant '" + tenant + "'; list the tenants.");
        }
        return tenant;
    }

    private void keys(Context context) throws IOException {
        Caller caller = callers.of(context);
        Json.write(context, Render.page(bench.keys(caller, tenant(context, caller), Paging.of(context)), Render::key));
    }

    /** The only answer in which a key's secret is; it is kept nowhere. */
    private void createKey(Context context) throws IOException {
        Caller caller = callers.of(context);
        Fields body = Fields.of(context);
        NewKey wanted = new NewKey(
                body.text("name"), role(body.text("role")), body.optionalTexts("scopes"), body.optionalTime("expires"));
        String tenant = body.optionalText("tenant").orElse(caller.tenant().id());
        IssuedKey issued = bench.createKey(caller, tenant, wanted);
        context.status(201);
        context.header("Cache-Control", "no-store");
        Json.write(context, Render.key(issued.key()).put("secret", issued.presented()));
    }

    private static Role role(String word) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
                return role;
            }
        }
        throw new BadRequest("The role is '" + word + "'; give reader, teacher or admin.");
    }

    private void revokeKey(Context context) throws IOException {
        Caller caller = callers.of(context);
        Json.write(context, Render.key(bench.revokeKey(caller, tenant(context, caller), context.pathParam("key"))));
    }

    private void usage(Context context) throws IOException {
        Caller caller = callers.of(context);
        Instant until = time(context, "until").orElse(clock.instant().plusSeconds(1));
        Instant from = time(context, "from").orElse(until.minus(USUAL_USAGE));
        Json.write(
                context,
                Render.page(
                        bench.usage(caller, tenant(context, caller), from, until, Paging.of(context)), Render::usage));
    }

    private static Optional<Instant> time(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).map(text -> Fields.time(name, text));
    }

    private void audit(Context context) throws IOException {
        Caller caller = callers.of(context);
        String tenant = tenant(context, caller);
        PageRequest page = Paging.of(context);
        Json.write(
                context,
                Render.page(
                        newestFirst(context)
                                ? bench.newestAudit(caller, tenant, page)
                                : bench.audit(caller, tenant, page),
                        Render::audit));
    }

    private static boolean newestFirst(Context context) {
        String order = Optional.ofNullable(context.queryParam("order")).orElse("oldest");
        return switch (order) {
            case "oldest" -> false;
            case "newest" -> true;
            default ->
                throw new BadRequest("The order is '" + order + "'; give oldest or newest, which then come first.");
        };
    }

    /** The last turns; every tenant sees by id only its own, and of others that they had one. */
    private void decisions(Context context) throws IOException {
        Caller caller = callers.of(context);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode turns = json.putArray("items");
        host.decisions(caller).forEach(turn -> turns.add(Render.decision(turn)));
        Json.write(context, json);
    }
}
