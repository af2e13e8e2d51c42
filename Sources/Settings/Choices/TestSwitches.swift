/// Switches of tests: `TRIBUTARY_TEST_…` forces what is rare. No result depends on them.
public struct TestSwitches: Sendable {
  /// `TRIBUTARY_TEST_BATCH_BYTES`: bytes of a block, from 16 to 1 MiB; nil: as many as the run chooses.
  public let blockBytes: Int?
  /// `TRIBUTARY_TEST_PLACEMENT=constant`: every key goes to one partition.
  public let constantPlacement: Bool
  /// `TRIBUTARY_TEST_SPILL=1`: every partition goes to scratch.
  public let spillAlways: Bool
  /// `TRIBUTARY_TEST_SEED`: the seed of the placement; nil: a random one.
  public let seed: UInt64?
  /// `TRIBUTARY_TEST_PROGRESS_MS`: milliseconds between two lines of progress; nil: the usual interval.
  package let progressMilliseconds: Int64?

  /// The switches that the environment sets.
  package static var ofEnvironment: TestSwitches {
    TestSwitches(
      blockBytes: value("BATCH_BYTES").flatMap { Int($0) }.map { min(max($0, 16), 1 << 20) },
      constantPlacement: value("PLACEMENT") == "constant", spillAlways: value("SPILL") == "1",
      seed: value("SEED").flatMap { UInt64($0) }, progressMilliseconds: value("PROGRESS_MS").flatMap { Int64($0) })
  }

  private static func value(_ name: String) -> String? { Environment.value("TRIBUTARY_TEST_" + name) }
}
