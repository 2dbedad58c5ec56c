package org.insula.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who gets an alias's traffic: 1 to 20 versions, each once, whose percents sum to 100.
 */
public record Split(List<Share> shares) {
    public Split {
        shares = List.copyOf(shares);
        int sum = shares.stream().mapToInt(Share::percent).sum();
        if (sum != 100 || shares.size() > 20) {
            throw StoreException.badInput(
                    "The " + shares.size() + " shares sum to " + sum + " percent; give at most 20 that sum to 100.");
        }
        if (shares.stream().map(s -> s.project() + "/" + s.version()).distinct().count() < shares.size()) {
            throw StoreException.badInput("A version has two shares; give each version one.");
        }
    }

    /** Everything to one version. */
    public static Split all(String project, long version) {
        return new Split(List.of(new Share(project, version, 100)));
    }

    /** {@code project/version=percent}, with commas between. */
    String text() {
        return shares.stream()
                .map(s -> s.project() + "/" + s.version() + "=" + s.percent())
                .collect(Collectors.joining(","));
    }

    static Split parse(String text) {
        List<Share> shares = new ArrayList<>();
        for (String share : text.split(",", -1)) {
            int slash = share.indexOf('/');
            int equals = share.indexOf('=', slash);
            shares.add(new Share(
                    share.substring(0, slash),
                    Long.parseLong(share.substring(slash + 1, equals)),
                    Integer.parseInt(share.substring(equals + 1))));
        }
        return new Split(shares);
    }
}
