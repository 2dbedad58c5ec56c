package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theExampleInTheReadmeIsTrue() {
        Path file = Models.tiny();
        Path cache = Models.options().cache();
        try (LanguageModel model = LanguageModel.open(file, LanguageOptions.defaults(cache))) {
            GenerationRequest request = GenerationRequest.of(Prompt.plain("Is it raining?"))
                    .grammar("root ::= \"yes\" | \"no\"")
                    .maxTokens(8)
                    .tenant(new Tenant("ann", 1));
            String answer = model.generate(request, delta -> {}).await().text();
            assertTrue(List.of("yes", "no").contains(answer), answer);
        }
    }
}
