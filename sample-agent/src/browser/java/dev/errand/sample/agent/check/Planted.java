package dev.errand.sample.agent.check;

import java.util.Locale;

/** The pages of {@link PlantedPages}: what is wrong with each, and the check that has to say so. */
enum Planted {
    AS_IT_SHOULD_BE(PageCheck.class, ""),
    IMAGE_WITHOUT_TEXT(Accessible.class, "<svg role=\"img\" width=\"9\" height=\"9\"></svg>"),
    SECOND_HEADING(Structured.class, "<h1>Another</h1>"),
    TOO_WIDE(FitsTheWindow.class, "<div class=\"wide\"></div>"),
    BROKEN_SCRIPT(Quiet.class, "<script src=\"/script.js\"></script>"),
    INLINE_SCRIPT(Quiet.class, "<script>document.title = 'x'</script>"),
    INLINE_STYLE(Quiet.class, "<p style=\"color: red\">Text</p>"),
    FOREIGN_IMAGE(StaysAtHome.class, "<img alt=\"\" src=\"{elsewhere}/pixel.svg\">",
            PlantedPages.POLICY.replace("img-src 'self'", "img-src *")),
    UNSAFE_POLICY(StrictHeaders.class, "", PlantedPages.POLICY.replace("script-src 'self'", "script-src 'unsafe-inline'")),
    FRAMED(StrictHeaders.class, "", PlantedPages.POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")),
    HEAVY(Light.class, "<p hidden>" + "heavy ".repeat(12_000) + "</p>"),
    MOVING(Still.class, "<p class=\"turning\">Text</p>");

    private final Class<? extends PageCheck> check;
    private final String content;
    private final String header;

    Planted(Class<? extends PageCheck> check, String content) {
        this(check, content, PlantedPages.POLICY);
    }

    Planted(Class<? extends PageCheck> check, String content, String header) {
        this.check = check;
        this.content = content;
        this.header = header;
    }

    Class<? extends PageCheck> check() {
        return check;
    }

    String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    String header() {
        return header;
    }

    String of(String page) {
        return page.formatted(content);
    }
}
