package org.insula.language;

/** A request on its way, and what it has taken so far. */
final class Job {
    final long id;
    final GenerationRequest request;
    final int[] prompt;
    final int maxTokens;
    boolean started;
    boolean promptComputed;
    int unfinished;
    private int cachedTokens = -1;
    private int completionTokens;
    private double computeSeconds;

    Job(long id, GenerationRequest request, int[] prompt, int maxTokens) {
        this.id = id;
        this.request = request;
        this.prompt = prompt;
        this.maxTokens = maxTokens;
        this.unfinished = request.choices();
    }

    Tenant tenant() {
        return request.tenant();
    }

    /** Only the first choice tells what was cached; the others find its work. */
    void cached(int tokens) {
        if (cachedTokens < 0) {
            cachedTokens = tokens;
        }
    }

    void wrote() {
        completionTokens++;
    }

    void computed(double seconds) {
        computeSeconds += seconds;
    }

    Usage usage() {
        return new Usage(prompt.length, Math.max(0, cachedTokens), completionTokens, computeSeconds);
    }
}
