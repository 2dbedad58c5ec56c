package org.insula.host;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.insula.chat.ChatTemplate;
import org.insula.chat.TemplateLimits;
import org.insula.language.Delta;
import org.insula.language.Embeddings;
import org.insula.language.Generation;
import org.insula.language.GenerationRequest;
import org.insula.language.GenerationResult;
import org.insula.language.LanguageException;
import org.insula.language.LanguageModel;
import org.insula.language.ModelInfo;
import org.insula.language.Prompt;

/** A language model while somebody works with it, on behalf of one caller. Good until {@link Host#language} returns. */
public final class OpenLanguage {
    private static final double NANOS = 1e9;

    private final Resident resident;
    private final String name;
    private final Caller caller;
    private final Meter meter;

    OpenLanguage(Resident resident, String name, Caller caller, Meter meter) {
        this.resident = resident;
        this.name = name;
        this.caller = caller;
        this.meter = meter;
    }

    /** A model in memory, for all callers. */
    static final class Resident implements AutoCloseable {
        private final LanguageModel model;
        private ChatTemplate template;

        Resident(LanguageModel model) {
            this.model = model;
        }

        synchronized ChatTemplate template() {
            if (template == null) {
                ModelInfo info = model.info();
                String bos = info.bos().orElse("");
                String eos = info.eos().orElse("");
                template = info.chatTemplate()
                        .map(source -> new ChatTemplate(source, bos, eos, TemplateLimits.standard()))
                        .orElseGet(() -> ChatTemplate.plain(bos, eos));
            }
            return template;
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** What its file says of it. */
    public ModelInfo info() {
        return resident.model.info();
    }

    /**
     * The template of its conversations; ChatML if its file has none.
     *
     * @throws org.insula.chat.ChatException if its file has one that cannot be read
     */
    public ChatTemplate template() {
        return resident.template();
    }

    /** How many tokens prompt and text may have together. */
    public int contextTokens() {
        return resident.model.contextTokens();
    }

    /** The text of tokens, without those that are marks. */
    public String detokenize(int... tokens) {
        return resident.model.detokenize(tokens, false);
    }

    /** The tokens of a prompt. */
    public int[] tokenize(Prompt prompt) {
        return resident.model.tokenize(prompt);
    }

    /**
     * Writes, in turn with everybody else, and waits for the end. If the thread is interrupted or the listener throws, the
     * model stops writing at once.
     *
     * @param request whose tenant is replaced by the caller's
     * @param listener is told what is new, on another thread, in order
     * @throws LanguageException if the request cannot be served
     */
    public GenerationResult generate(GenerationRequest request, Consumer<Delta> listener) throws InterruptedException {
        Generation generation = resident.model.generate(request.tenant(tenant()), listener);
        try {
            GenerationResult result = generation.result().get();
            charge(result.usage().computeSeconds());
            return result;
        } catch (InterruptedException e) {
            generation.cancel();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }

    /** Texts as embeddings; each at most as long as the context. */
    public Embeddings embed(List<String> texts) {
        long begun = System.nanoTime();
        Embeddings embeddings = resident.model.embed(texts, tenant());
        charge((System.nanoTime() - begun) / NANOS);
        return embeddings;
    }

    private org.insula.language.Tenant tenant() {
        return new org.insula.language.Tenant(
                caller.tenant().id(), caller.tenant().weight());
    }

    private void charge(double seconds) {
        meter.computed(caller.tenant(), name, Math.round(seconds * NANOS));
    }
}
