package dev.errand.sample.agent.chromium;

import java.util.Objects;

import com.microsoft.playwright.PlaywrightException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test {@link Windows} of the one browser, and leaves pictures of them behind when it fails. */
public final class InChromium implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Windows.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Chromium chromium = context.getRoot().getStore(Namespace.GLOBAL)
                .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
        return store(context).computeIfAbsent(Windows.class, key -> new Windows(chromium), Windows.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Windows windows = store(context).get(Windows.class, Windows.class);
        if (windows != null && context.getExecutionException().isPresent()) {
            keep(windows, context);
        }
    }

    /** What goes wrong here must not hide what went wrong in the test. */
    private static void keep(Windows windows, ExtensionContext context) {
        try {
            windows.keep(context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName() + "-"
                    + Integer.toHexString(Objects.hashCode(context.getDisplayName())));
        } catch (PlaywrightException e) {
            context.publishReportEntry("no picture", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Windows windows = store(context).get(Windows.class, Windows.class);
        if (windows != null) {
            windows.close();
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(InChromium.class, context.getUniqueId()));
    }

}
