package org.insula.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Texts that wait to be embedded, some at a time, between the steps of those that are written. One thread owns it. */
final class EmbeddingQueue {
    private static final class Task {
        final Tenant tenant;
        final List<int[]> texts;
        final CompletableFuture<Embeddings> answer;
        final List<float[]> done = new ArrayList<>();

        Task(Tenant tenant, List<int[]> texts, CompletableFuture<Embeddings> answer) {
            this.tenant = tenant;
            this.texts = texts;
            this.answer = answer;
        }

        List<int[]> left() {
            return texts.subList(done.size(), texts.size());
        }
    }

    private final Embedder embedder;
    private final VirtualTokenCounter counter;
    private final Deque<Task> tasks = new ArrayDeque<>();

    EmbeddingQueue(Embedder embedder, VirtualTokenCounter counter) {
        this.embedder = embedder;
        this.counter = counter;
    }

    void add(Tenant tenant, List<int[]> texts, CompletableFuture<Embeddings> answer) {
        if (texts.isEmpty()) {
            answer.complete(new Embeddings(List.of(), 0));
        } else {
            counter.arrives(tenant);
            tasks.add(new Task(tenant, texts, answer));
        }
    }

    /** Computes some texts of whoever was served least, if there are any. */
    boolean step(int threads) {
        Task next = null;
        for (Task task : tasks) {
            if (next == null || counter.served(task.tenant.id()) < counter.served(next.tenant.id())) {
                next = task;
            }
        }
        if (next == null) {
            return false;
        }
        try {
            compute(next, threads);
        } catch (LanguageException e) {
            end(next);
            next.answer.completeExceptionally(e);
        }
        return true;
    }

    private void compute(Task task, int threads) {
        List<int[]> some = task.left().subList(0, embedder.fitting(task.left()));
        task.done.addAll(embedder.embed(some, threads));
        counter.charge(task.tenant, some.stream().mapToInt(text -> text.length).sum(), VirtualTokenCounter.INPUT);
        if (task.left().isEmpty()) {
            end(task);
            task.answer.complete(new Embeddings(
                    task.done, task.texts.stream().mapToInt(text -> text.length).sum()));
        }
    }

    private void end(Task task) {
        tasks.remove(task);
        counter.leaves(task.tenant);
    }
}
