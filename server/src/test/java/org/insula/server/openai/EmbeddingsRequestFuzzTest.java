package org.insula.server.openai;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.insula.server.http.BadRequest;

/** Whatever comes, it is read or refused with a reason; run with JAZZER_FUZZ=1 to look for more. */
class EmbeddingsRequestFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void requestsAreReadOrRefused(byte[] body) throws IOException {
        try {
            EmbeddingsRequest request = EmbeddingsRequest.read(body);
            if (request.input().isEmpty() || request.input().size() > EmbeddingsRequest.MOST_INPUTS) {
                throw new AssertionError(request.input().size() + " inputs");
            }
        } catch (BadRequest refused) {
            if (refused.getMessage().isEmpty()) {
                throw new AssertionError("refused without a reason");
            }
        }
    }
}
