package dev.errand.sample.agent.chromium;

import java.util.List;
import java.util.Locale;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/**
 * How a window looks at pages. Motion is always reduced, so that what is seen does not depend on when.
 *
 * @param scheme light or dark
 * @param width of the window, in CSS pixels
 * @param script whether JavaScript is switched on
 */
public record Look(ColorScheme scheme, int width, boolean script) {

    /** A desktop in daylight. */
    public static final Look DESKTOP = new Look(ColorScheme.LIGHT, 1280, true);

    private static final int HEIGHT = 800;
    private static final int PHONE = 320;

    /** Both themes, on a desktop and on the narrowest window that has to do. */
    public static List<Look> all() {
        return List.of(DESKTOP, DESKTOP.dark(), DESKTOP.narrow(), DESKTOP.dark().narrow());
    }

    /** The same in the dark. */
    public Look dark() {
        return new Look(ColorScheme.DARK, width, script);
    }

    /** The same on a small telephone. */
    public Look narrow() {
        return new Look(scheme, PHONE, script);
    }

    /** The same with JavaScript switched off. */
    public Look withoutScript() {
        return new Look(scheme, width, false);
    }

    /** Makes a window look like this, whatever it shows. */
    public void applyTo(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        page.setViewportSize(width, HEIGHT);
    }

    NewContextOptions options() {
        return new NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, HEIGHT).setJavaScriptEnabled(script).setLocale("en-GB").setTimezoneId("UTC");
    }

    @Override
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT) + ", " + width + " px" + (script ? "" : ", without JavaScript");
    }

}
