package org.insula.server;

/**
 * How the server listens.
 *
 * @param host the address to listen on; beyond this machine's own it takes an API key
 * @param port 0 for any that is free
 * @param maxBodyBytes the largest request that is read
 */
public record ServerOptions(String host, int port, int maxBodyBytes) {
    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new ServerException("Port " + port + " does not exist; choose one from 1 to 65535.");
        }
    }

    /** Port 8460 of 127.0.0.1, requests of up to 64 MB. */
    public static ServerOptions defaults() {
        return new ServerOptions("127.0.0.1", 8460, 64_000_000);
    }
}
