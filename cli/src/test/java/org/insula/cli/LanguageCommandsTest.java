package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.insula.testkit.SyntheticGguf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Language models in the command line: added, fetched, listed, talked to and removed. */
class LanguageCommandsTest {
    @TempDir
    Path folder;

    private CommandRun insula(String... args) {
        return CommandRun.insula(folder.resolve("data"), Instant::now, args);
    }

    @Test
    void aModelIsAddedListedTalkedToAndRemoved() throws IOException {
        Path file = SyntheticGguf.tiny().writeTo(folder.resolve("Tiny.gguf"));
        insula("models", "add", file.toString(), "--name", "tiny").good();
        JsonNode models = insula("models", "list", "--json").json();
        JsonNode tiny = null;
        for (JsonNode model : models) {
            tiny = model.path("name").asText().equals("tiny") ? model : tiny;
        }
        assertEquals("language", tiny.path("kind").asText());
        assertTrue(tiny.path("about").asText().startsWith("Writes text: llama, "), tiny.toString());
        insula("models", "add", file.toString(), "--name", "tiny").failed("There is a model 'tiny' already");

        CommandRun said = insula("chat", "tiny", "Hello", "you", "--max-tokens", "8", "--seed", "1")
                .good();
        assertFalse(said.out().isEmpty());
        JsonNode whole =
                insula("chat", "tiny", "Hello", "--max-tokens", "8", "--json").json();
        assertEquals(8, whole.path("usage").path("completion_tokens").asInt());
        insula("chat", "nobody", "Hello").failed("There is no model 'nobody'");
        insula("chat", "expression", "Hello").failed("Model 'expression' writes no text; choose one of tiny.");
        insula("predict", "tiny", file.toString()).failed("Model 'tiny' is a language model; talk to it with");
        insula("models", "rm", "tiny").good();
        assertFalse(Files.exists(folder.resolve("data/models/tiny.gguf")));
    }

    @Test
    void aFileThatIsCutOffIsNotAdded() throws IOException {
        byte[] bytes = Files.readAllBytes(SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf")));
        Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(bytes, bytes.length / 2));
        CommandRun run = insula("models", "add", cut.toString());
        assertEquals(1, run.exit(), run.err());
        assertTrue(run.err().contains("cut.gguf"), run.err());
    }

    /** A server that breaks off in the middle of every answer but lets it be gone on with, under Hugging Face's path. */
    private static final class Mirror implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0);
        private final byte[] content;
        private final String tag;
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

        Mirror(byte[] content, String tag) throws IOException {
            this.content = content;
            this.tag = tag;
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket caller = socket.accept()) {
                    answer(caller);
                } catch (IOException e) {
                    continue; // closed, or the caller has gone
                }
            }
        }

        private void answer(Socket caller) throws IOException {
            var lines = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            String first = lines.readLine();
            int from = 0;
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("Range: bytes=")) {
                    from = Integer.parseInt(line.substring(13, line.length() - 1));
                }
            }
            asked.add(first + " from " + from);
            OutputStream out = caller.getOutputStream();
            out.write(("HTTP/1.1 " + (from > 0 ? "206 Partial Content" : "200 OK") + "\r\nETag: \"" + tag
                            + "\"\r\nContent-Length: " + (content.length - from) + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(content, from, Math.min(content.length - from, 900_000));
            out.flush();
        }

        String address() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aModelIsFetchedFromAMirrorAlthoughItBreaksOff() throws Exception {
        byte[] bytes = Files.readAllBytes(SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf")));
        try (Mirror mirror = new Mirror(bytes, sha256(bytes))) {
            CommandRun run =
                    insula("models", "pull", "hf:someone/Some-GGUF/Tiny-F16.gguf", "--mirror", mirror.address());
            run.good();
            assertEquals("Added 'tiny-f16'.", run.out().strip());
            assertTrue(run.err().startsWith("SHA-256 " + sha256(bytes) + " Licence: "), run.err());
            assertEquals("GET /someone/Some-GGUF/resolve/main/Tiny-F16.gguf HTTP/1.1 from 0", mirror.asked.getFirst());
            assertEquals("GET /someone/Some-GGUF/resolve/main/Tiny-F16.gguf HTTP/1.1 from 900000", mirror.asked.get(1));
        }
        assertEquals(-1, Files.mismatch(folder.resolve("tiny.gguf"), folder.resolve("data/models/tiny-f16.gguf")));
        try (var files = Files.list(folder.resolve("data/models"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void whatIsNotWhatItShouldBeIsThrownAway() throws Exception {
        byte[] bytes = Files.readAllBytes(SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf")));
        try (Mirror mirror = new Mirror(bytes, "v1")) {
            String source = mirror.address() + "/tiny.gguf";
            insula("models", "pull", source, "--sha256", "0".repeat(64)).failed("has the SHA-256 " + sha256(bytes));
            insula("models", "pull", source, "--sha256", sha256(bytes)).good();
        }
    }

    @Test
    void sourcesAreReadOrRefused() {
        assertEquals(
                "https://huggingface.co/o/r/resolve/v2/q/M.gguf",
                ModelSource.of("hf:o/r/q/M.gguf@v2", ModelSource.HUB).address().toString());
        for (String wrong :
                List.of("hf:o/M.gguf", "http://example.org/m.gguf", "https://example.org/m.bin", "m.gguf")) {
            assertThrows(CliException.class, () -> ModelSource.of(wrong, ModelSource.HUB), wrong);
        }
    }
}
