package dev.errand.authz.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.hc.client5.http.DnsResolver;

/**
 * Says where the HTTP client may go. It answers with the very addresses that it has judged, and is asked once for each
 * connection: a name that means something else a moment later changes nothing. One bad address among several refuses
 * the name.
 */
final class AddressGuard implements DnsResolver {

    private final Set<String> exempt;
    private final DnsResolver names;

    /**
     * @param exempt hosts in lower case that may have any address and speak plain HTTP
     * @param names finds a host's addresses
     */
    AddressGuard(Set<String> exempt, DnsResolver names) {
        this.exempt = Set.copyOf(exempt);
        this.names = names;
    }

    /**
     * The address, if it names a host, by a scheme that it may be asked by.
     *
     * @param address a resource indicator
     */
    URI admit(String address) throws FetchRefused {
        try {
            URI uri = new URI(address);
            // There is no host where it looks like a number and is no address.
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || isExempt(uri.getHost()))) {
                return uri;
            }
            throw new FetchRefused(FetchProblem.ADDRESS_NOT_PUBLIC);
        } catch (URISyntaxException e) {
            throw new FetchRefused(FetchProblem.ADDRESS_NOT_PUBLIC);
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!isExempt(host) && !Stream.of(found).allMatch(PublicAddress::isPublic)) {
            throw new AddressNotPublic();
        }
        return found;
    }

    /** The name itself: nothing here needs another one, and asking would tell somebody's name server more. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isExempt(String host) {
        return exempt.contains(host);
    }
}
