package org.insula.server.http;

import io.javalin.http.Context;
import java.util.Optional;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;

/**
 * The one place that says on whose behalf a request is made: by the key in {@code Authorization: Bearer insula_…}, which
 * every protocol that is spoken here knows how to send, or in {@code X-API-Key}.
 */
public final class Callers {
    private static final String CALLER = "insula.caller";
    private static final String BEARER = "bearer ";

    private final Host host;

    public Callers(Host host) {
        this.host = host;
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
        Caller caller = host.keepsTenants() ? host.access().caller(presented(context)) : Caller.owner();
        context.attribute(CALLER, caller);
        return caller;
    }

    private Optional<String> presented(Context context) {
        String authorization = context.header("Authorization");
        if (authorization == null) {
            return Optional.ofNullable(context.header("X-API-Key"));
        }
        if (authorization.length() <= BEARER.length()
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new HostException(
                    HostException.Reason.UNAUTHENTICATED,
                    "The Authorization header holds no bearer token; send the key as 'Authorization: Bearer insula_…'.");
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.startsWith("insula_") || host.access().keysAreNeeded() ? Optional.of(token) : Optional.empty();
    }
}
