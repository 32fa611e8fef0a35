package dev.errand.sample.tools.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;

import dev.errand.toolscope.report.ParameterDigest;

/** The tool's private key, whose public half is registered at the issuer. */
final class ToolKey {

    private final ECKey key;

    private ToolKey(ECKey key) {
        this.key = key;
    }

    /** Reads a JWK (RFC 7517) on P-256 with its private half. */
    static ToolKey read(Path file) {
        try {
            ECKey key = ECKey.parse(Files.readString(file));
            if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
                throw new IllegalStateException("errand.tool.key-file is no private key on P-256: " + file);
            }
            return new ToolKey(key);
        } catch (IOException e) {
            throw new IllegalStateException("errand.tool.key-file cannot be read: " + file, e);
        } catch (ParseException e) {
            // Its message may quote the key.
            throw new IllegalStateException("errand.tool.key-file is no JWK: " + file);
        }
    }

    ECKey forSigning() {
        return key;
    }

    ParameterDigest parameterDigest() {
        return new ParameterDigest(key.getD().decode());
    }
}
