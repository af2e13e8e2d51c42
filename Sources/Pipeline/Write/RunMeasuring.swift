import Platform
import Values

/// `--measure`: what the run took, once it is over.
extension RunContext {
  /// What the run took until now; nil where it is not measured.
  func measurement(milliseconds: Int64) -> Measurement? {
    guard steps.isOn else { return nil }
    return Measurement(
      times: steps.times, rows: registry.rowsRead, milliseconds: milliseconds,
      processNanoseconds: Stopwatch.processNanoseconds, peakBytes: ProcessMemory.peak)
  }
}
