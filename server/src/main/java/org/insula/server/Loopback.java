package org.insula.server;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Tells this machine's own names from others, so that no web page elsewhere can talk to the server through a browser. */
final class Loopback {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Loopback() {}

    static boolean isLoopback(String host) {
        return NAMES.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Whether a {@code Host} header names this machine; a name that was made to point here does not. */
    static boolean isOwnHost(String header) {
        if (header == null) {
            return false;
        }
        String name = header.startsWith("[") ? header.substring(0, header.indexOf(']') + 1) : header.split(":", 2)[0];
        return isLoopback(name);
    }

    /** Whether an {@code Origin} header is absent, as from any program, or a page of this very server. */
    static boolean isOwnOrigin(String origin, String host) {
        if (origin == null) {
            return true;
        }
        try {
            URI uri = URI.create(origin);
            return uri.getAuthority() != null && uri.getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
