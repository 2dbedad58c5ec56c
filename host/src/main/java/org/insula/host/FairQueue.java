package org.insula.host;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Who is next: weighted fair queueing by start tags, with costs that are guessed when work begins and settled when it is
 * known what it took.
 *
 * <p>Each tenant has a virtual time, which moves on by the cost of what it was given over its weight; next is whoever
 * waits with the least. A tenant that comes back from a pause starts at the present virtual time: neither owed for the
 * pause nor made to pay for what it once used. Within a tenant it is first come, first served. Ids take no part in any
 * comparison, so that no tenant can be favoured by what it is called.
 *
 * <p>Not safe for several threads.
 *
 * @param <T> what waits
 * @see <a href="https://doi.org/10.1145/248156.248171">Goyal, Vin and Cheng 1996, start-time fair queueing</a>
 * @see <a href="https://www.usenix.org/conference/osdi24/presentation/sheng">Sheng et al. 2024, fairness in serving by
 *     counters that are corrected when the cost is known</a>
 */
final class FairQueue<T> {
    private final Map<String, Account> accounts = new HashMap<>();
    private final TreeSet<Account> waiting = new TreeSet<>(
            Comparator.comparingDouble((Account account) -> account.virtualTime).thenComparing(a -> a.since));
    private double present;
    private long arrivals;
    private int size;

    /** What one tenant has and had. */
    private final class Account {
        final String tenant;
        final ArrayDeque<Entry> queue = new ArrayDeque<>();
        int weight;
        int running;
        double virtualTime;
        long since;

        Account(String tenant) {
            this.tenant = tenant;
        }
    }

    /** One thing that waits or runs. */
    final class Entry {
        private final Account account;
        private final T item;
        private double charged;

        private Entry(Account account, T item) {
            this.account = account;
            this.item = item;
        }

        T item() {
            return item;
        }

        String tenant() {
            return account.tenant;
        }

        /** The virtual time of its tenant now. */
        double virtualTime() {
            return account.virtualTime;
        }
    }

    /** How many things wait. */
    int size() {
        return size;
    }

    /** How many things of this tenant wait. */
    int size(String tenant) {
        Account account = accounts.get(tenant);
        return account == null ? 0 : account.queue.size();
    }

    /** The sum of the weights of those who wait. */
    long waitingWeight() {
        return waiting.stream().mapToLong(account -> account.weight).sum();
    }

    /** How many tenants wait. */
    int tenants() {
        return waiting.size();
    }

    /** Puts something at the end of its tenant's queue. */
    Entry add(Tenant tenant, T item) {
        Account account = accounts.computeIfAbsent(tenant.id(), Account::new);
        account.weight = tenant.weight();
        if (account.queue.isEmpty()) {
            if (account.running == 0) {
                account.virtualTime = Math.max(account.virtualTime, present);
            }
            account.since = arrivals++;
        }
        Entry entry = new Entry(account, item);
        account.queue.addLast(entry);
        waiting.add(account); // does nothing if it waits already
        size++;
        return entry;
    }

    /**
     * Takes the next thing.
     *
     * @param guess what it will cost, above 0; {@link #settle} puts it right
     */
    Optional<Entry> take(ToDoubleFunction<T> guess) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Account next = waiting.first();
        present = Math.max(present, next.virtualTime);
        return Optional.of(take(next, guess));
    }

    /** Takes the first thing that fits, among those that are next of their tenants, in the order of fairness. */
    Optional<Entry> takeIf(Predicate<T> fits, ToDoubleFunction<T> guess) {
        for (Account account : waiting) {
            if (fits.test(account.queue.getFirst().item)) {
                return Optional.of(take(account, guess));
            }
        }
        return Optional.empty();
    }

    private Entry take(Account account, ToDoubleFunction<T> guess) {
        waiting.remove(account);
        Entry entry = account.queue.removeFirst();
        size--;
        entry.charged = guess.applyAsDouble(entry.item);
        account.virtualTime += entry.charged / account.weight;
        account.running++;
        if (!account.queue.isEmpty()) {
            account.since = arrivals++;
            waiting.add(account);
        }
        return entry;
    }

    /** Charges what it did cost instead of what was guessed, once it is over. */
    void settle(Entry entry, double cost) {
        Account account = entry.account;
        boolean waits = !account.queue.isEmpty();
        if (waits) {
            waiting.remove(account);
        }
        account.virtualTime += (cost - entry.charged) / account.weight;
        account.running--;
        if (waits) {
            waiting.add(account);
        }
        forget(account);
    }

    /** Charges something that was not computed in turn, so that its tenant's next turns come later. */
    void charge(Tenant tenant, double cost) {
        Account account = accounts.computeIfAbsent(tenant.id(), Account::new);
        boolean waits = !account.queue.isEmpty();
        if (waits) {
            waiting.remove(account);
        }
        account.weight = tenant.weight();
        account.virtualTime = Math.max(account.virtualTime, present) + cost / tenant.weight();
        if (waits) {
            waiting.add(account);
        }
    }

    /** Takes out something that is no longer wanted; whether it was still waiting. */
    boolean remove(Entry entry) {
        Account account = entry.account;
        if (!account.queue.contains(entry)) {
            return false;
        }
        waiting.remove(account);
        account.queue.remove(entry);
        size--;
        if (!account.queue.isEmpty()) {
            waiting.add(account);
        }
        forget(account);
        return true;
    }

    /** An idle tenant that is owed and owes nothing need not be remembered. */
    private void forget(Account account) {
        if (account.queue.isEmpty() && account.running == 0 && account.virtualTime <= present) {
            accounts.remove(account.tenant);
        }
    }
}
