package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.store.Share;
import org.insula.store.Split;

/** How a version comes into a split beside those that are there. */
final class Traffic {
    private Traffic() {}

    /**
     * The split in which a version has so many percent, and the others what is left, in the proportions that they had.
     *
     * @throws HostException if the percentage is none, or the others would be left with less than 1 percent each
     */
    static Split with(Optional<Split> now, String project, long version, int percent) {
        List<Share> others = now.map(Split::shares).orElse(List.of()).stream()
                .filter(share -> !(share.project().equals(project) && share.version() == version))
                .toList();
        if (percent < 1 || percent > 100 || (percent < 100 && percent > 100 - others.size())) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "The share is " + percent + " percent; give 1 to " + (100 - others.size())
                            + ", which leaves something for the others, or 100.");
        }
        if (percent == 100 || others.isEmpty()) {
            return Split.all(project, version);
        }
        List<Share> shares = new ArrayList<>();
        int left = 100 - percent;
        int weight = others.stream().mapToInt(Share::percent).sum();
        for (int i = 0; i < others.size(); i++) {
            Share other = others.get(i);
            int after = others.size() - 1 - i;
            int part = Math.clamp(Math.round((float) left * other.percent() / weight), 1, left - after);
            shares.add(new Share(other.project(), other.version(), after == 0 ? left : part));
            left -= part;
            weight -= other.percent();
        }
        shares.add(new Share(project, version, percent));
        return new Split(shares);
    }
}
