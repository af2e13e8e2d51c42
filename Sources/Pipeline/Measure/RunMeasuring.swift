import Journeys
import Platform
import Values

/// `--measure`: what the run took, once it is over.
extension AttributionRun {
  /// What the run took until now; nil where nobody asked.
  func measurement(milliseconds: Int64) -> Measurement? {
    guard stages.isOn else { return nil }
    return Measurement(
      times: stages.times, rows: registry.rowsRead, milliseconds: milliseconds,
      processNanoseconds: Stopwatch.processNanoseconds, peakBytes: ProcessMemory.peak)
  }

  /// Notes what rows and links take where they lie, in memory and in scratch.
  func noteSizes(_ collected: Collected, _ identity: Identity?) {
    guard stages.isOn else { return }
    let rows = collected.store.byteCount, links = collected.links?.byteCount ?? 0
    let moved = identity?.movedBytes ?? 0
    stages.note(.partition, bytes: rows + links)
    stages.note(.link, bytes: links + moved, rows: identity == nil ? 0 : acceptedRows)
    stages.note(.order, bytes: rows + moved)
  }
}
