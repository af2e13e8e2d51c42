import Values
import Synchronization

/// How far a run has come. Readers and workers write it once a block or partition; the console reads it.
public final class RunProgress: Sendable {
  /// What a run does, one after another.
  public enum Phase: String, Sendable { case starting, reading, linking, crediting, writing }

  private struct State {
    var phase = Phase.starting
    var readingSince: ContinuousClock.Instant?
    var readingSeconds = 0.0
    var totalBytes: Int64?
    var partitions = 0
  }

  private let state = Mutex(State())
  private let bytes = Atomic<Int64>(0)
  private let rows = Atomic<Int64>(0)
  private let partitionsDone = Atomic<Int>(0)

  init() {}

  /// Begins to read, or begins anew, files of so many bytes in all; nil where that is not known, as of a pipe.
  func beginReading(totalBytes: Int64?) {
    bytes.store(0, ordering: .relaxed)
    rows.store(0, ordering: .relaxed)
    state.withLock {
      $0.phase = .reading
      $0.totalBytes = totalBytes
      $0.readingSince = .now
    }
  }

  func begin(_ phase: Phase, partitions: Int = 0) {
    state.withLock {
      if let since = $0.readingSince { $0.readingSeconds = (ContinuousClock.now - since) / .seconds(1) }
      $0.readingSince = nil
      $0.phase = phase
      if partitions > 0 { $0.partitions = partitions }
    }
  }

  /// Bytes of the files as they are stored, packed or not.
  func add(bytes count: Int64) { bytes.add(count, ordering: .relaxed) }
  func add(rows count: Int) { rows.add(Int64(count), ordering: .relaxed) }
  func addPartition() { partitionsDone.add(1, ordering: .relaxed) }

  /// How far it has come now. Each figure is right, though not all are of the very same moment.
  public var now: ProgressReading {
    state.withLock { state in
      let seconds = state.readingSince.map { (ContinuousClock.now - $0) / .seconds(1) } ?? state.readingSeconds
      return ProgressReading(
        phase: state.phase, bytes: bytes.load(ordering: .relaxed), totalBytes: state.totalBytes,
        rows: rows.load(ordering: .relaxed), readingSeconds: seconds,
        partitionsDone: partitionsDone.load(ordering: .relaxed), partitions: state.partitions)
    }
  }
}

/// The figures of one moment of a run.
public struct ProgressReading: Sendable, Equatable {
  public var phase = RunProgress.Phase.starting
  /// Of the files as they are stored, read so far; and of all of them, nil where that is not known.
  public var bytes: Int64 = 0, totalBytes: Int64?
  public var rows: Int64 = 0
  /// How long it has been reading, or has read.
  public var readingSeconds = 0.0
  /// While crediting.
  public var partitionsDone = 0, partitions = 0

  /// Before this a rate means nothing.
  private static let firstRateSeconds = 0.25

  /// Since reading began; nil where it just has.
  public var rowsPerSecond: Int64? {
    readingSeconds < Self.firstRateSeconds ? nil : Int64(Double(rows) / readingSeconds)
  }

  /// Seconds until everything is read, at the rate so far; nil where it cannot be known.
  public var secondsLeft: Int64? {
    guard phase == .reading, readingSeconds >= Self.firstRateSeconds, let totalBytes, bytes > 0 else { return nil }
    return Int64((Double(max(0, totalBytes - bytes)) / Double(bytes) * readingSeconds).rounded(.up))
  }
}
