package org.insula.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what becomes of requests, and after how many steps. */
final class Recorder implements Events {
    final List<Long> started = new ArrayList<>();
    final Map<Long, String> texts = new HashMap<>();
    final Map<Long, Integer> firstStep = new HashMap<>();
    final Map<Long, FinishReason> reasons = new HashMap<>();
    final Map<Long, Usage> usages = new HashMap<>();
    final Map<Long, LanguageException> problems = new HashMap<>();
    int steps;

    @Override
    public void started(long id) {
        started.add(id);
    }

    @Override
    public void delta(long id, Delta delta) {
        switch (delta) {
            case Delta.Text text -> {
                texts.merge(id, text.text(), String::concat);
                firstStep.putIfAbsent(id, steps);
            }
            case Delta.Finished finished -> reasons.put(id, finished.reason());
        }
    }

    @Override
    public void done(long id, Usage usage) {
        usages.put(id, usage);
    }

    @Override
    public void failed(long id, LanguageException problem) {
        problems.put(id, problem);
    }

    @Override
    public void broken(RuntimeException problem) {
        throw problem;
    }
}
