package org.insula.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bodies read whole, never holding much more than what has come. */
public final class Body {
    private static final int FIRST = 64 * 1024;
    private static final long MOST_SKIPPED = 64L * 1024 * 1024;

    private Body() {}

    /**
     * The bytes of a request.
     *
     * @throws BadRequest if there are more than {@code most}, or fewer than the request said
     */
    public static byte[] read(Context context, int most) throws IOException {
        long said = context.req().getContentLengthLong();
        if (said > most) {
            throw tooLarge(most);
        }
        byte[] body = read(context.req().getInputStream(), said, most);
        Withdrawal.bodyWasRead(context);
        return body;
    }

    /** @param said how many bytes shall come, -1 if nobody said so; it is not believed before they are here */
    static byte[] read(InputStream in, long said, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(said < 0 ? FIRST : said, Math.min(FIRST, most + 1L))];
        int n = 0;
        while (true) {
            if (n == bytes.length) {
                if (n == said) {
                    return bytes;
                }
                long room = said < 0 ? most + 1L : said;
                bytes = Arrays.copyOf(bytes, (int) Math.min(room, Math.max(FIRST, 4L * n)));
            }
            int more = in.read(bytes, n, bytes.length - n);
            if (more < 0) {
                break;
            }
            n += more;
            if (n > most) {
                throw tooLarge(most);
            }
        }
        if (n < said) {
            throw new BadRequest(
                    "The body ended after " + n + " of " + said + " bytes; send as many as Content-Length says.");
        }
        return n == bytes.length ? bytes : Arrays.copyOf(bytes, n);
    }

    /**
     * Reads what is left of a refused body, since a connection that closes on unread bytes may take the answer with it, and
     * one that stays open must not pass the rest on as the next request.
     *
     * @return false if there is too much of it, or the caller has gone
     */
    static boolean skipRest(Context context) {
        try {
            InputStream rest = context.req().getInputStream();
            long skipped = 0;
            byte[] buffer = new byte[FIRST];
            for (int n = 0; n >= 0 && skipped <= MOST_SKIPPED; n = rest.read(buffer)) {
                skipped += n;
            }
            return skipped <= MOST_SKIPPED;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private static BadRequest tooLarge(int most) {
        return new BadRequest(
                413, "The request is larger than " + most + " bytes, the most that is read; send less at once.");
    }
}
