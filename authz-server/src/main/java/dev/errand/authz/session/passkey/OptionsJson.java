package dev.errand.authz.session.passkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import tools.jackson.databind.json.JsonMapper;

/** The options of a ceremony as browsers parse them (Web Authentication §5.1.8 and §5.1.9). */
final class OptionsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(new WebauthnJacksonModule())
            .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_NULL)).build();

    private OptionsJson() {}

    static String write(Object options) {
        return MAPPER.writeValueAsString(options);
    }
}
