package org.insula.language;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** A model at work: its cache of sequences and the batch that it computes. One thread owns it. */
@SuppressWarnings("restricted")
final class LlamaContext implements AutoCloseable {
    /**
     * How large it is.
     *
     * @param tokens of the cache, for all sequences together
     * @param batch the most tokens computed at once
     * @param sequences how many there are
     * @param pooling 0 for generation; for embeddings llama.cpp's number of the way to pool, or -1 for the model's own
     */
    record Size(int tokens, int batch, int sequences, int pooling) {}

    private static final int NO_ROOM = 1;

    private final Llama llama;
    private final LlamaModel model;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment address;
    private final MemorySegment memory;
    private final MemorySegment batch;
    private final MemorySegment tokens;
    private final MemorySegment positions;
    private final MemorySegment sequences;
    private final MemorySegment outputs;
    private int threads;

    LlamaContext(LlamaModel model, Size size, int threads) {
        this.llama = model.llama;
        this.model = model;
        this.threads = threads;
        boolean done = false;
        try {
            address = open(size);
            memory = (MemorySegment) llama.contextMemory.invokeExact(address);
            tokens = arena.allocate(JAVA_INT, size.batch());
            positions = arena.allocate(JAVA_INT, size.batch());
            sequences = arena.allocate(JAVA_INT, size.batch());
            outputs = arena.allocate(size.batch());
            batch = batch(size.batch());
            done = true;
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        } finally {
            if (!done) {
                arena.close();
            }
        }
    }

    private MemorySegment open(Size size) throws Throwable {
        boolean embeds = size.pooling() != 0;
        llama.takeLog();
        MemorySegment params = (MemorySegment) llama.contextDefaultParams.invokeExact((SegmentAllocator) arena);
        set(params, "n_ctx", size.tokens());
        set(params, "n_batch", size.batch());
        set(params, "n_ubatch", size.batch());
        set(params, "n_seq_max", size.sequences());
        set(params, "n_outputs_max_per_seq", embeds ? 0 : 1);
        set(params, "n_threads", threads);
        set(params, "n_threads_batch", threads);
        if (embeds) {
            set(params, "pooling_type", size.pooling());
        }
        Layouts.setBoolean(params, Layouts.CONTEXT_PARAMS, "embeddings", embeds);
        Layouts.setBoolean(params, Layouts.CONTEXT_PARAMS, "kv_unified", embeds);
        MemorySegment opened = (MemorySegment) llama.contextInit.invokeExact(model.address, params);
        if (opened.address() == 0) {
            throw new LanguageException(
                    LanguageException.Reason.OUT_OF_MEMORY,
                    "llama.cpp could not make a context of " + size.tokens() + " tokens (" + llama.takeLog()
                            + "); give fewer slots or a shorter context.");
        }
        return opened;
    }

    private static void set(MemorySegment params, String field, int value) {
        Layouts.setInt(params, Layouts.CONTEXT_PARAMS, field, value);
    }

    /** The struct around our arrays; each token belongs to one sequence, whose number lies in its place of another array. */
    private MemorySegment batch(int capacity) {
        MemorySegment ones = arena.allocate(JAVA_INT, capacity);
        MemorySegment owners = arena.allocate(ADDRESS, capacity);
        for (int i = 0; i < capacity; i++) {
            ones.setAtIndex(JAVA_INT, i, 1);
            owners.setAtIndex(ADDRESS, i, sequences.asSlice((long) i * Integer.BYTES, Integer.BYTES));
        }
        MemorySegment struct = arena.allocate(Layouts.BATCH);
        Layouts.setAddress(struct, Layouts.BATCH, "token", tokens);
        Layouts.setAddress(struct, Layouts.BATCH, "pos", positions);
        Layouts.setAddress(struct, Layouts.BATCH, "n_seq_id", ones);
        Layouts.setAddress(struct, Layouts.BATCH, "seq_id", owners);
        Layouts.setAddress(struct, Layouts.BATCH, "logits", outputs);
        return struct;
    }

    MemorySegment address() {
        return address;
    }

    /** How many threads the next step runs on. */
    void threads(int count) {
        if (count != threads) {
            threads = count;
            try {
                llama.contextThreads.invokeExact(address, count, count);
            } catch (Throwable e) {
                throw Llama.unexpected(e);
            }
        }
    }

    int threads() {
        return threads;
    }

    void compute(Batch work) {
        int size = work.size();
        MemorySegment.copy(work.tokens, 0, tokens, JAVA_INT, 0, size);
        MemorySegment.copy(work.positions, 0, positions, JAVA_INT, 0, size);
        MemorySegment.copy(work.sequences, 0, sequences, JAVA_INT, 0, size);
        for (int i = 0; i < size; i++) {
            outputs.set(JAVA_BYTE, i, (byte) (work.outputs[i] ? 1 : 0));
        }
        Layouts.setInt(batch, Layouts.BATCH, "n_tokens", size);
        int status;
        try {
            status = memory.address() == 0
                    ? (int) llama.encode.invokeExact(address, batch)
                    : (int) llama.decode.invokeExact(address, batch);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
        if (status != 0) {
            String problem = status == NO_ROOM ? "its cache is full" : "status " + status + " " + llama.takeLog();
            throw new LanguageException(
                    LanguageException.Reason.WORKER_FAILED,
                    "llama.cpp could not compute " + size + " tokens (" + problem + "); try again.");
        }
    }

    void clear() {
        if (memory.address() != 0) {
            try {
                llama.memoryClear.invokeExact(memory, false);
            } catch (Throwable e) {
                throw Llama.unexpected(e);
            }
        }
    }

    /** Forgets the tokens of a sequence from a position on; false if it cannot forget a part. */
    boolean forget(int sequence, int from) {
        try {
            return (boolean) llama.memoryRemove.invokeExact(memory, sequence, from, -1);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** Makes a sequence the same as another; the library copies whole ones only. */
    void copy(int from, int to) {
        try {
            llama.memoryCopy.invokeExact(memory, from, to, -1, -1);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** The logits behind a row of the last batch, shape (vocabulary,); they end with the next batch. */
    MemorySegment logits(int row) {
        try {
            MemorySegment found = (MemorySegment) llama.logits.invokeExact(address, row);
            return found.reinterpret((long) model.vocabSize * Float.BYTES);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** The pooled embedding of a sequence of the last batch. */
    float[] embedding(int sequence, int length) {
        try {
            MemorySegment found = (MemorySegment) llama.embeddings.invokeExact(address, sequence);
            return found.address() == 0
                    ? new float[0]
                    : found.reinterpret((long) length * Float.BYTES).toArray(JAVA_FLOAT);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    int pooling() {
        try {
            return (int) llama.contextPooling.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    @Override
    public void close() {
        try {
            llama.contextFree.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        } finally {
            arena.close();
        }
    }
}
