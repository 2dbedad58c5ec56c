package org.insula.language;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where a model computes: in this process or in another one. What becomes of requests is told to {@link Events}. */
interface Engine extends AutoCloseable {
    void submit(long id, GenerationRequest request);

    void cancel(long id);

    CompletableFuture<int[]> tokenize(Prompt prompt);

    CompletableFuture<String> detokenize(int[] tokens, boolean markup);

    CompletableFuture<Embeddings> embed(List<String> texts, Tenant tenant);

    CompletableFuture<LanguageStats> stats();

    @Override
    void close();
}
