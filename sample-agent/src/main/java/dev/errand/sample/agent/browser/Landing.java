package dev.errand.sample.agent.browser;

import java.net.URI;

import org.jsoup.nodes.Document;

/** Where a browser came to rest. */
public sealed interface Landing {

    /** The address. */
    URI uri();

    /**
     * A page of the site.
     *
     * @param uri its address
     * @param status HTTP status code
     * @param document the parsed page
     */
    record Page(URI uri, int status, Document document) implements Landing {}

    /**
     * A redirect that leaves the site; it is not followed.
     *
     * @param uri where it leads, such as an agent's redirect URI with an authorization response
     */
    record Left(URI uri) implements Landing {}

}
