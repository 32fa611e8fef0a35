package dev.errand.authz.mint;

/**
 * A signed token. It never prints itself.
 *
 * @param token the compact serialization
 */
public record Minted(String token) {

    @Override
    public String toString() {
        return "Minted[]";
    }
}
