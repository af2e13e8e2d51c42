import Events
import Journeys
import Synchronization
import Values

/// The sources of a run: every input file, or every member of an archive, and what came of its rows.
///
/// Shared by readers and workers; locked once per block.
final class SourceRegistry: Sendable {
  struct Source: Sendable {
    var name: String
    /// The input's place in input order, and the member's in its archive.
    var input: Int
    var member: Int
    /// Lines before the first record: the header's.
    var headerLines = 0
    /// By block.
    var blockLines: [Int32] = []
    var ledger = RowLedger()
    var touches: Int64 = 0, stages: Int64 = 0, identities: Int64 = 0
  }

  private struct State {
    var sources: [Source] = []
    var rejected: Int64 = 0
    var read: Int64 = 0
    var mappedColumns: Set<Int> = []
    var digests: [Int: (bytes: Int64, digest: String)] = [:]
  }

  private let state = Mutex(State())

  /// Forgets everything: the inputs are read again.
  func clear() { state.withLock { $0 = State() } }

  /// Enters a source and gives its number: any, but its own for the whole run.
  func open(name: String, input: Int, member: Int) -> UInt32 {
    state.withLock {
      $0.sources.append(Source(name: name, input: input, member: member))
      return UInt32($0.sources.count - 1)
    }
  }

  func setHeaderLines(_ lines: Int, of source: UInt32) {
    state.withLock { $0.sources[Int(source)].headerLines = lines }
  }

  /// Notes which columns of the channel map a log has.
  func noteColumns(_ columns: ColumnMap) {
    let found = columns.mappedPlaces.indices.filter { columns.mappedPlaces[$0] >= 0 }
    if !found.isEmpty { state.withLock { $0.mappedColumns.formUnion(found) } }
  }

  func close(input: Int, bytes: Int64, digest: String) {
    state.withLock { $0.digests[input] = (bytes, digest) }
  }

  /// Adds a block's rows; gives how many rows have been rejected so far in the whole run.
  func tally(_ batch: borrowing EventBatch, source: UInt32, block: UInt32) -> Int64 {
    let rejects = batch.rejects.map(\.reason)
    let (records, lines, ignored) = (Int64(batch.recordCount), Int32(batch.lineCount), Int64(batch.ignoredCount))
    let (touches, stages, identities) =
      (Int64(batch.touchCount), Int64(batch.stageCount), Int64(batch.identifyCount))
    return state.withLock { state in
      let i = Int(source)
      while state.sources[i].blockLines.count <= Int(block) { state.sources[i].blockLines.append(0) }
      state.sources[i].blockLines[Int(block)] = lines
      state.sources[i].ledger.read += records
      state.sources[i].ledger[RowFate.ignored] += ignored
      for reason in rejects { state.sources[i].ledger[reason] += 1 }
      state.sources[i].touches += touches
      state.sources[i].stages += stages
      state.sources[i].identities += identities
      state.read += records
      state.rejected += Int64(rejects.count)
      return state.rejected
    }
  }

  /// Counts a row that was read in vain.
  func reject(_ row: NamelessRow) {
    state.withLock {
      $0.sources[Int(row.source)].ledger[.missingIdentity] += 1
      $0.rejected += 1
    }
  }

  var sources: [Source] { state.withLock { $0.sources } }
  /// Columns of the channel map that some log has.
  var mappedColumns: Set<Int> { state.withLock { $0.mappedColumns } }
  var rowsRead: Int64 { state.withLock { $0.read } }
  var rowsRejected: Int64 { state.withLock { $0.rejected } }
  func digest(ofInput input: Int) -> (bytes: Int64, digest: String)? { state.withLock { $0.digests[input] } }

  /// Source numbers in input order.
  var inInputOrder: [Int] {
    let sources = sources
    return sources.indices.sorted {
      (sources[$0].input, sources[$0].member) < (sources[$1].input, sources[$1].member)
    }
  }

  /// By source number: its place in input order.
  var ranks: [UInt32] {
    var ranks = [UInt32](repeating: 0, count: sources.count)
    for (rank, source) in inInputOrder.enumerated() { ranks[source] = UInt32(rank) }
    return ranks
  }

  /// The ledger of a source once its rows are settled: what is not counted there stays what it was read as.
  static func ledger(of source: Source, settled: SettledRows) -> RowLedger {
    var ledger = source.ledger
    ledger[.credited] = settled.credited
    ledger[.outsideWindow] = settled.outsideWindow
    ledger[.noGoal] =
      source.touches - settled.credited - settled.outsideWindow - settled.duplicateTouches - settled.namelessTouches
      - settled.excludedTouches - settled.sameSession
    ledger[.goal] = settled.goals
    ledger[.outsidePeriod] = settled.outsidePeriod
    ledger[.repeated] = settled.repeated
    ledger[.excludedChannel] = settled.excludedTouches
    ledger[.sameSession] = settled.sameSession
    ledger[.stage] =
      source.stages - settled.goals - settled.outsidePeriod - settled.repeated - settled.duplicateStages
      - settled.namelessStages
    ledger[.identity] = source.identities - settled.duplicateIdentities - settled.namelessIdentities
    ledger[.duplicate] = settled.duplicateTouches + settled.duplicateStages + settled.duplicateIdentities
    return ledger
  }
}
