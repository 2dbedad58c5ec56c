package org.insula.language;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * llama.cpp's contexts and samplers for a {@link Scheduler}. Each sequence has a cache of its own, so that
 * nobody's attention has to step over the texts of others; one that begins like another gets a copy of it.
 */
final class LlamaBackend implements Backend {
    private record Scored(int token, float logit) {}

    private final LlamaModel model;
    private final LlamaContext context;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment candidates;
    private final int slots;
    private final int contextTokens;
    private final int batchTokens;
    private final boolean sharesPrefixes;

    /**
     * @param contextTokens of each slot
     * @param chunk the most tokens of prompts in a batch, beside one of each slot
     */
    LlamaBackend(LlamaModel model, int slots, int contextTokens, int chunk, int threads) {
        this.model = model;
        this.slots = slots;
        this.contextTokens = contextTokens;
        this.batchTokens = slots + chunk;
        this.sharesPrefixes = model.remembersTokens();
        this.context =
                new LlamaContext(model, new LlamaContext.Size(slots * contextTokens, batchTokens, slots, 0), threads);
        this.candidates = arena.allocate(Layouts.TOKEN_DATA, model.vocabSize);
    }

    LlamaContext context() {
        return context;
    }

    LlamaModel model() {
        return model;
    }

    /** Room for a {@code llama_token_data} of each token; whoever uses it is done with it before anybody else does. */
    MemorySegment candidates() {
        return candidates;
    }

    @Override
    public int sequences() {
        return slots;
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public int batchTokens() {
        return batchTokens;
    }

    @Override
    public boolean sharesPrefixes() {
        return sharesPrefixes;
    }

    @Override
    public void decode(Batch batch) {
        context.compute(batch);
    }

    @Override
    public void clear(int sequence) {
        context.forget(sequence, 0);
    }

    @Override
    public boolean keep(int sequence, int length) {
        return context.forget(sequence, length);
    }

    @Override
    public void share(int from, int to, int length) {
        context.copy(from, to);
        context.forget(to, length);
    }

    @Override
    public Chooser chooser(GenerationRequest request, int choice, int[] prompt) {
        return new LlamaChooser(this, request, choice, prompt);
    }

    @Override
    public boolean isEnd(int token) {
        return model.isEnd(token);
    }

    @Override
    public byte[] piece(int token, boolean markup) {
        return model.piece(token, markup);
    }

    @Override
    public TokenLogprob logprob(int row, int token, int top) {
        float[] logits = context.logits(row).toArray(JAVA_FLOAT);
        double normaliser = logSumExp(logits);
        List<TokenLogprob> best = new ArrayList<>();
        for (Scored scored : best(logits, top)) {
            best.add(new TokenLogprob(
                    scored.token(), model.piece(scored.token(), true), scored.logit() - normaliser, List.of()));
        }
        return new TokenLogprob(token, model.piece(token, true), logits[token] - normaliser, best);
    }

    private static double logSumExp(float[] logits) {
        float most = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return most + Math.log(sum);
    }

    private static List<Scored> best(float[] logits, int count) {
        if (count == 0) {
            return List.of();
        }
        Comparator<Scored> worstFirst = Comparator.comparingDouble(Scored::logit)
                .thenComparing(Comparator.comparingInt(Scored::token).reversed());
        PriorityQueue<Scored> kept = new PriorityQueue<>(count + 1, worstFirst);
        for (int token = 0; token < logits.length; token++) {
            if (kept.size() < count || logits[token] > kept.peek().logit()) {
                kept.add(new Scored(token, logits[token]));
                if (kept.size() > count) {
                    kept.poll();
                }
            }
        }
        return kept.stream().sorted(worstFirst.reversed()).toList();
    }

    @Override
    public void close() {
        context.close();
        arena.close();
    }
}
