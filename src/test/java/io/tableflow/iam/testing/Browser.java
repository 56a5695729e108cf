package io.tableflow.iam.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Chromium, without a window. It records what it asked for, and what it had to complain about. */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("src/docs/images");
    private static final String AXE = resource("/axe/axe-4.12.1.min.js");

    /** All rules of WCAG 2.2 at level AA, and the best practices. */
    private static final String RUN_AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                .then(found => done(found.violations.map(it =>
                    it.id + ": " + it.help + " " + it.nodes.map(node => node.html).join(" | "))));
            """;

    private final ChromeDriver driver;
    private final URI uri;
    private final Set<String> requested = new LinkedHashSet<>();

    private Browser(ChromeDriver driver, URI uri) {
        this.driver = driver;
        this.uri = uri;
    }

    /** Starts it; where there is none, the test is reported as skipped. */
    public static Browser start(URI uri) {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "There is no " + CHROMIUM + " with its driver here");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1280,900");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options), uri);
    }

    public void open(String path) {
        driver.get(uri.resolve(path).toString());
    }

    /** The path of the present page, with its query. */
    public String path() {
        URI now = URI.create(Objects.requireNonNull(driver.getCurrentUrl()));
        return now.getRawQuery() == null ? now.getPath() : now.getPath() + "?" + now.getRawQuery();
    }

    public String title() {
        return String.valueOf(driver.getTitle());
    }

    /** Types into the field with that label. */
    public void fill(String label, String text) {
        WebElement field = labelled(label);
        field.clear();
        field.sendKeys(text);
    }

    private WebElement labelled(String label) {
        WebElement found = driver.findElement(By.xpath("//label[normalize-space()='" + label + "']"));
        return driver.findElement(By.id(Objects.requireNonNull(found.getDomAttribute("for"), label)));
    }

    /** Clicks the button or link with that text, and waits for the page that follows. */
    public void click(String text) {
        By control = By.xpath("//main//*[self::button or self::a][normalize-space()='" + text + "']");
        WebElement page = driver.findElement(By.tagName("html"));
        await(text + " to be clicked", browser -> {
            try {
                browser.findElement(control).click();
                return true;
            } catch (StaleElementReferenceException replaced) {
                // By what is live, between the look and the click.
                return false;
            }
        });
        await("another page", browser -> {
            try {
                return page.getTagName().isEmpty();
            } catch (StaleElementReferenceException gone) {
                return true;
            } catch (WebDriverException replaced) {
                // What Chromium says of an element whose document is being replaced at this moment.
                if (!String.valueOf(replaced.getMessage()).contains("does not belong to the document")) {
                    throw replaced;
                }
                return true;
            }
        });
    }

    /** Clicks the first element that a CSS selector selects, as soon as it can be clicked; the page stays. */
    public void press(String selector) {
        await(selector + " to be clickable", browser -> {
            List<WebElement> found = browser.findElements(By.cssSelector(selector));
            try {
                if (found.isEmpty() || !found.getFirst().isDisplayed()) {
                    return false;
                }
                found.getFirst().click();
                return true;
            } catch (StaleElementReferenceException | ElementClickInterceptedException notYet) {
                return false;
            }
        });
    }

    /** Types into the first element that a CSS selector selects. */
    public void type(String selector, String text) {
        driver.findElement(By.cssSelector(selector)).sendKeys(text);
    }

    /** The texts of all elements that a CSS selector selects. */
    public List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** The text of the first element that a CSS selector selects. */
    public String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    /** Waits until the first element that a CSS selector selects has that text. */
    public void awaitText(String selector, String text) {
        await(selector + " to be " + text, browser -> {
            List<WebElement> found = browser.findElements(By.cssSelector(selector));
            try {
                return !found.isEmpty() && found.getFirst().getText().equals(text);
            } catch (StaleElementReferenceException replaced) {
                return false;
            }
        });
    }

    private void await(String what, ExpectedCondition<Boolean> condition) {
        new WebDriverWait(driver, Duration.ofSeconds(30), Duration.ofMillis(50))
                .withMessage(what)
                .until(condition);
    }

    /** What a script in the page returns. */
    public @Nullable Object run(String script) {
        return driver.executeScript(script);
    }

    /** Axe finds nothing, and at a width of 320 pixels nobody has to scroll sideways. */
    public void assertAccessible() {
        driver.executeScript(AXE);
        assertThat((List<?>) driver.executeAsyncScript(RUN_AXE)).as(path()).isEmpty();
        size(320, 640);
        assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                .as("the width of %s", path())
                .isEqualTo(320L);
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Shows pages as on a screen of that size. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Shows pages as to somebody who prefers that scheme: {@code light} or {@code dark}. */
    public void colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Writes a picture for the documentation, if {@code -Dscreenshots.write=true}. */
    public void picture(String name) {
        picture(name, 1280, 900);
    }

    /** The same, on a screen of that size. */
    public void picture(String name, int width, int height) {
        if (!Boolean.getBoolean("screenshots.write")) {
            return;
        }
        size(width, height);
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /**
     * Nothing was written to the console, which is where a browser reports errors and violations of the
     * Content-Security-Policy, and nothing was requested from elsewhere.
     *
     * @param expected parts of complaints that a test has provoked
     */
    public void assertQuiet(String... expected) {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .map(LogEntry::getMessage)
                        .filter(message -> List.of(expected).stream().noneMatch(message::contains))
                        .toList())
                .isEmpty();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).path("message");
            if (message.path("method").asString("").equals("Network.requestWillBeSent")) {
                requested.add(message.at("/params/request/url").asString(""));
            }
        }
        assertThat(requested)
                .isNotEmpty()
                .allMatch(it -> it.startsWith(uri + "/") || it.startsWith("data:") || it.startsWith("chrome:"));
    }

    private static String resource(String path) {
        try (InputStream stream = Browser.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
