package org.insula.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.insula.host.Caller;
import org.insula.host.HostException;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Route;
import org.insula.store.Role;
import org.insula.store.Tenants;

/**
 * Tells an address that something was seen, for pages, which may speak to nobody but this server.
 *
 * <p>A server that sends what it is told to wherever it is told to is a way into the network around it. So it sends only to
 * addresses that were allowed, whole, when it was started; only for whom it belongs to; only an object that it writes
 * itself; follows nobody elsewhere; and tells of the answer no more than its status.
 */
final class Webhooks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int LONGEST = 200;

    private final List<String> allowed;
    private final Callers callers;
    private final InstantSource clock;
    private final Semaphore sending = new Semaphore(AT_ONCE);
    private volatile HttpClient client;

    Webhooks(List<URI> allowed, Callers callers, InstantSource clock) {
        this.allowed = allowed.stream().map(URI::toString).toList();
        this.callers = callers;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/act/addresses", this::list), Route.post("/api/act/webhook", this::send));
    }

    /** Addresses may hold secrets, so not everyone sees them. */
    private void list(Context context) throws IOException {
        requireOwners(callers.of(context));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode addresses = json.putArray("addresses");
        allowed.forEach(addresses::add);
        Json.write(context, json);
    }

    private static void requireOwners(Caller caller) {
        if (!caller.tenant().id().equals(Tenants.OWNER) || caller.scopes().isPresent()) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "Insula sends webhooks for the tenant 'owner' only, with a key that is confined to nothing; ask who runs"
                            + " this Insula.");
        }
        if (!caller.role().includes(Role.TEACHER)) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "Webhooks take a key of the role teacher; ask who runs this Insula for another.");
        }
    }

    private void send(Context context) throws IOException, InterruptedException {
        requireOwners(callers.of(context));
        Fields body = Fields.of(context);
        String address = body.text("address");
        if (!allowed.contains(address)) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "'" + shortened(address)
                            + "' is no address that this Insula may send to; whoever runs it can start it"
                            + " with 'insula up --webhook ADDRESS'.");
        }
        byte[] message = Json.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("project", shortened(body.text("project")))
                .put("label", shortened(body.text("label")))
                .put("probability", body.share("probability"))
                .put("at", clock.instant().toString()));
        Json.write(context, JsonNodeFactory.instance.objectNode().put("status", post(address, message)));
    }

    private int post(String address, byte[] message) throws InterruptedException {
        if (!sending.tryAcquire()) {
            throw new HostException(
                    HostException.Reason.BUSY,
                    AT_ONCE + " webhooks are being sent already; let the rule rest for longer.",
                    Duration.ofSeconds(1));
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Insula")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                    .build();
            int status = client().send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status >= 300) {
                throw new BadRequest(424, "The webhook was answered with status " + status + "; see there.");
            }
            return status;
        } catch (IOException e) {
            throw new BadRequest(
                    424, "The webhook was not answered (" + e.getClass().getSimpleName() + "); see whether it runs.");
        } finally {
            sending.release();
        }
    }

    private HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            synchronized (this) {
                known = client;
                if (known == null) {
                    known = HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(PATIENCE)
                            .build();
                    client = known;
                }
            }
        }
        return known;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
