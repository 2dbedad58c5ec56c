package org.insula.host;

/**
 * What somebody does with a language model while it is kept open.
 *
 * @param <R> what comes of it
 */
public interface LanguageUse<R> {
    R with(OpenLanguage model) throws InterruptedException;
}
