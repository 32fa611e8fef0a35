package dev.errand.authz.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.errand.authz.run.ChildLimits;

/**
 * Runs that agents open from their runs.
 *
 * @param maxDepth how many generations of child runs may follow a run that a user consented to, up to 6, which is as
 *        deep as tools read an answer about one; 0 for none
 * @param maxChildren how many children of one run may live at the same time, up to 1000
 */
@ConfigurationProperties("errand.run")
record RunProperties(@DefaultValue("3") int maxDepth, @DefaultValue("16") int maxChildren) {

    ChildLimits limits() {
        return new ChildLimits(maxDepth, maxChildren);
    }
}
