import Events
import Values

/// What a log reads to, whatever the blocks it came in.
public struct ReadLog: Equatable {
  /// A row's parts, with its label spelled out: labels are numbered as spellings are met.
  public struct Row: Equatable {
    public var time: Int64
    public var key: JourneyKey
    public var code: UInt8
    public var channel: String, campaign: String
    public var extras: EventExtras?
  }

  /// A rejected row with its line in the whole log, the first being 1.
  public struct Reject: Equatable {
    public var line: Int
    public var reason: RejectReason
    public var column: EventColumn?
    public var text: String

    public init(line: Int, reason: RejectReason, column: EventColumn?, text: String) {
      self.line = line
      self.reason = reason
      self.column = column
      self.text = text
    }
  }

  public private(set) var rows: [Row] = []
  public private(set) var rejects: [Reject] = []
  public private(set) var records = 0, lines = 0
  public private(set) var touches = TouchTally(ruleCount: 0)
  /// Of JSON lines.
  public private(set) var keys = JSONKeys()

  /// Reads a log without a header, fed `blockBytes` at a time as a reader of files does.
  public init(
    _ log: [UInt8], columns: ColumnMap, rules: ReadingRules, blockBytes: Int, format: LogFormat = .csv
  ) {
    var reader = EventReader(rules: rules)
    defer { touches = reader.touches }
    var cutter = RecordCutter(format, maxRecordBytes: rules.maxRecordBytes)
    var batch = EventBatch()
    var pending: [UInt8] = []
    var next = 0
    var atEnd = false
    while true {
      if atEnd, let last = pending.last, last != 10 { pending.append(10) }
      let cut = cutter.cut(pending.span, atEnd: atEnd)
      switch cut {
      case .records(let end):
        var block = Array(pending[..<end])
        reader.read(&block, count: end, columns: columns, format: format, into: &batch)
        take(batch, reader.labels)
        pending.removeFirst(end)
      case .reject(let record, let end):
        EventReader.reject(record, into: &batch)
        take(batch, reader.labels)
        pending.removeFirst(end)
      case .drop(let end): pending.removeFirst(end)
      case .needMore:
        if atEnd { return }
        // Never more than one byte over the limit at once: then every cut sees the same bytes.
        let room = max(1, min(blockBytes, rules.maxRecordBytes + 1 - pending.count))
        let end = min(log.count, next + room)
        // As with a file, the end is known when a read gives nothing.
        atEnd = end == next
        pending += log[next..<end]
        next = end
      }
    }
  }

  private mutating func take(_ batch: EventBatch, _ labels: LabelTable) {
    var nextExtras = 0
    for row in batch.rows {
      let label = Int(row.label & ~EventRow.hasExtras)
      let name = labels.spelling(of: label)
      var extras: EventExtras?
      if row.label & EventRow.hasExtras != 0 {
        extras = batch.extras[nextExtras]
        // Where a row stands in its block is another thing for every cut; where it stands in the log is not.
        if extras?.parts.contains(.origin) == true { extras?.line += UInt32(lines) }
        nextExtras += 1
      }
      rows.append(
        Row(
          time: row.time, key: row.key, code: labels.meanings[label].code, channel: name.channel,
          campaign: name.campaign, extras: extras))
    }
    for reject in batch.rejects {
      rejects.append(
        Reject(line: lines + reject.line + 1, reason: reject.reason, column: reject.column, text: reject.text))
    }
    keys.add(batch.keys, isEarlier: false)
    records += batch.recordCount
    lines += batch.lineCount
  }
}
