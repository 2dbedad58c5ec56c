package org.insula.chat;

import java.util.Map;
import java.util.Optional;

/** What strings of a named format look like between the quotes; rules are by RFC 3339, 4122, 5321, 2673 and 4291. */
final class Formats {
    private static final String YEAR_AND_DAY = "([0-9]{4} \"-\" ("
            + "(\"0\" [13578] | \"10\" | \"12\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01])"
            + " | (\"0\" [469] | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\")"
            + " | \"02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8]))"
            + " | [0-9]{2} (\"0\" [48] | [2468] [048] | [13579] [26]) \"-02-29\")";
    private static final String CLOCK =
            "([01] [0-9] | \"2\" [0-3]) \":\" [0-5] [0-9] \":\" [0-5] [0-9] (\".\" [0-9]{1,6})?"
                    + " (\"Z\" | [+-] (\"0\" [0-9] | \"1\" [0-4]) \":\" [0-5] [0-9])";
    private static final String HEX4 = "[0-9a-fA-F]{4}";
    private static final String LABEL = "([a-z] ([a-z0-9-]{0,20} [a-z0-9])?)";
    private static final String HOST = "(" + LABEL + " (\".\" " + LABEL + "){0,3})";
    private static final String BYTE = "(\"25\" [0-5] | \"2\" [0-4] [0-9] | \"1\" [0-9]{2} | [1-9] [0-9] | [0-9])";

    private static final Map<String, String> KNOWN = Map.of(
            "date",
            YEAR_AND_DAY,
            "time",
            CLOCK,
            "date-time",
            YEAR_AND_DAY + " \"T\" " + CLOCK,
            "duration",
            "\"P\" ([0-9]{1,3} \"D\" | \"T\" [0-9]{1,3} [HMS] | [0-9]{1,3} \"W\")",
            "uuid",
            "[0-9a-fA-F]{8} \"-\" " + HEX4 + " \"-\" " + HEX4 + " \"-\" " + HEX4 + " \"-\" [0-9a-fA-F]{12}",
            "email",
            "[a-z0-9] [a-z0-9_-]{0,30} (\".\" [a-z0-9]{1,20}){0,2} \"@\" " + HOST + " \".\" [a-z]{2,6}",
            "hostname",
            HOST,
            "ipv4",
            BYTE + " (\".\" " + BYTE + "){3}",
            "ipv6",
            "[0-9a-f]{1,4} (\":\" [0-9a-f]{1,4}){7}",
            "uri",
            "\"http\" \"s\"? \"://\" " + HOST + " (\"/\" [a-zA-Z0-9_.~-]{0,40}){0,8}"
                    + " (\"?\" [a-zA-Z0-9_.~=&-]{1,60})?");

    private Formats() {}

    static Optional<String> of(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    static String names() {
        return String.join(", ", KNOWN.keySet().stream().sorted().toList());
    }
}
