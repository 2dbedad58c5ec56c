package org.insula.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.insula.host.Caller;
import org.insula.host.Workbench;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;
import org.insula.store.Claim;

/**
 * Creation that may be repeated: with {@code Idempotency-Key} the same request does its work once and gets the same answer
 * for a day.
 */
final class Once {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_KEY = 200;

    private Once() {}

    /** What was created. */
    interface Creation {
        ObjectNode create() throws IOException;
    }

    /** The headers that an answer has beside its body. */
    interface Headers {
        void tell(JsonNode answer);
    }

    /** Answers with what is created, or was created for the same request before. */
    static void answer(
            Context context,
            Workbench bench,
            Caller caller,
            Fields body,
            int status,
            Creation creation,
            Headers headers)
            throws IOException {
        String key = context.header("Idempotency-Key");
        if (key == null) {
            write(context, status, creation.create(), headers);
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new BadRequest("The Idempotency-Key is empty or longer than " + LONGEST_KEY
                    + " characters; send a random one for each thing to create.");
        }
        switch (bench.claim(caller, key, fingerprint(context, caller, body))) {
            case Claim.Fresh _ -> create(context, bench, caller, key, status, creation, headers);
            case Claim.Done(int before, String answer) -> {
                context.status(before);
                headers.tell(JSON.readTree(answer));
                Json.write(context, answer.getBytes(StandardCharsets.UTF_8), "application/json");
            }
            case Claim.Busy _ ->
                throw new BadRequest(409, "A request with this Idempotency-Key is at work; ask again in a moment.");
            case Claim.Different _ ->
                throw new BadRequest(
                        422, "This Idempotency-Key was sent with another request; send a new one for a new request.");
        }
    }

    private static void create(
            Context context, Workbench bench, Caller caller, String key, int status, Creation creation, Headers headers)
            throws IOException {
        boolean done = false;
        try {
            ObjectNode created = creation.create();
            bench.complete(caller, key, status, created.toString());
            done = true;
            write(context, status, created, headers);
        } finally {
            if (!done) {
                bench.release(caller, key);
            }
        }
    }

    private static void write(Context context, int status, ObjectNode json, Headers headers) throws IOException {
        context.status(status);
        headers.tell(json);
        Json.write(context, json);
    }

    private static String fingerprint(Context context, Caller caller, Fields body) {
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            digest.update((context.method() + " " + context.path() + "?" + context.queryString() + "\n"
                            + caller.key().orElse("") + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body.bytes()));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256.", e);
        }
    }
}
