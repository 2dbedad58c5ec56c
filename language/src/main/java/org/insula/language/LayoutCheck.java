package org.insula.language;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.regex.Pattern;

/**
 * Compares the structs that the library fills in with the layouts that are believed here: its defaults must be found where
 * they are expected, and nothing may be written behind the end. A library of another version is refused before it reads
 * memory that it was not meant to.
 */
@SuppressWarnings("restricted")
final class LayoutCheck {
    private static final byte UNTOUCHED = (byte) 0xa5;
    private static final int ROOM = 4_096;
    private static final int MAX_VERSION = 256;
    private static final Pattern KNOWN_VERSIONS = Pattern.compile("0\\.[45]\\..*");

    private final Llama llama;

    LayoutCheck(Llama llama) {
        this.llama = llama;
    }

    void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment version = (MemorySegment) llama.version.invokeExact();
            version(version.reinterpret(MAX_VERSION).getString(0));
            context(filled(llama.contextDefaultParams, Layouts.CONTEXT_PARAMS, arena));
            model(filled(llama.modelDefaultParams, Layouts.MODEL_PARAMS, arena));
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** What functions take cannot be asked of a library, so only those versions are used whose header was read. */
    void version(String version) {
        if (!KNOWN_VERSIONS.matcher(version).matches()) {
            throw llama.unsupported("it is of version " + version + ", and 0.4 and 0.5 are known", null);
        }
    }

    private MemorySegment filled(MethodHandle defaults, StructLayout struct, Arena arena) throws Throwable {
        MemorySegment room = arena.allocate(ROOM, 16).fill(UNTOUCHED);
        SegmentAllocator allocator = (bytes, alignment) -> room.asSlice(0, bytes);
        MemorySegment result = (MemorySegment) defaults.invokeExact(allocator);
        for (long i = struct.byteSize(); i < ROOM; i++) {
            if (room.get(JAVA_BYTE, i) != UNTOUCHED) {
                throw llama.unsupported(
                        "its settings are longer than the " + struct.byteSize() + " bytes known here", null);
            }
        }
        return result;
    }

    private void context(MemorySegment params) {
        StructLayout struct = Layouts.CONTEXT_PARAMS;
        ints(params, struct, 512, "n_ctx");
        ints(params, struct, 2048, "n_batch");
        ints(params, struct, 512, "n_ubatch");
        ints(params, struct, 1, "n_seq_max", "n_outputs_max_per_seq", "type_k", "type_v");
        ints(params, struct, 0, "n_rs_seq", "n_outputs_max", "ctx_type", "yarn_orig_ctx");
        ints(params, struct, -1, "rope_scaling_type", "pooling_type", "attention_type", "flash_attn_type");
        floats(params, struct, 0, "rope_freq_base", "rope_freq_scale");
        floats(params, struct, -1, "yarn_ext_factor", "yarn_attn_factor", "yarn_beta_fast", "yarn_beta_slow");
        floats(params, struct, -1, "defrag_thold");
        bytes(params, struct, 1, "offload_kqv", "no_perf", "op_offload", "swa_full");
        bytes(params, struct, 0, "embeddings", "kv_unified");
        longs(params, struct, "cb_eval", "abort_callback", "samplers", "n_samplers", "ctx_other");
    }

    private void model(MemorySegment params) {
        StructLayout struct = Layouts.MODEL_PARAMS;
        ints(params, struct, -1, "n_gpu_layers");
        ints(params, struct, 1, "split_mode");
        ints(params, struct, 0, "main_gpu");
        longs(params, struct, "devices", "tensor_split", "progress_callback", "kv_overrides");
        bytes(params, struct, 1, "use_extra_bufts");
        bytes(params, struct, 0, "vocab_only", "check_tensors", "no_host", "no_alloc", "load_mtp");
    }

    private void ints(MemorySegment params, StructLayout struct, int expected, String... fields) {
        for (String field : fields) {
            expect(field, expected, params.get(JAVA_INT, Layouts.offset(struct, field)));
        }
    }

    private void floats(MemorySegment params, StructLayout struct, float expected, String... fields) {
        for (String field : fields) {
            expect(field, expected, params.get(JAVA_FLOAT, Layouts.offset(struct, field)));
        }
    }

    private void bytes(MemorySegment params, StructLayout struct, int expected, String... fields) {
        for (String field : fields) {
            expect(field, expected, params.get(JAVA_BYTE, Layouts.offset(struct, field)));
        }
    }

    private void longs(MemorySegment params, StructLayout struct, String... fields) {
        for (String field : fields) {
            expect(field, 0, (double) params.get(JAVA_LONG, Layouts.offset(struct, field)));
        }
    }

    private void expect(String field, double expected, double found) {
        if (expected != found) {
            throw llama.unsupported(
                    "its setting " + field + " is " + found + " by default, and " + expected + " is expected", null);
        }
    }
}
