package org.insula.server.http;

import io.javalin.http.Context;
import org.insula.host.Caller;

/** The one place that says on whose behalf a request is made. */
public final class Callers {
    /** Whoever runs Insula: only this machine's own programs reach the server. */
    public Caller of(Context context) {
        return Caller.owner();
    }
}
