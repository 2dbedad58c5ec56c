package org.insula.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import org.insula.embedding.EncodingException;
import org.insula.host.HostException;
import org.insula.teach.TeachException;

/**
 * From what went wrong to an HTTP status and a problem document.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
final class Problems {
    private static final long MOST_SKIPPED = 64L * 1024 * 1024;

    private Problems() {}

    static void write(Context context, Exception problem) {
        switch (problem) {
            case HostException e -> {
                e.retryAfter().ifPresent(wait -> context.header("Retry-After", Long.toString(wait.toSeconds())));
                write(context, status(e.reason()), e.getMessage());
            }
            case EncodingException e -> write(context, 422, e.getMessage());
            case TeachException e -> write(context, 422, e.getMessage());
            case BadRequest e -> write(context, e.status(), e.getMessage());
            case HttpResponseException e -> write(context, e.getStatus(), e.getMessage());
            default ->
                write(
                        context,
                        500,
                        "Insula failed on this request (" + problem.getClass().getSimpleName()
                                + "); please report it with the input if you may share it.");
        }
    }

    static void write(Context context, int status, String detail) {
        if (!restOfBodyIsRead(context)) {
            context.header("Connection", "close");
        }
        context.status(status);
        context.contentType("application/problem+json");
        context.result(JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("detail", detail)
                .toString());
    }

    /**
     * Reads what is left of a refused body, since a connection that closes on unread bytes may take the answer with it, and
     * one that stays open must not pass the rest on as the next request.
     */
    private static boolean restOfBodyIsRead(Context context) {
        try {
            InputStream rest = context.req().getInputStream();
            long skipped = 0;
            byte[] buffer = new byte[64 * 1024];
            for (int n = 0; n >= 0 && skipped <= MOST_SKIPPED; n = rest.read(buffer)) {
                skipped += n;
            }
            return skipped <= MOST_SKIPPED;
        } catch (IOException | IllegalStateException e) {
            return false; // the caller has gone
        }
    }

    private static int status(HostException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> 404;
            case BAD_INPUT -> 400;
            case CONFLICT -> 409;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case BUSY -> 429;
            case TIMEOUT -> 504;
            case STOPPING -> 503;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Cannot be answered";
            case 429 -> "Too many requests";
            case 503 -> "Stopping";
            case 504 -> "Took too long";
            default -> status < 500 ? "Bad request" : "Internal error";
        };
    }

    /** A request that is malformed in itself. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
