/// What a program left behind when it ended.
public struct FinishedRun: Sendable {
  /// The exit status as a shell reports it: 128 + the signal's number when a signal ended the program.
  public let status: Int32
  public let standardOutput: String
  public let standardError: String
  /// From the start to the end, on the wall clock.
  public let seconds: Double
  /// Largest resident memory, in KiB, as the kernel counts it.
  public let peakKiB: Int
  /// The program outlived its deadline and was killed for it.
  public let timedOut: Bool
}
