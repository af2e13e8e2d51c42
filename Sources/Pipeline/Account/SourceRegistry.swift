import Settings
import Events
import Journeys
import Synchronization
import Values

/// The sources of a run, which are input files or members of archives, with the count of their rows.
///
/// Readers and workers share it and lock it once a block.
package final class SourceRegistry: Sendable {
  package struct Source: Sendable {
    package var name: String
    /// The input number, and the member's number in its archive.
    var input: Int
    var member: Int
    /// How its text reads, as far as is known.
    var form = TextForm(format: .csv, encoding: .utf8)
    /// Lines before the first record: the header's.
    var headerLines = 0
    /// What its header was read as, a number of `layouts`; nil where it has none.
    package var layout: Int?
    /// By block.
    var blockLines: [Int32] = []
    /// Records that were read. Each makes one row today; a record that makes several rows counts once here.
    var records: Int64 = 0
    /// The rows that the records made.
    var ledger = RowLedger()
    /// Accepted rows by what they are.
    var touches: Int64 = 0, stages: Int64 = 0, identities: Int64 = 0
    /// Of JSON lines: how they are read, and which keys they have.
    package var lines: Lines?

    package struct Lines: Sendable {
      var columns: ColumnMap
      package var keys = JSONKeys()
      /// The block that `keys` names its first line's from.
      var firstBlock = UInt32.max
      var displayName: String
    }
  }

  private struct State {
    var sources: [Source] = []
    var rejected: Int64 = 0
    var read: Int64 = 0
    var mappedColumns: Set<Int> = []
    var layouts: [TextForm] = []
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

  /// Notes how a log reads and which columns it has, those of the channel map among them.
  func note(_ form: TextForm, of source: UInt32) {
    // Which keys JSON lines have is known only when all have been read.
    let places = form.columns?.isOfLines == false ? form.columns?.mappedPlaces ?? [] : []
    let found = places.indices.filter { places[$0] != ColumnMap.absent }
    state.withLock { state in
      state.mappedColumns.formUnion(found)
      state.sources[Int(source)].form = form
      if form.columns == nil { return }
      // Most logs of a run read alike, and that is kept once.
      let known = state.layouts.firstIndex(of: form)
      if known == nil { state.layouts.append(form) }
      state.sources[Int(source)].layout = known ?? state.layouts.count - 1
    }
  }

  /// Notes that a source holds JSON lines.
  func noteLines(_ columns: ColumnMap, of source: UInt32, shownAs name: String) {
    state.withLock { $0.sources[Int(source)].lines = Source.Lines(columns: columns, displayName: name) }
  }

  func close(input: Int, bytes: Int64, digest: String) {
    state.withLock { $0.digests[input] = (bytes, digest) }
  }

  /// Adds a block's rows; gives how many rows have been rejected so far in the whole run.
  func tally(_ batch: borrowing EventBatch, source: UInt32, block: UInt32) -> Int64 {
    let rejects = batch.rejects.map(\.reason)
    // Every record makes one row.
    let (rows, lines, ignored) = (Int64(batch.recordCount), Int32(batch.lineCount), Int64(batch.ignoredCount))
    let keys = batch.keys
    let (touches, stages, identities) =
      (Int64(batch.touchCount), Int64(batch.stageCount), Int64(batch.identifyCount))
    let records = Int64(batch.recordCount)
    return state.withLock { state in
      let i = Int(source)
      while state.sources[i].blockLines.count <= Int(block) { state.sources[i].blockLines.append(0) }
      state.sources[i].blockLines[Int(block)] = lines
      state.sources[i].records += records
      state.sources[i].ledger.read += rows
      state.sources[i].ledger[RowFate.ignored] += ignored
      for reason in rejects { state.sources[i].ledger[reason] += 1 }
      state.sources[i].lines?.add(keys, block: block)
      state.sources[i].touches += touches
      state.sources[i].stages += stages
      state.sources[i].identities += identities
      state.read += rows
      state.rejected += Int64(rejects.count)
      return state.rejected
    }
  }

  /// Counts a row that was read in vain.
  func reject(_ row: ProvisionalRow) {
    state.withLock {
      $0.sources[Int(row.source)].ledger[.missingIdentity] += 1
      $0.rejected += 1
    }
  }

  /// Counts a rejected row for its missing identity instead.
  func rename(_ row: ProvisionalReject) {
    state.withLock {
      $0.sources[Int(row.source)].ledger[row.formerReason] -= 1
      $0.sources[Int(row.source)].ledger[.missingIdentity] += 1
    }
  }

  package var sources: [Source] { state.withLock { $0.sources } }
  /// The layouts of the logs, each once.
  package var layouts: [TextForm] { state.withLock { $0.layouts } }
  /// Columns of the channel map that some log has.
  var mappedColumns: Set<Int> {
    state.withLock { state in
      state.sources.reduce(into: state.mappedColumns) { found, source in
        guard let lines = source.lines else { return }
        found.formUnion(lines.columns.mappedColumns(in: lines.keys))
      }
    }
  }
  package var rowsRead: Int64 { state.withLock { $0.read } }
  package var rowsRejected: Int64 { state.withLock { $0.rejected } }
  /// Rows that were read, and neither rejected nor ignored.
  var rowsAccepted: Int64 { sources.reduce(0) { $0 + $1.touches + $1.stages + $1.identities } }
  func digest(ofInput input: Int) -> (bytes: Int64, digest: String)? { state.withLock { $0.digests[input] } }

  /// Refuses the first source, in input order, whose JSON lines are no log, or that has one column under two keys.
  func checkKeys() throws(RunError) {
    let sources = sources
    for source in inInputOrder.map({ sources[$0] }) {
      guard let lines = source.lines, source.ledger.read > 0 else { continue }
      if !lines.keys.hasObject, source.ledger[.badJSON] == source.ledger.read {
        throw RunError(
          status: 65,
          "\(lines.displayName): none of its lines is a JSON object; objects that are spread over lines are "
            + "brought onto one each with: jq -c .")
      }
      guard let error = lines.columns.complaint(about: lines.keys) else { continue }
      throw RunError(status: error.kind == .configuration ? 78 : 65, "\(lines.displayName): \(error.message)")
    }
  }

  /// Source numbers in input order.
  package var inInputOrder: [Int] {
    let sources = sources
    return sources.indices.sorted {
      (sources[$0].input, sources[$0].member) < (sources[$1].input, sources[$1].member)
    }
  }

  /// By source number: its rank in input order.
  var ranks: [UInt32] {
    var ranks = [UInt32](repeating: 0, count: sources.count)
    for (rank, source) in inInputOrder.enumerated() { ranks[source] = UInt32(rank) }
    return ranks
  }

  /// The ledger of a source whose rows are settled. Rows that settling does not count remain what they were read as.
  package static func ledger(of source: Source, settled: SettledRows) -> RowLedger {
    var ledger = source.ledger
    var (touches, stages, identities) = (source.touches, source.stages, source.identities)
    func move(_ rows: Int64, of accepted: inout Int64, to fate: RowFate) {
      accepted -= rows
      ledger[fate] += rows
    }
    for (rows, fate) in settled.touchFates { move(rows, of: &touches, to: fate) }
    for (rows, fate) in settled.stageFates { move(rows, of: &stages, to: fate) }
    for (rows, fate) in settled.identityFates { move(rows, of: &identities, to: fate) }
    // Rows of a deal without an owner are in the ledger as rejected.
    ledger[.noGoal] += touches - settled.provisionalTouches
    ledger[.stage] += stages - settled.provisionalStages
    ledger[.identity] += identities - settled.provisionalIdentities
    return ledger
  }
}

extension SettledRows {
  /// Where settled rows ended, by what they were read as. A further reason that settling counts is an entry here.
  fileprivate var touchFates: [(rows: Int64, fate: RowFate)] {
    [
      (credited, .credited), (outsideWindow, .outsideWindow), (duplicateTouches, .duplicate),
      (excludedTouches, .excludedChannel), (sameSession, .sameSession),
    ]
  }

  fileprivate var stageFates: [(rows: Int64, fate: RowFate)] {
    [(goals, .goal), (outsidePeriod, .outsidePeriod), (repeated, .repeated), (duplicateStages, .duplicate)]
  }

  fileprivate var identityFates: [(rows: Int64, fate: RowFate)] { [(duplicateIdentities, .duplicate)] }
}

extension SourceRegistry.Source.Lines {
  fileprivate mutating func add(_ other: JSONKeys, block: UInt32) {
    let isEarlier = block < firstBlock && other.hasObject
    if isEarlier { firstBlock = block }
    keys.add(other, isEarlier: isEarlier)
  }
}
