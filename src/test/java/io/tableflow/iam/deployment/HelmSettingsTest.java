package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.tableflow.iam.TableflowProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file of settings that the chart makes is one that the service can start with. */
class HelmSettingsTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final String TOKEN_HASH = "0".repeat(63);

    private static Map<String, KubernetesObjects> rendered = Map.of();

    @BeforeAll
    static void render() {
        rendered = HelmChart.render();
    }

    private static KubernetesObjects of(String set) {
        return Objects.requireNonNull(rendered.get(set), set);
    }

    static List<String> sets() {
        return HelmChart.sets();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theServiceKnowsEverySettingAndAcceptsItsValue(String set) throws IOException {
        EnumerablePropertySource<?> file = settings(set);

        TableflowProperties properties = binder(set, file)
                .bind(
                        "tableflow",
                        Bindable.of(TableflowProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                .get();

        assertThat(properties.aws().region()).isEqualTo("eu-central-1");
        assertThat(namesOf(file))
                .filteredOn(name -> !name.startsWith("tableflow."))
                .allSatisfy(name -> assertThat(knownSettings()).contains(name));
        assertThat(properties.security().tokens().isEmpty())
                .isEqualTo(file.containsProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everySecretThatTheFileRefersToIsAVariableOfTheContainerAndTheReverse(String set) throws IOException {
        EnumerablePropertySource<?> file = settings(set);
        Set<String> referred = new TreeSet<>();
        for (String name : file.getPropertyNames()) {
            REFERENCE
                    .matcher(String.valueOf(file.getProperty(name)))
                    .results()
                    .forEach(found -> assertThat(referred.add(found.group(1)))
                            .as("no two settings have the same variable: " + name)
                            .isTrue());
        }

        assertThat(variables(set))
                .filteredOn(name -> name.startsWith("SECRET_"))
                .containsExactlyInAnyOrderElementsOf(referred);
        assertThat(referred).contains("SECRET_SPRING_DATASOURCE_USERNAME", "SECRET_SPRING_DATASOURCE_PASSWORD");
    }

    @Test
    void teamsHaveTokensOfTheirOwnAndConfluentItsKey() throws IOException {
        TableflowProperties properties = binder("zero-touch", settings("zero-touch"))
                .bind("tableflow", TableflowProperties.class)
                .get();

        assertThat(properties.confluent().hasApiKey()).isTrue();
        assertThat(properties.workflow().concurrency()).isEqualTo(32);
        assertThat(properties.security().tokens()).hasSize(2).last().satisfies(token -> {
            assertThat(token.environments()).containsExactly("orders-*");
            assertThat(token.confluentEnvironments()).containsExactly("env-abc12");
        });
        assertThat(properties.audit().keys()).hasSize(2);
    }

    @Test
    void theFileIsReadFromWhereItIsMounted() {
        Container container = container("minimal");

        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("settings"))
                .singleElement()
                .satisfies(mount -> assertThat(container.getEnv())
                        .filteredOn(variable -> variable.getName().equals("SPRING_CONFIG_ADDITIONAL_LOCATION"))
                        .singleElement()
                        .extracting(EnvVar::getValue)
                        .isEqualTo("file:" + mount.getMountPath() + "/"));
    }

    private static Binder binder(String set, EnumerablePropertySource<?> file) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(file);
        Map<String, Object> secrets = new HashMap<>();
        variables(set).forEach(name -> secrets.put(name, secretFor(name)));
        environment.getPropertySources().addLast(new MapPropertySource("secrets", secrets));
        return Binder.get(environment);
    }

    /** A value of the right form. */
    private static String secretFor(String variable) {
        if (variable.endsWith("_SHA256")) {
            return TOKEN_HASH + variable.replaceAll("\\D*(\\d)_SHA256", "$1");
        }
        String key = "bG9jYWwtd2ViaG9vay1zZWNyZXQtb2YtMzItYnl0ZXM=";
        return variable.contains("WEBHOOK") ? "whsec_" + key : key;
    }

    private static EnumerablePropertySource<?> settings(String set) throws IOException {
        String text = of(set).allOf(ConfigMap.class).stream()
                .map(map -> map.getData().get("application.yaml"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load(set, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                .getFirst();
    }

    private static Set<String> namesOf(EnumerablePropertySource<?> file) {
        return List.of(file.getPropertyNames()).stream()
                .map(name -> INDEX.matcher(name).replaceAll(""))
                .map(name -> name.replace("spring.ssl.bundle.pem.service.", "spring.ssl.bundle.pem.*."))
                .collect(Collectors.toSet());
    }

    private static Container container(String set) {
        return of(set).the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static List<String> variables(String set) {
        return container(set).getEnv().stream().map(EnvVar::getName).toList();
    }

    /** The settings of Spring that its libraries document, and those of a map of which they document only its name. */
    private static Set<String> knownSettings() throws IOException {
        Set<String> known = new HashSet<>(Set.of(
                "spring.ssl.bundle.pem.*.keystore.certificate",
                "spring.ssl.bundle.pem.*.keystore.private-key",
                "spring.ssl.bundle.pem.*.reload-on-update"));
        for (var file : Collections.list(
                HelmSettingsTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (var in = file.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                    known.add(property.path("name").asString());
                }
            }
        }
        return known;
    }
}
