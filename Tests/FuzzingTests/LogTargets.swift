import LogTesting
import Values

@testable import Events

extension FuzzTarget {
  /// Any cut of delimited text into blocks reads to the same rows, rejects and lines, and no record is lost.
  static let csv = FuzzTarget(name: "csv") { bytes in
    var choices = FuzzChoices(bytes)
    let dialect = Dialect.named[choices.byte() % Dialect.named.count].dialect
    let columns = try ColumnMap(header: [
      "time", "event", "user_id", "channel", "campaign", "deal_id", "amount", "currency", "event_id", "anonymous_id",
    ])
    return cutsDiffer(&choices, columns: columns, format: .delimited(dialect))
  }

  /// The same of JSON lines; and a line is read where, and only where, JSON's grammar has an object.
  static let json = FuzzTarget(name: "json") { bytes in
    var choices = FuzzChoices(bytes)
    let renamed = try ColumnMap.parse(
      "time=t,event=e.name,user_id=u.id,channel=c[0],campaign=c[1],deal_id=items.0.deal.id,amount=e.v,event_id=t")
    let map = try ChannelMap(Array("utm.source,c[0],channel\nnews*,,email\n,(empty),direct\n".utf8), name: "map")
    let columns =
      choices.byte() % 2 == 0 ? try ColumnMap(jsonLines: nil) : try ColumnMap(jsonLines: renamed, channelMap: map)
    if let broken = cutsDiffer(&choices, columns: columns, format: .jsonLines) { return broken }
    guard let paths = columns.paths else { return "JSON columns without paths" }
    return misread(choices.rest, paths)
  }

  /// Two choices, then a log: whether it is read alike at once and in small blocks.
  private static func cutsDiffer(_ choices: inout FuzzChoices, columns: ColumnMap, format: LogFormat) -> String? {
    let limit = choices.byte()
    let blockBytes = 1 + choices.byte() % 80
    var rules = ReadingRules(seed: 1, maxRecordBytes: limit % 2 == 0 ? 1 << 20 : 16 + limit)
    rules.spelledStages = [4]
    let log = choices.rest
    let whole = ReadLog(log, columns: columns, rules: rules, blockBytes: rules.maxRecordBytes + 1, format: format)
    let cut = ReadLog(log, columns: columns, rules: rules, blockBytes: blockBytes, format: format)
    if whole.rows != cut.rows { return "other rows in blocks of \(blockBytes)" }
    if whole.rejects != cut.rejects { return "other rejects in blocks of \(blockBytes): \(cut.rejects), at once \(whole.rejects)" }
    if whole != cut { return "other counts in blocks of \(blockBytes)" }
    if whole.rows.count + whole.rejects.count != whole.records {
      return "\(whole.records) records, but \(whole.rows.count) rows and \(whole.rejects.count) rejects"
    }
    return nil
  }

  /// Reads lines at once and compares each with the grammar; no field may reach beyond its line.
  private static func misread(_ log: [UInt8], _ paths: JSONPaths) -> String? {
    var bytes = log + [10]
    var reader = JSONLineReader(paths, seed: 7)
    var scan = FieldScan()
    var keys = JSONKeys()
    var start = 0, line = 0
    while start < bytes.count {
      let stop = scan.scanLines(&bytes, from: start, count: bytes.count, by: &reader, keys: &keys)
      for record in 0..<scan.recordCount {
        let end = log[line...].firstIndex(of: 10) ?? log.count
        let text = log[line..<end]
        let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let isRead = scan.faults[record]?.isWellFormed ?? !isBlank
        if isRead != JSONGrammar.isObject(text, mostDepth: JSONLineReader.mostDepth) {
          return "line at byte \(line): \(scan.faults[record]?.reason ?? "read") against the grammar"
        }
        for field in scan.fields(ofRecord: record) {
          let place = scan.field(field)
          if !place.isEmpty, place.lowerBound < line || place.upperBound > end {
            return "a field at \(place) of the line \(line)..<\(end)"
          }
        }
        if scan.faults[record] == nil, !isBlank, let broken = unlike(scan.fields(ofRecord: record), scan, bytes, paths) {
          return broken
        }
        line = end + 1
      }
      if stop != line { return "stopped at \(stop), where the line began at \(line)" }
      start = stop
    }
    return nil
  }

  /// Fields that one path names have one text.
  private static func unlike(_ fields: ClosedRange<Int>, _ scan: FieldScan, _ bytes: [UInt8], _ paths: JSONPaths) -> String? {
    for i in paths.fields.indices {
      for j in 0..<i where paths.fields[i].groups == paths.fields[j].groups {
        let a = scan.field(fields.lowerBound + i), b = scan.field(fields.lowerBound + j)
        if bytes[a] != bytes[b] { return "'\(paths.fields[i].name)' and '\(paths.fields[j].name)' differ, at \(a) and \(b)" }
      }
    }
    return nil
  }
}
