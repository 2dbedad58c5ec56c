package org.insula.server.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;
import org.insula.server.oidc.Oidc;

/**
 * The one place that says on whose behalf a request is made: by the key in {@code Authorization: Bearer insula_…}, which
 * every protocol that is spoken here knows how to send, or in {@code X-API-Key}. A browser can send neither with a socket, so
 * there it may be offered as a protocol, {@code insula-key.insula_…}.
 */
public final class Callers {
    /** The header in which a socket's protocols are offered and chosen. */
    public static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private static final String KEY_PROTOCOL = "insula-key.";
    private static final String CALLER = "insula.caller";
    private static final int MOST_PROTOCOLS = 20;
    private static final String BEARER = "bearer ";

    private final Host host;
    private final Optional<Oidc> oidc;

    /** @param oidc whose tokens are taken beside keys; from then on every request needs one of them */
    public Callers(Host host, Optional<Oidc> oidc) {
        this.host = host;
        this.oidc = oidc;
    }

    /**
     * Who asks.
     *
     * @throws HostException UNAUTHENTICATED if a key is needed and none came, or one that is not good
     */
    public Caller of(Context context) {
        Caller known = context.attribute(CALLER);
        if (known != null) {
            return known;
        }
        Caller caller = host.keepsTenants() ? caller(presented(context)) : Caller.owner();
        context.attribute(CALLER, caller);
        return caller;
    }

    private Caller caller(Optional<String> presented) {
        if (oidc.isEmpty() || presented.filter(Callers::isOurs).isPresent()) {
            return host.access().caller(presented);
        }
        Oidc.Bearer bearer = oidc.get()
                .bearer(presented.orElseThrow(() -> new HostException(
                        HostException.Reason.UNAUTHENTICATED,
                        "No token and no API key came; send one as 'Authorization: Bearer …'.")));
        return host.access().bearer(bearer.tenant(), bearer.role(), bearer.subject());
    }

    private static boolean isOurs(String token) {
        return token.startsWith("insula_");
    }

    /** Who asks, if that was found out already. */
    static Optional<Caller> known(Context context) {
        return Optional.ofNullable(context.attribute(CALLER));
    }

    private Optional<String> presented(Context context) {
        String authorization = context.header("Authorization");
        if (authorization == null) {
            Optional<String> key = Optional.ofNullable(context.header("X-API-Key"));
            return key.isPresent() ? key : offered(context);
        }
        if (authorization.length() <= BEARER.length()
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new HostException(
                    HostException.Reason.UNAUTHENTICATED,
                    "The Authorization header holds no bearer token; send the key as 'Authorization: Bearer insula_…'.");
        }
        return meant(authorization.substring(BEARER.length()).strip());
    }

    /** Programs send keys of other services to whatever they speak to; where none is needed, these are no mistake. */
    private Optional<String> meant(String token) {
        boolean needed = oidc.isPresent() || host.access().keysAreNeeded();
        return isOurs(token) || needed ? Optional.of(token) : Optional.empty();
    }

    private Optional<String> offered(Context context) {
        List<String> keys = protocols(context).stream()
                .filter(protocol -> protocol.startsWith(KEY_PROTOCOL))
                .toList();
        if (context.header("Sec-WebSocket-Version") == null || keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1) {
            throw new HostException(
                    HostException.Reason.UNAUTHENTICATED, "Several keys were offered as protocols; offer one.");
        }
        return meant(keys.getFirst().substring(KEY_PROTOCOL.length()));
    }

    /** The protocols that a socket is offered. */
    public static List<String> protocols(Context context) {
        return Collections.list(context.req().getHeaders(PROTOCOLS)).stream()
                .flatMap(header -> Stream.of(header.split(",", MOST_PROTOCOLS)))
                .map(String::strip)
                .toList();
    }

    /** Whether one of them is a key. */
    public static boolean offersKey(Context context) {
        return protocols(context).stream().anyMatch(protocol -> protocol.startsWith(KEY_PROTOCOL));
    }
}
