package org.insula.language;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * llama.cpp's samplers for one text. A grammar is asked about the token that was drawn without it, which is cheap; only if
 * it refuses, all tokens are checked and another one is drawn.
 */
@SuppressWarnings("restricted")
final class LlamaChooser implements Backend.Chooser {
    private static final long NOTHING_SELECTED = -1;
    private static final int ANY_SEED = -1;
    private static final int ANOTHER_SEED = 0x5eed;

    private final LlamaBackend backend;
    private final Llama llama;
    private final MemorySegment chain;
    private final MemorySegment grammar;

    LlamaChooser(LlamaBackend backend, GenerationRequest request, int choice, int[] prompt) {
        this.backend = backend;
        this.llama = backend.model().llama;
        try {
            grammar = request.grammar().isPresent() ? grammar(request.grammar().get()) : MemorySegment.NULL;
            chain = chain(request.sampling(), choice, prompt);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    private MemorySegment grammar(String gbnf) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            llama.takeLog();
            MemorySegment sampler = (MemorySegment) llama.samplerGrammar.invokeExact(
                    backend.model().vocab, arena.allocateFrom(gbnf), arena.allocateFrom("root"));
            if (sampler.address() == 0) {
                throw new LanguageException(
                        LanguageException.Reason.INVALID_REQUEST,
                        "The grammar cannot be read (" + llama.takeLog()
                                + "); give GBNF with a rule 'root' that has no left recursion.");
            }
            return sampler;
        }
    }

    private MemorySegment chain(Sampling sampling, int choice, int[] prompt) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = arena.allocate(Layouts.CHAIN_PARAMS);
            Layouts.setBoolean(params, Layouts.CHAIN_PARAMS, "no_perf", true);
            MemorySegment built = (MemorySegment) llama.chainInit.invokeExact(params);
            addLogitBias(built, sampling.logitBias(), arena);
            addPenalties(built, sampling, prompt);
            if (sampling.temperature() == 0) {
                add(built, (MemorySegment) llama.samplerGreedy.invokeExact());
            } else {
                addDrawing(built, sampling, fixed(sampling.seed() + choice));
            }
            return built;
        }
    }

    /** To the library one number means any seed; here every number means one. */
    private static int fixed(int seed) {
        return seed == ANY_SEED ? ANOTHER_SEED : seed;
    }

    private void addLogitBias(MemorySegment built, Map<Integer, Float> biases, Arena arena) throws Throwable {
        if (biases.isEmpty()) {
            return;
        }
        MemorySegment array = arena.allocate(Layouts.LOGIT_BIAS, biases.size());
        int i = 0;
        for (Map.Entry<Integer, Float> bias : biases.entrySet()) {
            if (bias.getKey() < 0 || bias.getKey() >= backend.model().vocabSize) {
                throw new LanguageException(
                        LanguageException.Reason.INVALID_REQUEST,
                        "logit-bias names the token " + bias.getKey() + "; this model's tokens go from 0 to "
                                + (backend.model().vocabSize - 1) + ".");
            }
            array.setAtIndex(JAVA_INT, 2L * i, bias.getKey());
            array.setAtIndex(JAVA_FLOAT, 2L * i + 1, bias.getValue());
            i++;
        }
        add(built, (MemorySegment) llama.samplerLogitBias.invokeExact(backend.model().vocabSize, i, array));
    }

    private void addPenalties(MemorySegment built, Sampling sampling, int[] prompt) throws Throwable {
        boolean none = sampling.repetitionPenalty() == 1
                && sampling.frequencyPenalty() == 0
                && sampling.presencePenalty() == 0;
        if (none || sampling.penaltyWindow() == 0) {
            return;
        }
        int window = Math.min(sampling.penaltyWindow(), backend.contextTokens());
        MemorySegment penalties = (MemorySegment) llama.samplerPenalties.invokeExact(
                backend.model().vocabSize,
                window,
                (float) sampling.repetitionPenalty(),
                (float) sampling.frequencyPenalty(),
                (float) sampling.presencePenalty());
        for (int i = Math.max(0, prompt.length - window); i < prompt.length; i++) {
            llama.samplerAccept.invokeExact(penalties, prompt[i]);
        }
        add(built, penalties);
    }

    private void addDrawing(MemorySegment built, Sampling sampling, int seed) throws Throwable {
        if (sampling.topK() > 0) {
            add(built, (MemorySegment) llama.samplerTopK.invokeExact(sampling.topK()));
        }
        if (sampling.topP() < 1) {
            add(built, (MemorySegment) llama.samplerTopP.invokeExact((float) sampling.topP(), 1L));
        }
        if (sampling.minP() > 0) {
            add(built, (MemorySegment) llama.samplerMinP.invokeExact((float) sampling.minP(), 1L));
        }
        add(built, (MemorySegment) llama.samplerTemperature.invokeExact((float) sampling.temperature()));
        add(built, (MemorySegment) llama.samplerDist.invokeExact(seed));
    }

    private void add(MemorySegment built, MemorySegment sampler) throws Throwable {
        llama.chainAdd.invokeExact(built, sampler);
    }

    @Override
    public int choose(int row) {
        try {
            if (grammar.address() == 0) {
                return (int)
                        llama.samplerSample.invokeExact(chain, backend.context().address(), row);
            }
            return chooseByGrammar(row);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    private int chooseByGrammar(int row) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = array(arena, fill(row), backend.model().vocabSize);
            llama.samplerApply.invokeExact(chain, all);
            int token = selected(all);
            if (!allowed(arena, token)) {
                all = array(arena, fill(row), backend.model().vocabSize);
                llama.samplerApply.invokeExact(grammar, all);
                llama.samplerApply.invokeExact(chain, all);
                token = selected(all);
                if (!allowed(arena, token)) {
                    throw new LanguageException(
                            LanguageException.Reason.INVALID_REQUEST,
                            "The grammar allows nothing that this model can write next; give a grammar with a way to end.");
                }
            }
            llama.samplerAccept.invokeExact(grammar, token);
            llama.samplerAccept.invokeExact(chain, token);
            return token;
        }
    }

    private MemorySegment fill(int row) {
        MemorySegment logits = backend.context().logits(row);
        MemorySegment data = backend.candidates();
        long at = 0;
        for (int token = 0; token < backend.model().vocabSize; token++) {
            data.set(JAVA_INT, at, token);
            data.set(JAVA_FLOAT, at + 4, logits.getAtIndex(JAVA_FLOAT, token));
            data.set(JAVA_FLOAT, at + 8, 0);
            at += 12;
        }
        return data;
    }

    private static MemorySegment array(Arena arena, MemorySegment data, long size) {
        MemorySegment array = arena.allocate(Layouts.TOKEN_DATA_ARRAY);
        Layouts.setAddress(array, Layouts.TOKEN_DATA_ARRAY, "data", data);
        array.set(JAVA_LONG, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "size"), size);
        array.set(JAVA_LONG, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "selected"), NOTHING_SELECTED);
        return array;
    }

    private static int selected(MemorySegment array) {
        long index = array.get(JAVA_LONG, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "selected"));
        long size = array.get(JAVA_LONG, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "size"));
        MemorySegment data =
                array.get(java.lang.foreign.ValueLayout.ADDRESS, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "data"));
        return data.reinterpret(size * Layouts.TOKEN_DATA.byteSize())
                .get(JAVA_INT, index * Layouts.TOKEN_DATA.byteSize());
    }

    private boolean allowed(Arena arena, int token) throws Throwable {
        MemorySegment one = arena.allocate(Layouts.TOKEN_DATA);
        one.set(JAVA_INT, 0, token);
        one.set(JAVA_FLOAT, 4, 1);
        MemorySegment array = array(arena, one, 1);
        llama.samplerApply.invokeExact(grammar, array);
        return one.get(JAVA_FLOAT, 4) != Float.NEGATIVE_INFINITY;
    }

    @Override
    public void close() {
        try {
            if (chain.address() != 0) {
                llama.samplerFree.invokeExact(chain);
            }
            if (grammar.address() != 0) {
                llama.samplerFree.invokeExact(grammar);
            }
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }
}
