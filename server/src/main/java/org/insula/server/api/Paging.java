package org.insula.server.api;

import io.javalin.http.Context;
import java.util.Optional;
import org.insula.server.http.BadRequest;
import org.insula.store.PageRequest;

/** {@code ?cursor=…&limit=…}. */
final class Paging {
    private static final int USUAL = 100;

    private Paging() {}

    static PageRequest of(Context context) {
        String limit = context.queryParam("limit");
        try {
            return new PageRequest(
                    Optional.ofNullable(context.queryParam("cursor")).filter(cursor -> !cursor.isEmpty()),
                    limit == null ? USUAL : Integer.parseInt(limit));
        } catch (NumberFormatException e) {
            throw new BadRequest("limit is '" + limit + "'; give a whole number from 1 to 1000.");
        }
    }

    /** A whole number in the path. */
    static long number(Context context, String name) {
        String text = context.pathParam(name);
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new BadRequest(404, "There is no " + name + " '" + text + "'; give a whole number from 1.");
        }
        return Long.parseLong(text);
    }
}
