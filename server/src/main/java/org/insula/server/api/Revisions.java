package org.insula.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import org.insula.server.http.BadRequest;

/**
 * Revisions as entity tags: every answer about something that can change carries {@code ETag}, and a change with {@code
 * If-Match} is made only if nobody else made one meanwhile.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-if-match">RFC 9110, If-Match</a>
 */
final class Revisions {
    private Revisions() {}

    static void tell(Context context, long revision) {
        context.header("ETag", "\"" + revision + "\"");
    }

    /** Tells where what was made is, and its revision. */
    static void made(Context context, String path, JsonNode made) {
        context.header("Location", path + made.path("id").asText());
        tell(context, made.path("revision").asLong());
    }

    /**
     * The revision that a change is meant for.
     *
     * @param now what it is, for callers that do not say; 0 where there is nothing yet
     */
    static long meant(Context context, long now) {
        return meant(context.header("If-Match"), now);
    }

    /** @param match the header, null where there is none */
    static long meant(String match, long now) {
        if (match == null || match.equals("*") && now > 0) {
            return now;
        }
        if (match.equals("*")) {
            throw new BadRequest(412, "There is nothing of this name yet; leave If-Match out to make it.");
        }
        if (!match.matches("\"[0-9]{1,18}\"")) {
            throw new BadRequest("If-Match is " + match + "; send the ETag of an answer, such as \"3\".");
        }
        long meant = Long.parseLong(match.substring(1, match.length() - 1));
        if (meant != now) {
            throw new BadRequest(
                    412, "It has changed since it was read; read it again and repeat the change if it still fits.");
        }
        return meant;
    }
}
