package org.insula.server.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.insula.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as OpenAI's own client for JavaScript sees it; Node and npm are there, since the build needs them. */
class NpmOpenAiTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));

    @TempDir
    Path folder;

    @Test
    void theClientForJavaScriptUnderstandsIt() throws Exception {
        Path client = installed();
        try (TestServer server = TestServer.start(folder)) {
            String printed = run(client, "node", "client.mjs", server.address() + "/v1");
            JsonNode seen = new ObjectMapper().readTree(printed);
            assertEquals("[\"text-embedding\"]", seen.path("models").toString());
            assertEquals("[384,384]", seen.path("dimensions").toString());
            assertEquals(1, seen.path("length").asDouble(), 1e-5);
            JsonNode failure = seen.path("failure");
            assertEquals("NotFoundError", failure.path("name").asText());
            assertEquals("model_not_found", failure.path("code").asText());
            assertTrue(failure.path("id").asText().startsWith("req_"), printed);
        }
    }

    @Test
    void theClientForJavaScriptTalksToLanguageModels() throws Exception {
        Path client = installed();
        try (TestServer server = TestServer.withLanguage(folder)) {
            String printed = run(client, "node", "language.mjs", server.address() + "/v1");
            JsonNode seen = new ObjectMapper().readTree(printed);
            assertEquals(4, seen.path("tokens").asInt());
            assertTrue(seen.path("person").path("age").asInt(-1) >= 0, printed);
            assertTrue(seen.path("streamedTokens").asInt() > 4, printed);
            assertEquals("remember", seen.path("call").asText());
            assertTrue(seen.path("arguments").path("age").asInt(-1) >= 0, printed);
            assertEquals("response.created", seen.path("first").asText());
            assertEquals("response.incomplete", seen.path("last").asText());
            assertEquals("[128,128]", seen.path("dimensions").toString());
            assertEquals("BadRequestError", seen.path("failure").path("name").asText());
            assertEquals(
                    "context_length_exceeded", seen.path("failure").path("code").asText());
        }
    }

    private static Path installed() throws IOException, InterruptedException {
        Path from = BASE.resolve("src/test/npm");
        Path to = Files.createDirectories(BASE.resolve("target/npm"));
        for (String file : List.of("package.json", "package-lock.json", "client.mjs", "language.mjs")) {
            Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        run(to, windows ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        return to;
    }

    private static String run(Path in, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + printed);
        return printed;
    }
}
