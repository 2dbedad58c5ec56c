package org.insula.language;

/** Why a text ended. */
public enum FinishReason {
    /** The model ended it, a stop string came, or the grammar was complete. */
    STOP,
    /** It reached {@code maxTokens} or the end of the context. */
    LENGTH,
    /** It was cancelled. */
    CANCELLED
}
