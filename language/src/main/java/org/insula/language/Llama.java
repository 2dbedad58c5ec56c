package org.insula.language;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * The functions of {@code llama.h} that are used here. The library belongs to the process: it is loaded once, from one
 * folder, and never unloaded. What it takes and gives are addresses; {@link LlamaModel}, {@link LlamaBackend} and
 * {@link LlamaChooser} know when they end.
 */
@SuppressWarnings("restricted")
final class Llama {
    private static final int MAX_LOG_LINES = 12;
    private static final int WARNING = 3;
    private static final int CONTINUED = 5;
    private static final Linker LINKER = Linker.nativeLinker();

    /** The library cannot be loaded twice into a process; guarded by the class. */
    private static Llama loaded;

    private final Path folder;
    private final SymbolLookup library;
    private final Deque<String> log = new ArrayDeque<>();
    private int lastLevel;

    final MethodHandle version;
    final MethodHandle modelDefaultParams;
    final MethodHandle modelLoad;
    final MethodHandle modelFree;
    final MethodHandle modelVocab;
    final MethodHandle modelEmbeddingLength;
    final MethodHandle modelContextTrained;
    final MethodHandle modelHasEncoder;
    final MethodHandle modelHasDecoder;
    final MethodHandle modelIsRecurrent;
    final MethodHandle modelIsHybrid;
    final MethodHandle contextDefaultParams;
    final MethodHandle contextInit;
    final MethodHandle contextFree;
    final MethodHandle contextThreads;
    final MethodHandle contextMemory;
    final MethodHandle contextPooling;
    final MethodHandle memoryClear;
    final MethodHandle memoryRemove;
    final MethodHandle memoryCopy;
    final MethodHandle decode;
    final MethodHandle encode;
    final MethodHandle logits;
    final MethodHandle embeddings;
    final MethodHandle vocabSize;
    final MethodHandle vocabIsEnd;
    final MethodHandle vocabBos;
    final MethodHandle tokenize;
    final MethodHandle tokenToPiece;
    final MethodHandle chainInit;
    final MethodHandle chainAdd;
    final MethodHandle samplerFree;
    final MethodHandle samplerSample;
    final MethodHandle samplerAccept;
    final MethodHandle samplerApply;
    final MethodHandle samplerGreedy;
    final MethodHandle samplerDist;
    final MethodHandle samplerTopK;
    final MethodHandle samplerTopP;
    final MethodHandle samplerMinP;
    final MethodHandle samplerTemperature;
    final MethodHandle samplerPenalties;
    final MethodHandle samplerLogitBias;
    final MethodHandle samplerGrammar;
    final MethodHandle typeBlockSize;
    final MethodHandle typeBlockBytes;

    /**
     * Loads the library, unless it is loaded already.
     *
     * @param folder with llama.cpp's shared libraries, all of one build
     * @throws LanguageException if it is not there, does not fit this machine, or is not the version that is known here
     */
    static synchronized Llama load(Path folder) {
        if (loaded == null) {
            Llama llama = new Llama(folder);
            new LayoutCheck(llama).run();
            loaded = llama;
        } else if (!loaded.folder.equals(folder)) {
            throw new LanguageException(
                    LanguageException.Reason.UNSUPPORTED_PLATFORM,
                    "llama.cpp is loaded from '" + loaded.folder + "' and was asked for from '" + folder
                            + "'; a process has room for one, open the model in a process of its own.");
        }
        return loaded;
    }

    private Llama(Path folder) {
        this.folder = folder;
        SymbolLookup base = open("ggml-base");
        SymbolLookup ggml = open("ggml");
        library = open("llama");
        version = function("llama_version", FunctionDescriptor.of(ADDRESS));
        modelDefaultParams = function("llama_model_default_params", FunctionDescriptor.of(Layouts.MODEL_PARAMS));
        modelLoad = returns("llama_model_load_from_file", ADDRESS, ADDRESS, Layouts.MODEL_PARAMS);
        modelFree = nothing("llama_model_free", ADDRESS);
        modelVocab = returns("llama_model_get_vocab", ADDRESS, ADDRESS);
        modelEmbeddingLength = returns("llama_model_n_embd_out", JAVA_INT, ADDRESS);
        modelContextTrained = returns("llama_model_n_ctx_train", JAVA_INT, ADDRESS);
        modelHasEncoder = returns("llama_model_has_encoder", JAVA_BOOLEAN, ADDRESS);
        modelHasDecoder = returns("llama_model_has_decoder", JAVA_BOOLEAN, ADDRESS);
        modelIsRecurrent = returns("llama_model_is_recurrent", JAVA_BOOLEAN, ADDRESS);
        modelIsHybrid = returns("llama_model_is_hybrid", JAVA_BOOLEAN, ADDRESS);
        contextDefaultParams = function("llama_context_default_params", FunctionDescriptor.of(Layouts.CONTEXT_PARAMS));
        contextInit = returns("llama_init_from_model", ADDRESS, ADDRESS, Layouts.CONTEXT_PARAMS);
        contextFree = nothing("llama_free", ADDRESS);
        contextThreads = nothing("llama_set_n_threads", ADDRESS, JAVA_INT, JAVA_INT);
        contextMemory = returns("llama_get_memory", ADDRESS, ADDRESS);
        contextPooling = returns("llama_pooling_type", JAVA_INT, ADDRESS);
        memoryClear = nothing("llama_memory_clear", ADDRESS, JAVA_BOOLEAN);
        memoryRemove = returns("llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        memoryCopy = nothing("llama_memory_seq_cp", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        decode = returns("llama_decode", JAVA_INT, ADDRESS, Layouts.BATCH);
        encode = returns("llama_encode", JAVA_INT, ADDRESS, Layouts.BATCH);
        logits = returns("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
        embeddings = returns("llama_get_embeddings_seq", ADDRESS, ADDRESS, JAVA_INT);
        vocabSize = returns("llama_vocab_n_tokens", JAVA_INT, ADDRESS);
        vocabIsEnd = returns("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
        vocabBos = returns("llama_vocab_bos", JAVA_INT, ADDRESS);
        tokenize = returns(
                "llama_tokenize", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN);
        tokenToPiece =
                returns("llama_token_to_piece", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN);
        chainInit = returns("llama_sampler_chain_init", ADDRESS, Layouts.CHAIN_PARAMS);
        chainAdd = nothing("llama_sampler_chain_add", ADDRESS, ADDRESS);
        samplerFree = nothing("llama_sampler_free", ADDRESS);
        samplerSample = returns("llama_sampler_sample", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        samplerAccept = nothing("llama_sampler_accept", ADDRESS, JAVA_INT);
        samplerApply = nothing("llama_sampler_apply", ADDRESS, ADDRESS);
        samplerGreedy = function("llama_sampler_init_greedy", FunctionDescriptor.of(ADDRESS));
        samplerDist = returns("llama_sampler_init_dist", ADDRESS, JAVA_INT);
        samplerTopK = returns("llama_sampler_init_top_k", ADDRESS, JAVA_INT);
        samplerTopP = returns("llama_sampler_init_top_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        samplerMinP = returns("llama_sampler_init_min_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        samplerTemperature = returns("llama_sampler_init_temp", ADDRESS, JAVA_FLOAT);
        samplerPenalties = returns(
                "llama_sampler_init_penalties", ADDRESS, JAVA_INT, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT);
        samplerLogitBias = returns("llama_sampler_init_logit_bias", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
        samplerGrammar = returns("llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        typeBlockSize = bind(base, "ggml_blck_size", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
        typeBlockBytes = bind(base, "ggml_type_size", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
        start(ggml);
    }

    /** Takes the log over and loads the kernels that fit this machine's processor. */
    private void start(SymbolLookup ggml) {
        MethodHandle logSet = nothing("llama_log_set", ADDRESS, ADDRESS);
        MethodHandle loadKernels = bind(ggml, "ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(ADDRESS));
        MethodHandle init = function("llama_backend_init", FunctionDescriptor.ofVoid());
        try {
            MethodHandle sink = MethodHandles.lookup()
                    .bind(
                            this,
                            "log",
                            MethodType.methodType(void.class, int.class, MemorySegment.class, MemorySegment.class));
            Arena forever = Arena.global();
            logSet.invokeExact(
                    LINKER.upcallStub(sink, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), forever),
                    MemorySegment.NULL);
            loadKernels.invokeExact(forever.allocateFrom(folder.toString()));
            init.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Called by the library, from any of its threads, with parts of lines. */
    @SuppressWarnings("UnusedMethod")
    private void log(int level, MemorySegment text, MemorySegment unused) {
        String line = text.reinterpret(1 << 14).getString(0).strip();
        synchronized (log) {
            lastLevel = level == CONTINUED ? lastLevel : level;
            if (lastLevel >= WARNING && line.length() > 1) {
                if (log.size() == MAX_LOG_LINES) {
                    log.removeFirst();
                }
                log.add(line);
            }
        }
    }

    /** The warnings and errors since the last call, the last ones if there were many. */
    String takeLog() {
        synchronized (log) {
            String text = String.join("; ", log);
            log.clear();
            return text;
        }
    }

    private SymbolLookup open(String name) {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.getFileName()
                            .toString()
                            .matches("(lib)?" + name + "(\\.v[0-9.]+|\\.[0-9.]+)?\\.(so|dylib|dll)"))
                    .findFirst()
                    .orElseThrow(() -> unsupported("there is no library '" + name + "' in it", null));
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IOException | IllegalArgumentException e) {
            throw unsupported(e.getMessage(), e);
        }
    }

    private MethodHandle nothing(String name, MemoryLayout... arguments) {
        return function(name, FunctionDescriptor.ofVoid(arguments));
    }

    private MethodHandle returns(String name, MemoryLayout result, MemoryLayout... arguments) {
        return function(name, FunctionDescriptor.of(result, arguments));
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return bind(library, name, descriptor);
    }

    private MethodHandle bind(SymbolLookup from, String name, FunctionDescriptor descriptor) {
        MemorySegment address = from.find(name).orElseThrow(() -> unsupported("it has no function " + name, null));
        return LINKER.downcallHandle(address, descriptor);
    }

    LanguageException unsupported(String problem, Throwable cause) {
        return new LanguageException(
                LanguageException.Reason.UNSUPPORTED_PLATFORM,
                "llama.cpp in '" + folder + "' cannot be used: " + problem
                        + "; take the natives that this version of Insula was built with.",
                cause);
    }

    /** What a downcall throws is a mistake of ours, or an exception of an upcall. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException own -> own;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
