package org.insula.language;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps account of the tokens that each tenant was served, so that whoever was served least, for their weight, is next. A
 * tenant that comes back is lifted to those who wait already: being away saves nothing up. While two tenants both wait, what
 * they were served differs by at most twice the greater of what one request's prompt costs and what one batch of all slots at
 * full context costs.
 *
 * @see <a href="https://www.usenix.org/conference/osdi24/presentation/sheng">Sheng and others 2024, Fairness in Serving
 *     Large Language Models</a>, algorithm 2, with a weight for each tenant as in their section 4.3
 */
final class VirtualTokenCounter {
    static final double INPUT = 1;
    static final double OUTPUT = 2;
    private static final int MAX_ACCOUNTS = 16_384;

    private static final class Account {
        double served;
        int waiting;
    }

    private final Map<String, Account> accounts = new HashMap<>();
    private final Set<Account> waiting = new HashSet<>();
    private double lastToLeave;

    /** A request of this tenant begins to wait. */
    void arrives(Tenant tenant) {
        Account account = accounts.computeIfAbsent(tenant.id(), id -> new Account());
        if (account.waiting == 0) {
            double least =
                    waiting.stream().mapToDouble(other -> other.served).min().orElse(lastToLeave);
            account.served = Math.max(account.served, least);
        }
        account.waiting++;
        waiting.add(account);
        forgetIdle();
    }

    /** A request of this tenant waits no longer. */
    void leaves(Tenant tenant) {
        Account account = accounts.get(tenant.id());
        account.waiting--;
        if (account.waiting == 0) {
            waiting.remove(account);
        }
        lastToLeave = account.served;
    }

    /** Charges tokens at a price each. */
    void charge(Tenant tenant, long tokens, double price) {
        Account account = accounts.get(tenant.id());
        if (account != null) {
            account.served += tokens * price / tenant.weight();
        }
    }

    /** What the tenant was served, in tokens at their price over its weight. */
    double served(String tenant) {
        Account account = accounts.get(tenant);
        return account == null ? 0 : account.served;
    }

    /** Too many names, such as those of clients that make one up for each request, are forgotten, the least served first. */
    private void forgetIdle() {
        if (accounts.size() > MAX_ACCOUNTS) {
            accounts.entrySet().stream()
                    .filter(entry -> entry.getValue().waiting == 0)
                    .sorted(Comparator.comparingDouble(entry -> entry.getValue().served))
                    .limit(MAX_ACCOUNTS / 2)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(accounts::remove);
        }
    }
}
