package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A command as a user types it, and what came of it. */
record CommandRun(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static CommandRun insula(Path home, InstantSource clock, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        try (Workshop workshop = new Workshop(home, Optional.empty(), terminal, clock)) {
            int exit = Main.run(workshop, args);
            return new CommandRun(exit, out.toString(), err.toString());
        }
    }

    static Workshop silent(Path home, InstantSource clock) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Workshop(home, Optional.empty(), new Terminal(nowhere, nowhere, false), clock);
    }

    CommandRun good() {
        assertEquals(0, exit, out + err);
        return this;
    }

    /** The one document on standard output. */
    JsonNode json() {
        good();
        try {
            return JSON.readTree(out);
        } catch (IOException e) {
            throw new AssertionError(out, e);
        }
    }

    /** The work failed, and one sentence says so. */
    void failed(String message) {
        assertEquals(1, exit, out + err);
        assertEquals("", out);
        assertTrue(err.contains(message), err);
        assertEquals(1, err.lines().count(), err);
    }

    /** It was not understood. */
    void misused(String message) {
        assertEquals(2, exit, out + err);
        assertEquals("", out);
        assertTrue(err.contains(message), err);
    }
}
