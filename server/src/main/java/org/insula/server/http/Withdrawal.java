package org.insula.server.http;

import io.javalin.http.Handler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Interrupts the thread of a request whose caller has gone, so that what it waits for is withdrawn. HTTP/2 tells of it at
 * once; over HTTP/1.1 it shows only when the answer is sent.
 */
public final class Withdrawal implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private boolean done;

    private Withdrawal() {}

    /** The same handler, interrupted when its caller goes. */
    public static Handler watching(Handler handler) {
        return context -> {
            if (!context.req().getProtocol().equals("HTTP/2.0")) {
                handler.handle(context);
                return;
            }
            try (Withdrawal withdrawal = new Withdrawal()) {
                ServletContextRequest.getServletContextRequest(context.req())
                        .addFailureListener(_ -> withdrawal.callerHasGone());
                handler.handle(context);
            }
        };
    }

    private synchronized void callerHasGone() {
        if (!done) {
            thread.interrupt();
        }
    }

    /** From here on the thread may be somebody else's. */
    @Override
    public synchronized void close() {
        done = true;
        Thread.interrupted();
    }
}
