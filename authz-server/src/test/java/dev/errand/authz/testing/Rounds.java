package dev.errand.authz.testing;

/** How often a race is run: a few times in every build, often with {@code -Pfull}. */
public final class Rounds {

    private Rounds() {}

    public static int of(int everyBuild, int full) {
        return Boolean.getBoolean("errand.full") ? full : everyBuild;
    }
}
