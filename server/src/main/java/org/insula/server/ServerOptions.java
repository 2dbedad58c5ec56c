package org.insula.server;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * How the server listens, and to whom it may speak.
 *
 * @param host the address to listen on; beyond this machine's own it takes an API key
 * @param port 0 for any that is free
 * @param maxBodyBytes the largest request that is read
 * @param webhooks whole addresses, of http or https, that rules of the Studio may have it send to; it sends nowhere else
 */
public record ServerOptions(String host, int port, int maxBodyBytes, List<URI> webhooks) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new ServerException("Port " + port + " does not exist; choose one from 1 to 65535.");
        }
        webhooks = List.copyOf(webhooks);
        webhooks.forEach(ServerOptions::requireAddress);
    }

    /** Without webhooks. */
    public ServerOptions(String host, int port, int maxBodyBytes) {
        this(host, port, maxBodyBytes, List.of());
    }

    /** Port 8460 of 127.0.0.1, requests of up to 64 MB. */
    public static ServerOptions defaults() {
        return new ServerOptions("127.0.0.1", 8460, 64_000_000);
    }

    private static void requireAddress(URI address) {
        if (address.getScheme() == null
                || !SCHEMES.contains(address.getScheme())
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getFragment() != null) {
            throw new ServerException(
                    "'" + address
                            + "' is no address for webhooks; give a whole one, such as http://192.168.1.20:8123/api/webhook/bell.");
        }
    }
}
