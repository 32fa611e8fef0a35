package dev.errand.authz.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;

/**
 * The form body of a request to an OAuth endpoint (RFC 6749 §3.2): every parameter at most once, nothing in the query
 * string, nothing beyond the size bounds. {@code resource} and {@code audience} alone may repeat on the wire, because
 * their repetition has an error code of its own ({@code invalid_target}). A parameter that is sent without a value is
 * treated as if it was left out (RFC 6749 §3.1, §3.2); sent twice it is repeated all the same.
 */
public final class EndpointForm {

    private static final Set<String> MAY_REPEAT = Set.of("resource", "audience");
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_VALUE_LENGTH = 32 * 1024;
    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_REPETITIONS = 20;
    private static final List<String> NO_VALUE = List.of("");

    private final Map<String, List<String>> parameters;
    private final Set<String> names;

    private EndpointForm(Map<String, List<String>> parameters, Set<String> names) {
        this.parameters = Map.copyOf(parameters);
        this.names = Set.copyOf(names);
    }

    /** Reads the form, or says which parameter is at fault. */
    public static FormReading read(HttpServletRequest request) {
        if (request.getContentLengthLong() > MAX_BODY) {
            return new FormReading.Malformed(new EndpointError("invalid_request", 413, "body_too_large", null));
        }
        if (!isForm(request.getContentType())) {
            return new FormReading.Malformed(EndpointError.invalidRequest("content_type", "Content-Type"));
        }
        if (request.getQueryString() != null) {
            return new FormReading.Malformed(EndpointError.invalidRequest("query_not_allowed", "query"));
        }
        try {
            return read(request.getParameterMap());
        } catch (IllegalStateException undecodable) {
            // The container's exception quotes the parameter, which may be a token: it goes no further.
            return new FormReading.Malformed(EndpointError.invalidRequest("form_malformed", null));
        }
    }

    /** Reads parameters that did not come as a form, within the same bounds. */
    public static FormReading read(Map<String, String[]> raw) {
        if (raw.size() > MAX_PARAMETERS) {
            return new FormReading.Malformed(EndpointError.invalidRequest("too_many_parameters", "form"));
        }
        Map<String, List<String>> parameters = new HashMap<>();
        for (Map.Entry<String, String[]> entry : raw.entrySet()) {
            String name = entry.getKey();
            List<String> values = List.of(entry.getValue());
            if (values.size() > 1 && !MAY_REPEAT.contains(name)) {
                return new FormReading.Malformed(EndpointError.invalidRequest("parameter_repeated", printable(name)));
            }
            if (values.size() > MAX_REPETITIONS) {
                return new FormReading.Malformed(
                        new EndpointError("invalid_target", 400, "too_many_values", printable(name)));
            }
            if (values.stream().anyMatch(EndpointForm::isUnacceptable)) {
                return new FormReading.Malformed(EndpointError.invalidRequest("parameter_malformed", printable(name)));
            }
            if (!NO_VALUE.equals(values)) {
                parameters.put(name, values);
            }
        }
        return new FormReading.Read(new EndpointForm(parameters, raw.keySet()));
    }

    /** The parameter's value. */
    public Optional<String> value(String name) {
        return values(name).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** All values of a parameter that may repeat; if it was repeated, the empty ones too. */
    public List<String> values(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** Whether the parameter was sent with a value, or repeated. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** Whether the parameter was sent at all, for those that no request may so much as name. */
    public boolean names(String name) {
        return names.contains(name);
    }

    private static boolean isForm(String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            boolean utf8 = type.getCharset() == null || "UTF-8".equals(type.getCharset().name());
            return MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type) && utf8;
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }

    /** Control characters split log lines and ledger rows; U+FFFD is what undecodable UTF-8 becomes. */
    private static boolean isUnacceptable(String value) {
        return value.length() > MAX_VALUE_LENGTH
                || value.chars().anyMatch(c -> (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f
                        || c == 0xfffd);
    }

    private static String printable(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "form";
    }
}
