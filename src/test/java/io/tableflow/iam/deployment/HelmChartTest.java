package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Helm renders from each documented set of values, read by strict models of Kubernetes. */
class HelmChartTest {

    private static Map<String, KubernetesObjects> rendered = Map.of();

    @BeforeAll
    static void render() {
        rendered = HelmChart.render();
    }

    static List<String> sets() {
        return HelmChart.sets();
    }

    private static KubernetesObjects of(String set) {
        return Objects.requireNonNull(rendered.get(set), set);
    }

    private static PodSpec pod(String set) {
        return of(set).the(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(String set) {
        return pod(set).getContainers().getFirst();
    }

    @Test
    void thereIsASetForEachWayToDeploy() {
        assertThat(sets())
                .containsExactly(
                        "httproute",
                        "ingress",
                        "irsa",
                        "minimal",
                        "monitoring",
                        "network-policy",
                        "pod-identity",
                        "zero-touch");
        assertThat(of("minimal").all().stream().map(HasMetadata::getKind))
                .containsExactlyInAnyOrder(
                        "ConfigMap", "Deployment", "PodDisruptionBudget", "Service", "ServiceAccount");
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> KubernetesObjects.read("""
                        {apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{imagePullPolice: Always}]}}}}
                        """)).hasMessageContaining("imagePullPolice");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void aPodIsReplacedWithoutAGapAndFinishesWhatIsUnderWay(String set) {
        var deployment = of(set).the(Deployment.class).getSpec();

        assertThat(deployment.getReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(deployment
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(deployment.getStrategy().getRollingUpdate().getMaxSurge().getIntVal())
                .isEqualTo(1);
        assertThat(pod(set).getTerminationGracePeriodSeconds())
                .as("5 seconds of preStop, and the 25 of the service")
                .isEqualTo(45);
        assertThat(container(set).getLifecycle().getPreStop().getExec().getCommand())
                .containsExactly("sleep", "5");
        assertThat(of(set).the(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
        assertThat(pod(set).getTopologySpreadConstraints())
                .extracting("topologyKey")
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void kubernetesAsksTheServiceItselfHowItIs(String set) {
        Container container = container(set);

        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
        assertThat(container.getStartupProbe().getPeriodSeconds()
                        * container.getStartupProbe().getFailureThreshold())
                .as("seconds that a start may take")
                .isGreaterThanOrEqualTo(60);
        assertThat(container.getReadinessProbe().getHttpGet().getScheme())
                .isEqualTo(set.equals("httproute") ? "HTTPS" : "HTTP");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theContainerHasNoPrivileges(String set) {
        PodSpec pod = pod(set);
        var security = container(set).getSecurityContext();

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(of(set).the(ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container(set).getResources().getLimits()).containsOnlyKeys("memory");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("tmp"))
                .singleElement()
                .satisfies(tmp ->
                        assertThat(tmp.getEmptyDir().getSizeLimit().toString()).isEqualTo("64Mi"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void whatSelectsPodsIsWhatPodsHaveAndWhatNeverChanges(String set) {
        Deployment deployment = of(set).the(Deployment.class);
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();

        assertThat(selector).containsOnlyKeys("app.kubernetes.io/name", "app.kubernetes.io/instance");
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(selector)
                .doesNotContainKeys("helm.sh/chart", "app.kubernetes.io/version");
        assertThat(of(set).the(Service.class).getSpec().getSelector()).isEqualTo(selector);
        assertThat(of(set).the(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(selector);
        assertThat(of(set).all())
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .containsKeys("helm.sh/chart", "app.kubernetes.io/part-of"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyVolumeIsMountedAndThePortExists(String set) {
        Container container = container(set);

        assertThat(container.getVolumeMounts().stream().map(it -> it.getName()))
                .containsExactlyInAnyOrderElementsOf(
                        pod(set).getVolumes().stream().map(it -> it.getName()).toList());
        assertThat(container.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(8080);
        });
        assertThat(of(set).the(Service.class)
                        .getSpec()
                        .getPorts()
                        .getFirst()
                        .getTargetPort()
                        .getStrVal())
                .isEqualTo("http");
    }

    @Test
    void theServicesOwnRoleIsNamedForIrsaAndNotForPodIdentity() {
        assertThat(of("irsa").the(ServiceAccount.class).getMetadata().getAnnotations())
                .containsExactly(
                        Map.entry("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/tableflow-iam"));
        assertThat(of("pod-identity").the(ServiceAccount.class).getMetadata().getAnnotations())
                .isNullOrEmpty();
        assertThat(pod("pod-identity").getServiceAccountName()).isEqualTo("tableflow-iam");
        assertThat(container("pod-identity").getImage()).startsWith("registry.example/tableflow-iam@sha256:");
        assertThat(container("irsa").getImage()).isEqualTo("registry.example/tableflow-iam:0.1.0");
    }

    @Test
    void itIsReachedThroughAnIngressOrAGateway() {
        Ingress ingress = of("ingress").the(Ingress.class);
        HTTPRoute route = of("httproute").the(HTTPRoute.class);

        assertThat(ingress.getSpec().getTls().getFirst().getHosts()).containsExactly("tableflow-iam.example");
        assertThat(ingress.getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths()
                        .getFirst()
                        .getBackend()
                        .getService()
                        .getName())
                .isEqualTo(of("ingress").the(Service.class).getMetadata().getName());
        assertThat(route.getSpec().getParentRefs().getFirst().getSectionName()).isEqualTo("https");
        assertThat(route.getSpec()
                        .getRules()
                        .getFirst()
                        .getBackendRefs()
                        .getFirst()
                        .getPort())
                .isEqualTo(8080);
    }

    @Test
    void prometheusScrapesEveryPodWithATokenThatTheServiceKnows() {
        ServiceMonitor monitor = of("monitoring").the(ServiceMonitor.class);
        Endpoint endpoint = monitor.getSpec().getEndpoints().getFirst();

        assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
        assertThat(endpoint.getPort()).isEqualTo("http");
        assertThat(endpoint.getAuthorization().getCredentials().getName()).isEqualTo("tableflow-iam-metrics-token");
        assertThat(monitor.getSpec().getSelector().getMatchLabels())
                .isEqualTo(of("monitoring").the(Service.class).getSpec().getSelector());
        assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
    }

    @Test
    void theAlertsAreThoseOfTheProjectWithTheirRunbooksWhereTheTeamHasThem() {
        var groups = of("monitoring").the(PrometheusRule.class).getSpec().getGroups();
        Set<Object> expected = HelmChart.in(HelmChartFilesTest.RULES).stream()
                .map(file -> HelmChart.yaml(HelmChart.read(file)).get("groups"))
                .flatMap(groupsOfFile -> ((List<?>) Objects.requireNonNull(groupsOfFile)).stream())
                .map(group -> Objects.requireNonNull(HelmChart.map(group).get("name")))
                .collect(Collectors.toSet());

        assertThat(groups).extracting("name").hasSameSizeAs(expected).hasSameElementsAs(expected);
        assertThat(groups)
                .flatExtracting("rules")
                .extracting("annotations.runbook_url")
                .hasSizeGreaterThan(20)
                .allMatch(url -> url.toString().startsWith("https://wiki.example/tableflow-iam/runbooks/Tableflow"));
        assertThat(of("monitoring").allOf(ConfigMap.class))
                .filteredOn(map -> map.getMetadata().getLabels().containsKey("grafana_dashboard"))
                .singleElement()
                .satisfies(map -> assertThat(map.getData())
                        .containsOnlyKeys("tableflow-iam-fleet.json", "tableflow-iam-node.json"));
    }

    @Test
    void theNetworkPolicyLetsInWhoIsNamedAndOutToWhatTheServiceNeeds() {
        NetworkPolicySpec policy = of("network-policy").the(NetworkPolicy.class).getSpec();

        assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getFrom()).hasSize(2);
            assertThat(rule.getPorts().getFirst().getPort().getStrVal()).isEqualTo("http");
        });
        assertThat(policy.getEgress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal()))
                .as("DNS twice, PostgreSQL, AWS, the agent of Pod Identity")
                .containsExactly(53, 53, 5432, 443, 80);
        assertThat(policy.getEgress().getLast().getTo().getFirst().getIpBlock().getCidr())
                .isEqualTo("169.254.170.23/32");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void noObjectIsASecretAndEverySecretIsNamed(String set) {
        assertThat(of(set).all()).extracting(HasMetadata::getKind).doesNotContain("Secret");
        assertThat(container(set).getEnv())
                .filteredOn(variable -> variable.getName().startsWith("SECRET_"))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getName())
                        .startsWith("tableflow-iam-"));
        assertThat(container(set).getEnv())
                .filteredOn(variable -> variable.getValue() != null)
                .extracting("name")
                .containsExactlyInAnyOrder("AWS_REGION", "SPRING_CONFIG_ADDITIONAL_LOCATION");
    }
}
