package org.insula.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/**
 * Failures as problem documents, the form of Insula's own interface.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
public final class Problems {
    /** The media type. */
    public static final String TYPE = "application/problem+json";

    private Problems() {}

    public static void write(Context context, Failure failure) {
        failure.prepare(context);
        context.contentType(TYPE);
        context.result(document(failure.status(), failure.message()).getBytes(StandardCharsets.UTF_8));
    }

    /** A problem document. */
    public static String document(int status, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("detail", detail)
                .toString();
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 408 -> "Too slow";
            case 409 -> "Conflict";
            case 412 -> "Changed meanwhile";
            case 413 -> "Too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Cannot be answered";
            case 424 -> "Another did not do its part";
            case 429 -> "Too many requests";
            case 503 -> "Not now";
            case 507 -> "Full";
            case 504 -> "Took too long";
            default -> status < 500 ? "Bad request" : "Internal error";
        };
    }
}
