package org.insula.language;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A text that is being written. The listener that was given is called on a thread of this generation's own, in order, so it
 * may take its time. Safe to use from many threads.
 */
public final class Generation {
    private sealed interface Event {
        record Grown(Delta delta) implements Event {}

        record Done(Usage usage) implements Event {}

        record Failed(LanguageException problem) implements Event {}
    }

    private final Runnable cancellation;
    private final Consumer<Delta> listener;
    private final BlockingQueue<Event> mailbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
    private final List<StringBuilder> texts = new ArrayList<>();
    private final List<List<TokenLogprob>> logprobs = new ArrayList<>();
    private final FinishReason[] reasons;

    Generation(int choices, Consumer<Delta> listener, Runnable cancellation) {
        this.cancellation = cancellation;
        this.listener = listener;
        this.reasons = new FinishReason[choices];
        for (int i = 0; i < choices; i++) {
            texts.add(new StringBuilder());
            logprobs.add(new ArrayList<>());
        }
        Thread.ofVirtual().name("generation").start(this::listen);
    }

    /** Ends it soon; what is written is kept. Does nothing if it has ended. */
    public void cancel() {
        cancellation.run();
    }

    /**
     * Waits for the end.
     *
     * @throws LanguageException if it could not be written, or the thread is interrupted, in which case it is cancelled
     */
    public GenerationResult await() {
        try {
            return LocalEngine.join(result);
        } catch (LanguageException e) {
            if (Thread.currentThread().isInterrupted()) {
                cancel();
            }
            throw e;
        }
    }

    /** What is there in the end, or the {@link LanguageException}. Completing it changes nothing. */
    public CompletableFuture<GenerationResult> result() {
        return result.copy();
    }

    void grown(Delta delta) {
        mailbox.add(new Event.Grown(delta));
    }

    void done(Usage usage) {
        mailbox.add(new Event.Done(usage));
    }

    void failed(LanguageException problem) {
        mailbox.add(new Event.Failed(problem));
    }

    private void listen() {
        try {
            while (!result.isDone()) {
                switch (mailbox.take()) {
                    case Event.Grown grown -> grow(grown.delta());
                    case Event.Done done -> result.complete(new GenerationResult(choices(), done.usage()));
                    case Event.Failed failed -> result.completeExceptionally(failed.problem());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
            cancel();
        }
    }

    private void grow(Delta delta) {
        switch (delta) {
            case Delta.Text text -> {
                texts.get(text.choice()).append(text.text());
                logprobs.get(text.choice()).addAll(text.logprobs());
            }
            case Delta.Finished finished -> reasons[finished.choice()] = finished.reason();
        }
        listener.accept(delta);
    }

    private List<GenerationResult.Choice> choices() {
        List<GenerationResult.Choice> choices = new ArrayList<>();
        for (int i = 0; i < reasons.length; i++) {
            choices.add(new GenerationResult.Choice(texts.get(i).toString(), reasons[i], logprobs.get(i)));
        }
        return choices;
    }
}
