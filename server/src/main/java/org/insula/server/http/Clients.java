package org.insula.server.http;

import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Looks after connections of HTTP/1.1 a few times a second: withdraws what clients asked that have gone, and cuts those off
 * that take too long to say what they want, be it byte by byte.
 */
public final class Clients implements HttpConfiguration.Customizer, Connection.Listener, AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Duration patience;
    private final Set<ClientEndPoint> connected = ConcurrentHashMap.newKeySet();
    private final Set<Withdrawal> asking = ConcurrentHashMap.newKeySet();
    private final Thread watcher;

    /** @param patience how long a connection may be open before there is a whole request, and between two */
    public Clients(Duration patience) {
        this.patience = patience;
        this.watcher = Thread.ofVirtual().name("insula-clients").start(this::watch);
    }

    /** The same handler, whose thread is interrupted when its caller goes, so that what it waits for is withdrawn. */
    public Handler watching(Handler handler) {
        return context -> {
            ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
            boolean ofOld = request.getConnectionMetaData().getConnection().getEndPoint() instanceof ClientEndPoint;
            try (Withdrawal withdrawal = Withdrawal.of(context)) {
                if (context.req().getProtocol().equals("HTTP/2.0")) {
                    request.addFailureListener(_ -> withdrawal.callerHasGone());
                    handler.handle(context);
                } else if (ofOld) {
                    watch(withdrawal, () -> handler.handle(context));
                } else {
                    handler.handle(context);
                }
            }
        };
    }

    private interface Step {
        void take() throws Exception;
    }

    private void watch(Withdrawal withdrawal, Step step) throws Exception {
        asking.add(withdrawal);
        try {
            step.take();
        } finally {
            asking.remove(withdrawal);
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                asking.forEach(Withdrawal::look);
                connected.forEach(this::lookForStraggler);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        }
    }

    private void lookForStraggler(ClientEndPoint client) {
        if (client.nanosWithoutRequest() > patience.toNanos()) {
            client.close();
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable headers) {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof ClientEndPoint client) {
            client.serving(true);
            Request.addCompletionListener(request, _ -> client.serving(false));
        }
        return request;
    }

    /** Those of HTTP/1.1; others take over their endpoint when they know what is spoken. */
    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData && endPoint(connection) instanceof ClientEndPoint client) {
            connected.add(client);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof ConnectionMetaData && endPoint(connection) instanceof ClientEndPoint client) {
            connected.remove(client);
        }
    }

    private static EndPoint endPoint(Connection connection) {
        return connection.getEndPoint();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
