package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.insula.language.GenerationRequest;
import org.insula.language.GenerationResult;
import org.insula.language.LanguageException;
import org.insula.language.LanguageOptions;
import org.insula.language.Prompt;
import org.insula.store.Role;
import org.insula.testkit.SyntheticGguf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Language models of random weights in a folder, asked by two tenants. */
class LanguagesTest {
    private static final Caller ANNA = Caller.of(new Tenant("anna", 1), Role.READER);
    private static final Caller BEN = Caller.of(new Tenant("ben", 3), Role.READER);

    @TempDir
    Path folder;

    private final Map<String, Long> computed = new ConcurrentHashMap<>();

    private static LanguageOptions options() {
        return LanguageOptions.defaults(Path.of("target", "llama"))
                .contextTokens(256)
                .threads(1)
                .inThisProcess();
    }

    private Host host(LanguageOptions languages) {
        Meter meter = (tenant, model, nanos) -> computed.merge(tenant.id() + " " + model, nanos, Long::sum);
        Encoders encoders = new Encoders(new LinkedHashMap<>());
        return new Host(
                List.of(), new ModelFolder(folder, encoders), HostOptions.of(1).languages(languages), meter);
    }

    private static GenerationRequest few() {
        return GenerationRequest.of(Prompt.plain("Once")).maxTokens(5);
    }

    private static GenerationResult ask(Host host, Caller caller, String name) throws InterruptedException {
        return host.language(caller, name, 4, model -> model.generate(few(), _ -> {}));
    }

    @Test
    void whatIsWrittenIsChargedToWhoeverAsked() throws Exception {
        SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf"));
        try (Host host = host(options())) {
            assertEquals("language", host.languages(ANNA).getFirst().kind());
            assertEquals(5, ask(host, ANNA, "tiny").usage().completionTokens());
            assertEquals(5, ask(host, BEN, "tiny").usage().completionTokens());
            assertTrue(computed.get("anna tiny") > 0 && computed.get("ben tiny") > 0, computed.toString());
            float[] vector = host.language(ANNA, "tiny", 1, model -> model.embed(List.of("hello")))
                    .vectors()
                    .getFirst();
            assertEquals(128, vector.length);
            assertTrue(host.embedders(ANNA).contains("tiny"));
        }
    }

    @Test
    void whoIsInterruptedStopsTheModel() throws Exception {
        SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf"));
        try (Host host = host(options())) {
            AtomicReference<Exception> seen = new AtomicReference<>();
            Thread asking = Thread.ofVirtual().unstarted(() -> {
                try {
                    host.language(ANNA, "tiny", 4, model -> {
                        GenerationRequest all = GenerationRequest.of(Prompt.plain("Once"));
                        return model.generate(all, _ -> Thread.currentThread().isInterrupted());
                    });
                } catch (InterruptedException | RuntimeException e) {
                    seen.set(e);
                }
            });
            asking.start();
            asking.interrupt();
            asking.join();
            assertTrue(seen.get() instanceof InterruptedException, String.valueOf(seen.get()));
            assertEquals(5, ask(host, BEN, "tiny").usage().completionTokens());
        }
    }

    @Test
    void aModelThatDoesNotFitIsRefusedAndIdleOnesMakeRoom() throws Exception {
        SyntheticGguf.tiny().writeTo(folder.resolve("one.gguf"));
        SyntheticGguf.tiny().writeTo(folder.resolve("two.gguf"));
        try (Host host = host(options().memoryBudget(1_000_000))) {
            LanguageException e = assertThrows(LanguageException.class, () -> ask(host, ANNA, "one"));
            assertEquals(LanguageException.Reason.OUT_OF_MEMORY, e.reason());
        }
        long one;
        try (Host host = host(options())) {
            one = host.language(ANNA, "one", 1, model -> model.info().fileBytes());
        }
        try (Host host = host(options().memoryBudget(200_000_000 + one))) {
            assertEquals(5, ask(host, ANNA, "one").usage().completionTokens());
            assertEquals(5, ask(host, ANNA, "two").usage().completionTokens());
            assertEquals(5, ask(host, ANNA, "one").usage().completionTokens());
        }
    }

    @Test
    void aFileThatIsNoModelIsToldAndHidesNothing() throws IOException {
        SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf"));
        Files.write(folder.resolve("lie.gguf"), new byte[] {'G', 'G', 'U', 'F', 9, 9, 9, 9, 9, 9});
        ModelFolder models = new ModelFolder(folder, new Encoders(new LinkedHashMap<>()));
        assertEquals(List.of("tiny"), models.all().stream().map(Servable::name).toList());
        assertTrue(
                models.broken().get("lie").startsWith("'lie.gguf' "),
                models.broken().toString());
    }

    @Test
    void aLanguageModelIsNoLookingOne() throws Exception {
        SyntheticGguf.tiny().writeTo(folder.resolve("tiny.gguf"));
        try (Host host = host(options())) {
            HostException e = assertThrows(HostException.class, () -> host.predict(ANNA, "tiny", new byte[] {1}));
            assertTrue(e.getMessage().endsWith("POST /v1/chat/completions."), e.getMessage());
            assertFalse(host.languages(ANNA).isEmpty());
        }
    }
}
