package snn.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaSetupTest {

  private static final String LIBTORCH = "/opt/libtorch/lib";

  @Test
  void aCudaBuildInThePathIsAllThatIsNeeded() {
    CudaSetup setup = new CudaSetup("cu128", LIBTORCH, true, true, true);
    assertThat(setup.missing()).isEmpty();
    assertThat(setup.isWanted()).isTrue();
  }

  @Test
  void withoutTheCpuJarTheFlavorIsEnough() {
    CudaSetup setup = new CudaSetup("cu128", "", false, false, true);
    assertThat(setup.missing()).isEmpty();
    assertThat(setup.isWanted()).isTrue();
  }

  @Test
  void theCpuJarHidesCuda() {
    CudaSetup setup = new CudaSetup("cu128", "", false, true, true);
    assertThat(setup.missing())
        .singleElement()
        .asString()
        .contains("class path", "PYTORCH_LIBRARY_PATH", "-Pcuda");
  }

  @Test
  void theFlavorMustBeGiven() {
    assertThat(new CudaSetup("", LIBTORCH, true, false, true).missing())
        .containsExactly("PYTORCH_FLAVOR must be cu128, found nothing");
    assertThat(new CudaSetup("cpu", LIBTORCH, true, false, true).missing())
        .containsExactly("PYTORCH_FLAVOR must be cu128, found cpu");
  }

  @Test
  void theLibraryPathMustHoldCuda() {
    assertThat(new CudaSetup("cu128", LIBTORCH, false, true, true).missing())
        .singleElement()
        .asString()
        .contains("PYTORCH_LIBRARY_PATH", LIBTORCH, System.mapLibraryName("torch_cuda"));
  }

  @Test
  void withoutADriverNothingElseHelps() {
    assertThat(new CudaSetup("cu128", LIBTORCH, true, false, false).missing())
        .singleElement()
        .asString()
        .contains("driver");
  }

  @Test
  void aPlainInstallationDoesNotWantCuda() {
    CudaSetup setup = new CudaSetup("", "", false, true, true);
    assertThat(setup.isWanted()).isFalse();
    assertThat(setup.missing()).hasSize(2);
  }

  @Test
  void aCudaBuildInThePathIsWantedEvenWithoutFlavor() {
    assertThat(new CudaSetup("", LIBTORCH, true, true, true).isWanted()).isTrue();
  }
}
