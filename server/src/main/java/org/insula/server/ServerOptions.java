package org.insula.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the server listens, and to whom it may speak.
 *
 * @param host the address to listen on; beyond this machine's own it takes an API key
 * @param port 0 for any that is free
 * @param maxBodyBytes the largest request that is read
 * @param patience how long a connection may be open before there is a whole request on it, and between two
 * @param oidc whose tokens are taken in place of keys, if anybody's
 * @param traces where a collector listens for OTLP over HTTP, if one shall be told
 * @param webhooks whole addresses, of http or https, that rules of the Studio may have it send to; it sends nowhere else
 */
public record ServerOptions(
        String host,
        int port,
        int maxBodyBytes,
        Duration patience,
        Optional<OidcSettings> oidc,
        Optional<URI> traces,
        List<URI> webhooks) {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new ServerException("Port " + port + " does not exist; choose one from 1 to 65535.");
        }
        webhooks = List.copyOf(webhooks);
        webhooks.forEach(ServerOptions::requireAddress);
    }

    /** With a minute's patience, for holders of keys alone, and speaking to nobody. */
    public ServerOptions(String host, int port, int maxBodyBytes) {
        this(host, port, maxBodyBytes, USUAL_PATIENCE, Optional.empty(), Optional.empty(), List.of());
    }

    /** Port 8460 of 127.0.0.1, requests of up to 64 MB. */
    public static ServerOptions defaults() {
        return new ServerOptions("127.0.0.1", 8460, 64_000_000);
    }

    public ServerOptions withPatience(Duration longest) {
        return new ServerOptions(host, port, maxBodyBytes, longest, oidc, traces, webhooks);
    }

    public ServerOptions withOidc(OidcSettings settings) {
        return new ServerOptions(host, port, maxBodyBytes, patience, Optional.of(settings), traces, webhooks);
    }

    public ServerOptions withWebhooks(List<URI> addresses) {
        return new ServerOptions(host, port, maxBodyBytes, patience, oidc, traces, addresses);
    }

    /** @param collector such as {@code http://127.0.0.1:4318} */
    public ServerOptions withTraces(URI collector) {
        if (!SCHEMES.contains(String.valueOf(collector.getScheme())) || collector.getHost() == null) {
            throw new ServerException("The collector of traces is '" + collector
                    + "'; give where it listens for OTLP over HTTP, such as http://127.0.0.1:4318.");
        }
        return new ServerOptions(host, port, maxBodyBytes, patience, oidc, Optional.of(collector), webhooks);
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
