package org.insula.server.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * Interrupts the thread of a request whose caller has gone, so that what it waits for is withdrawn. HTTP/2 tells of it at
 * once; a connection of HTTP/1.1 is looked at now and then, once the request was read to its end.
 */
final class Withdrawal implements AutoCloseable {
    private static final String HERE = "insula.withdrawal";

    private final Thread thread = Thread.currentThread();
    private final EndPoint endPoint;
    private boolean read;
    private boolean done;

    private Withdrawal(EndPoint endPoint, boolean read) {
        this.endPoint = endPoint;
        this.read = read;
    }

    static Withdrawal of(Context context) {
        boolean bodiless = context.req().getContentLengthLong() <= 0 && context.header("Transfer-Encoding") == null;
        Withdrawal withdrawal = new Withdrawal(
                ServletContextRequest.getServletContextRequest(context.req())
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint(),
                bodiless);
        context.attribute(HERE, withdrawal);
        return withdrawal;
    }

    /** The whole of a request's body was read, so that what comes behind it is the next request, or the end. */
    static void bodyWasRead(Context context) {
        Withdrawal withdrawal = context.attribute(HERE);
        if (withdrawal != null) {
            withdrawal.wasRead();
        }
    }

    private synchronized void wasRead() {
        read = true;
    }

    /** Looks whether the caller is still there. */
    synchronized void look() {
        if (!done && read && endPoint instanceof ClientEndPoint client && client.clientHasGone()) {
            callerHasGone();
        }
    }

    synchronized void callerHasGone() {
        if (!done) {
            done = true;
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
