package org.insula.server;

import java.util.List;
import java.util.Locale;

/**
 * Which of the forms of a file a client is given.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding">RFC 9110, Accept-Encoding</a>
 */
final class ContentCoding {
    static final String IDENTITY = "identity";

    private ContentCoding() {}

    /**
     * The first of {@code offered} that the client reads.
     *
     * @param accepted the header, or null
     * @param offered the smallest first
     * @return {@link #IDENTITY} if it reads none of them
     */
    static String choose(String accepted, List<String> offered) {
        if (accepted == null) {
            return IDENTITY;
        }
        List<String> read = List.of(accepted.toLowerCase(Locale.ROOT).split(",", -1)).stream()
                .map(each -> each.replaceAll("\\s", ""))
                .filter(each -> !each.matches(".*;q=0(\\.0*)?"))
                .map(each -> each.split(";", 2)[0])
                .toList();
        return offered.stream().filter(read::contains).findFirst().orElse(IDENTITY);
    }
}
