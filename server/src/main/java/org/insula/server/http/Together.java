package org.insula.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.insula.host.Computed;

/** Several things asked of the host for one request: a few at a time, so that they wait side by side. */
public final class Together {
    private static final int AT_ONCE = 16;

    private Together() {}

    /** Something to ask. */
    public interface Question<I, O> {
        O ask(I input) throws InterruptedException;
    }

    /** Whoever looks at this thread looks at the others too. */
    private static <T> Callable<T> observed(Callable<T> task) {
        if (!Computed.OBSERVER.isBound()) {
            return task;
        }
        Computed.Observer observer = Computed.OBSERVER.get();
        return () -> ScopedValue.where(Computed.OBSERVER, observer).call(task::call);
    }

    /**
     * Asks for each of them; the first that fails fails all, and what was not begun is withdrawn.
     *
     * @return the answers in order
     */
    public static <I, O> List<O> each(List<I> inputs, Question<I, O> question) throws InterruptedException {
        if (inputs.size() == 1) {
            return List.of(question.ask(inputs.getFirst()));
        }
        Semaphore turns = new Semaphore(AT_ONCE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<O>> asked = new ArrayList<>();
            for (I input : inputs) {
                asked.add(threads.submit(observed(() -> {
                    turns.acquire();
                    try {
                        return question.ask(input);
                    } finally {
                        turns.release();
                    }
                })));
            }
            List<O> answers = new ArrayList<>();
            for (Future<O> one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case InterruptedException cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
